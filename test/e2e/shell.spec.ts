import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type {} from '../../renderer/ipc/client.ts';
import { expect, test, type CountersignApp } from './support/app.ts';
import { makeSample } from './support/sample.ts';

const openFile = (window: Page) => window.getByRole('button', { name: 'Open archive file…' });
const verdict = (window: Page) => window.locator('.verdict-sentence');
const NOT_PROVEN = 'This archive is not proven';
const INTACT = 'This archive is intact and signed';

test('the program starts, says what it is, and waits for an archive', async ({ running: app }) => {
  await expect(app.window.getByRole('heading', { name: 'Open a release archive' })).toBeVisible();
  const info = await app.window.evaluate(() => self.countersign?.app.info({}));
  expect(info?.name).toBe('Countersign');
  const real = await app.electron.evaluate(() => 'electron' in process.versions);
  expect(info?.runtime).toBe(real ? 'electron' : 'stand-in');
});

test('an archive chosen in the dialog is verified; without an anchor its signers stay unknown', async ({
  running: app,
}) => {
  await app.stubOpen(makeSample().archive);
  await openFile(app.window).click();
  await expect(verdict(app.window)).toContainText(NOT_PROVEN);
});

test('a dialog that is closed without a choice changes nothing', async ({ running: app }) => {
  await app.stubOpen(null);
  await openFile(app.window).click();
  await expect(openFile(app.window)).toBeVisible();
});

test('a trust anchor added from its file makes the archive pass', async ({ start }) => {
  const { archive, anchor } = makeSample();
  const app = await start();
  await app.stubOpen(anchor);
  await app.window.getByRole('button', { name: 'Add from file…' }).click();
  await app.window.getByLabel('How did you confirm the fingerprint?').fill('read out by telephone');
  await app.window.getByRole('button', { name: 'Trust this' }).click();
  await expect(app.window.getByText('read out by telephone')).toBeVisible();
  await app.stubOpen(archive);
  await openFile(app.window).click();
  await expect(verdict(app.window)).toContainText(INTACT);
  const stored = JSON.parse(readFileSync(path.join(app.userData, 'trust.json'), 'utf8')) as { anchors: unknown[] };
  expect(stored.anchors).toMatchObject([{ channel: 'read out by telephone' }]);
});

test('an archive dropped onto the window is verified', async ({ running: app }) => {
  await app.dropFile(makeSample().archive);
  await expect(verdict(app.window)).toContainText(NOT_PROVEN);
});

test('an archive on the command line is verified with the anchors given there, which are not stored; its evidence pack is written as PDF and JSON', async ({
  start,
  folder,
}) => {
  const { archive, anchor, previous } = makeSample();
  const app = await start({ args: [archive, '--trust', anchor, '--previous', previous] });
  await expect(verdict(app.window)).toContainText(INTACT);
  expect(existsSync(path.join(app.userData, 'trust.json'))).toBe(false);
  await app.stubSave(path.join(folder, 'pack.pdf'));
  await app.window.getByRole('button', { name: 'Export', exact: true }).click();
  await app.window.getByRole('button', { name: 'Export…' }).click();
  await expect(app.window.getByText('Written', { exact: true })).toBeVisible({ timeout: 45_000 });
  expect(readFileSync(path.join(folder, 'pack.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(JSON.parse(readFileSync(path.join(folder, 'pack.json'), 'utf8'))).toMatchObject({ verdict: 'TOTAL_PASSED' });
});

test('a second start hands its archive to the running program and ends', async ({ running: app }) => {
  await expect(openFile(app.window)).toBeVisible();
  await app.startAgain([makeSample().archive]);
  await expect(verdict(app.window)).toContainText(NOT_PROVEN);
  expect(app.electron.windows()).toHaveLength(1);
});

test('a release with faults is refused or fails, never passes', async ({ running: app }) => {
  await app.stubOpen(makeSample().faulty);
  await openFile(app.window).click();
  await expect(verdict(app.window)).toContainText('Do not rely on this archive');
});

test('a file that is no archive is refused by its code, and the program goes on', async ({ running: app, folder }) => {
  const file = path.join(folder, 'letter.zip');
  writeFileSync(file, 'Dear auditor');
  await app.stubOpen(file);
  await openFile(app.window).click();
  await expect(app.window.getByText('The archive was not opened')).toBeVisible();
  await expect(app.window.getByText('CONTAINER_UNKNOWN')).toBeVisible();
  await app.stubOpen(makeSample().archive);
  await openFile(app.window).click();
  await expect(verdict(app.window)).toContainText(NOT_PROVEN);
});

test('cancelling ends the work at once, and the process that did it', async ({ running: app, folder }) => {
  const release = path.join(folder, 'release');
  mkdirSync(release);
  writeFileSync(path.join(release, 'huge.bin'), '');
  truncateSync(path.join(release, 'huge.bin'), 40 * 1024 ** 3);
  await app.stubOpen(release);
  await app.window.getByRole('button', { name: 'Open release folder…' }).click();
  const cancel = app.window.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeVisible();
  await expect.poll(() => app.window.locator('progress').getAttribute('value')).not.toBeNull();
  // What it holds is shown long before it is verified.
  await expect(app.window.getByText('huge.bin')).toBeVisible();
  const started = Date.now();
  await cancel.click();
  await expect(openFile(app.window)).toBeVisible();
  expect(Date.now() - started).toBeLessThan(3_000);
});

test('what the auditor writes is on the disk, and there again after a new start', async ({ start, folder }) => {
  const { archive } = makeSample();
  const userData = path.join(folder, 'kept');
  const first = await start({ args: [archive], userData });
  await expect(verdict(first.window)).toContainText(NOT_PROVEN);
  const session = await sessionOf(first, archive);
  await first.window.evaluate(
    (token) =>
      self.countersign?.audit.record({
        session: token,
        action: { kind: 'noted', section: '5.8.1', text: 'seen in the room' },
      }),
    session,
  );
  const kept = path.join(userData, 'documents', 'Countersign');
  const [workspace] = readdirSync(kept).filter((name) => name.endsWith('.countersign'));
  expect(readFileSync(path.join(kept, workspace ?? ''), 'utf8')).toContain('seen in the room');
  await first.close();
  const second = await start({ args: [archive], userData });
  await expect(verdict(second.window)).toContainText(NOT_PROVEN);
  await second.window.getByRole('button', { name: 'Clause walk' }).click();
  await expect(second.window.getByText('seen in the room')).toBeVisible();
});

test('a note typed just before the window is closed is kept, and no lock is left behind', async ({ start, folder }) => {
  const { archive } = makeSample();
  const userData = path.join(folder, 'kept');
  const first = await start({ args: [archive], userData });
  await expect(verdict(first.window)).toContainText(NOT_PROVEN);
  await first.window.getByRole('button', { name: 'Clause walk' }).click();
  await first.window.locator('#note').pressSequentially('typed last');
  const ended = first.electron.waitForEvent('close');
  await clickCross(first);
  await ended;
  expect(readdirSync(path.join(userData, 'documents', 'Countersign')).filter((name) => name.endsWith('.lock'))).toEqual(
    [],
  );
  const second = await start({ args: [archive], userData });
  await expect(verdict(second.window)).toContainText(NOT_PROVEN);
  await second.window.getByRole('button', { name: 'Clause walk' }).click();
  await expect(second.window.locator('#note')).toHaveValue('typed last');
});

test('the window asks before it closes over a judgement that is not recorded', async ({ start }) => {
  const app = await start({ args: [makeSample().archive] });
  await expect(verdict(app.window)).toContainText(NOT_PROVEN);
  await app.window.getByRole('button', { name: 'Clause walk' }).click();
  await app.window.locator('.radio', { hasText: 'Major' }).click();
  await clickCross(app);
  const asked = app.window.getByRole('alertdialog', { name: 'Leave without recording?' });
  await expect(asked).toContainText('5.8.1');
  await asked.getByRole('button', { name: 'Stay' }).click();
  await expect(asked).toBeHidden();
  await clickCross(app);
  const program = app.electron.process();
  const ended = app.electron.waitForEvent('close');
  await asked.getByRole('button', { name: 'Close the window and lose it' }).click();
  await ended;
  expect(program.exitCode).toBe(0);
});

test('evidence is shown as verified, and never from a file that was changed since', async ({
  running: app,
  folder,
}) => {
  const release = path.join(folder, 'release');
  mkdirSync(release);
  writeFileSync(path.join(release, 'notes.md'), 'as verified');
  writeFileSync(path.join(release, 'firmware.bin'), Buffer.from([0, 1, 2, 3]));
  const session = await sessionOf(app, release);
  expect(await read(app.window, session, 'notes.md')).toMatchObject({ form: 'text', content: 'as verified' });
  expect(await read(app.window, session, 'firmware.bin')).toMatchObject({ form: 'hex', content: 'AAECAw==' });
  expect(await read(app.window, session, '../../etc/passwd')).toMatchObject({ code: 'MEMBER_UNKNOWN' });
  writeFileSync(path.join(release, 'notes.md'), 'AS VERIFIED');
  expect(await read(app.window, session, 'notes.md')).toMatchObject({ code: 'ARCHIVE_CHANGED' });
});

test('a release is judged under what the auditor says, and what its columns mean is asked once', async ({
  running: app,
  folder,
}) => {
  const release = path.join(folder, 'release');
  mkdirSync(path.join(release, 'tests'), { recursive: true });
  writeFileSync(
    path.join(release, 'release.yaml'),
    'version: 1.0.0\nproduct: { name: fw, manufacturer: Example GmbH, safety_class: A }\ntests: [tests/manual.csv]\n',
  );
  writeFileSync(path.join(release, 'tests/manual.csv'), 'Fall;Ausgang\n1;gut\n2;schlecht\n');
  await app.stubOpen(release);
  await app.window.getByRole('button', { name: 'Open release folder…' }).click();
  await expect(app.window.getByText('Class A (manifest)')).toBeVisible();

  await app.window.getByRole('button', { name: 'Change under what the release is judged' }).click();
  await app.window.getByLabel('Software safety class').selectOption('C');
  await app.window.getByLabel('Edition').selectOption('playbook');
  await app.window.getByLabel('Reason').fill('The hazard analysis shows serious injury.');
  await app.window.getByRole('button', { name: 'Judge again' }).click();
  await expect(app.window.getByText('Class C (auditor)')).toBeVisible();

  await app.window.getByRole('tab', { name: 'Coverage' }).click();
  await app.window.getByRole('button', { name: 'tests/manual.csv' }).click();
  await app.window.getByRole('button', { name: 'Show file' }).click();
  await expect(app.window.getByText('not understood')).toBeVisible();
  await app.window.getByRole('button', { name: 'Say what the columns mean' }).click();
  await app.window.getByLabel('What “Fall” means').selectOption('test_id');
  await app.window.getByLabel('What “Ausgang” means').selectOption('result');
  await app.window.getByLabel('What “gut” means').selectOption('passed');
  await app.window.getByLabel('What “schlecht” means').selectOption('failed');
  await app.window.getByRole('button', { name: 'Keep and verify again' }).click();
  // Both hold from here on: the class of the auditor, and two cases of which one passed.
  await expect(app.window.getByText('Class C (auditor)')).toBeVisible();
  const figures = app.window.getByRole('table').filter({ hasText: 'Test level' });
  await expect(figures.getByRole('row').nth(1)).toContainText(/2\s*1\s*1\s*1/u);
  expect(readFileSync(path.join(app.userData, 'columns.json'), 'utf8')).toContain('"Example GmbH"');
});

test('closing the window ends the program', async ({ start }) => {
  const app = await start();
  const program = app.electron.process();
  const ended = app.electron.waitForEvent('close');
  await app.window.close();
  await ended;
  expect(program.exitCode).toBe(0);
});

/** Closes the window as the cross in its corner does. */
async function clickCross(app: CountersignApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
}

/** Opens and verifies `archive` by calls alone, and returns its session. */
async function sessionOf(app: CountersignApp, archive: string): Promise<string> {
  await app.stubOpen(archive);
  return app.window.evaluate(async () => {
    const client = self.countersign;
    const chosen = await client?.archive.choose({ kind: 'file' });
    if (client === undefined || chosen === null || chosen === undefined) throw new Error('nothing was chosen');
    await client.archive.verify({ session: chosen.session, profile: null });
    return chosen.session;
  });
}

function read(window: Page, session: string, member: string): Promise<unknown> {
  return window.evaluate(
    ([token, file]) =>
      self.countersign?.evidence
        .read({ session: token, path: file, supplement: null })
        .catch((thrown: unknown) => thrown),
    [session, member] as const,
  );
}
