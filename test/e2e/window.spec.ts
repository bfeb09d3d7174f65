import type { Page } from '@playwright/test';
import { control, expect, test } from './fixture-window/window-test.ts';
import { OF_COLOURS, violations } from './support/axe.ts';
import type { Scenario } from './fixture-window/scenario.ts';
import { sessionView } from '../support/session-fixture.ts';

const OPENED = { initial: true } as const;
const DISK_FULL = { code: 'FILE_NOT_WRITABLE', values: { name: 'journal', reason: 'ENOSPC' }, member: null };
const REFUSAL = { code: 'ZIP_CRC_MISMATCH', values: {}, member: 'tests/unit.xml' };

const section = (page: Page) => page.getByRole('heading', { level: 1 });
const sections = (page: Page) => page.getByRole('navigation', { name: 'Sub-clauses and groups' });

async function toClauses(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Clause walk' }).click();
}

async function openEvidence(page: Page): Promise<void> {
  await toClauses(page);
  await page.locator('.evidence-link').first().click();
}

/** Whether anything sticks out: the document itself must never scroll sideways, nor downwards at a usual height. */
async function overflow(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  return page.evaluate(() => ({
    x: document.documentElement.scrollWidth - window.innerWidth,
    y: document.documentElement.scrollHeight - window.innerHeight,
  }));
}

test('opens an archive that the person chose and shows its verdict', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed' });
  await expect(section(page)).toHaveText('Open a release archive');
  await page.getByRole('button', { name: 'Open archive file' }).click();
  await expect(section(page)).toContainText('Passed');
  await expect(page.getByRole('banner').first()).toContainText('triage-2.4.0-release.zip');
});

test('opens what is dropped anywhere in the window', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed' });
  await expect(section(page)).toHaveText('Open a release archive');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['PK'], 'dropped.zip'));
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
  await expect(section(page)).toContainText('Passed');
  const calls = await page.evaluate(() => window.fixture?.calls.map((call) => call.name));
  expect(calls).toContain('archive.openDropped');
});

test('shows a refusal with sentence, meaning, remedy and code', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, verify: REFUSAL });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Verification stopped');
  await expect(alert).toContainText('a refusal is neither passed nor failed');
  await expect(alert).toContainText('ZIP_CRC_MISMATCH');
  await expect(alert).toContainText('tests/unit.xml');
  await expect(page.getByRole('button', { name: 'Open archive file' })).toBeVisible();
});

test('shows progress and goes back to the start when cancelled', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, verify: 'hang' });
  await expect(section(page)).toHaveText('Verifying');
  await control(page, (fixture) => fixture.progress({ phase: 'hashing', done: 50_000_000, total: 100_000_000 }));
  await expect(page.getByText('50 MB of 100 MB')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Computing digests' })).toHaveAttribute('value', '0.5');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(section(page)).toHaveText('Open a release archive');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('lists what the archive holds while it is being verified', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, verify: 'hang' });
  await expect(section(page)).toHaveText('Verifying');
  await control(page, (fixture) => {
    const names = Array.from({ length: 100_000 }, (_, index) => `logs/run-${String(index).padStart(6, '0')}.xml`);
    fixture.list({ container: 'tar.gz', paths: names.join('\n'), sizes: names.map(() => 1_000) });
  });
  await expect(page.getByText('100,000 files, 100 MB in all (TAR, compressed by gzip)')).toBeVisible();
  await expect(page.getByText('logs/run-000000.xml')).toBeVisible();
  expect(await page.locator('.members-row').count()).toBeLessThan(100);
  await page.getByRole('searchbox').fill('run-09999');
  await expect(page.getByText('10 of 100,000')).toBeVisible();
  await expect(page.getByText('logs/run-099997.xml')).toBeVisible();
});

for (const [variant, word] of [
  ['passed', 'Passed'],
  ['failed', 'Failed'],
  ['indeterminate', 'Indeterminate'],
] as const) {
  test(`shows the verdict ${word} by word, with product, version, build, name, size and digest`, async ({
    openWindow,
  }) => {
    const page = await openWindow({ variant, ...OPENED });
    const head = page.locator('.verdict-head');
    await expect(head.getByRole('heading')).toContainText(word);
    for (const fact of [
      'Triage',
      '2.4.0',
      '2.4.0+b.8842',
      'triage-2.4.0-release.zip',
      `${sessionView(variant).verification.archive.size.toLocaleString('en')} bytes`,
      'SHA-256',
    ]) {
      await expect(head).toContainText(fact);
    }
    const green = await page.locator('.verdict-head.tone-pass').count();
    expect(green).toBe(variant === 'passed' ? 1 : 0);
  });
}

test('lists failed and uncovered files first and filters them', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await page.getByRole('tab', { name: 'Coverage' }).click();
  const rows = page.locator('.coverage-body [role="row"]');
  await expect(rows.nth(0)).toContainText('approvals/qa_lead.yaml');
  await expect(rows.nth(1)).toContainText('tests/system.xml');
  await expect(rows.nth(1)).toContainText('Listed in release.yaml, does not match');
  await expect(rows.nth(2)).toContainText('approvals/qa_lead.yaml.p7s');
  await expect(rows.nth(3)).toContainText('notes/extra.txt');
  await page.getByLabel('Show').selectOption('Not covered');
  await expect(rows).toHaveCount(4);
  await page.getByLabel('Find path or SHA-256').fill('EXTRA');
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole('button').click();
  await expect(page.getByRole('region', { name: 'The chosen file' })).toContainText('notes/extra.txt');
});

test('keeps 120,000 rows out of the document', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'huge', ...OPENED });
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await expect(page.getByText('120,024 of 120,024 files')).toBeVisible();
  expect(await page.locator('.coverage-body [role="row"]').count()).toBeLessThan(80);
});

test('walks the clauses by keyboard only and reads the sections in order', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await page.keyboard.press('2');
  await expect(section(page)).toContainText('5.8.1');
  await page.keyboard.press('j');
  await expect(section(page)).toContainText('5.8.2');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(section(page)).toContainText('5.8.3');
  await page.keyboard.press('k');
  await expect(section(page)).toContainText('5.8.2');
  await page.keyboard.press('n');
  await page.keyboard.type('jk: letters stay in the note');
  await expect(page.locator('#note')).toHaveValue('jk: letters stay in the note');
  await expect(section(page)).toContainText('5.8.2');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(section(page)).toContainText('5.8.1');
  await page.keyboard.press('1');
  await expect(page.locator('.verdict-head')).toBeVisible();
});

test('judges by keyboard, and asks for the reason when the tool is overruled', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await toClauses(page);
  await page.locator('.clause').focus();
  await page.keyboard.press('v');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Conforms' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  const reason = page.getByLabel('Reason (required');
  await expect(reason).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('The judgement is not recorded yet');
  await page.keyboard.type('Seen on site: the level was repeated.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Recorded', { exact: true })).toBeVisible();
  await expect(sections(page)).toContainText('2 of 17 judged');
  const judged = await page.evaluate(() =>
    window.fixture?.calls.filter((call) => call.name === 'audit.record').map((call) => call.input),
  );
  expect(judged).toMatchObject([
    {
      action: {
        kind: 'judged',
        section: '5.8.1',
        judgement: 'conforms',
        reason: 'Seen on site: the level was repeated.',
      },
    },
  ]);
});

test('keeps a judgement that could not be recorded, and records it later', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED, judge: DISK_FULL });
  await toClauses(page);
  await page.locator('.radio', { hasText: 'Major' }).click();
  await page.getByRole('button', { name: 'Record judgement' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was saved');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(sections(page)).toContainText('not saved');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('radio', { name: 'Major nonconformity' })).toBeChecked();
  await control(page, (fixture) => fixture.heal());
  await page.getByRole('button', { name: 'Record judgement' }).click();
  await expect(page.getByText('Recorded', { exact: true })).toBeVisible();
});

test('saves a note while it is typed and says so', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  await toClauses(page);
  await page.locator('#note').fill('Compared with the plan.');
  await expect(page.locator('.note').first().getByRole('status')).toHaveText('Saved');
  const saved = await page.evaluate(
    () => window.fixture?.calls.filter((call) => call.name === 'audit.record').at(-1)?.input,
  );
  expect(saved).toMatchObject({ action: { kind: 'noted', section: '5.8.1', text: 'Compared with the plan.' } });
});

test('keeps a note that could not be saved, warns on closing, and saves it again', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, note: DISK_FULL });
  await toClauses(page);
  await page.locator('#note').fill('Not to be lost.');
  await expect(page.getByRole('alert')).toContainText('The note is not saved');
  await page.getByRole('button', { name: 'Close this archive' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('5.8.1');
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(page.locator('#note')).toHaveValue('Not to be lost.');
  await control(page, (fixture) => fixture.heal());
  await page.getByRole('button', { name: 'Save again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Close this archive' }).click();
  await expect(section(page)).toHaveText('Open a release archive');
});

test('shows evidence at the line that is meant, marks it, and gives the focus back', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED, read: 'long' });
  await openEvidence(page);
  const meant = page.locator('.line-meant');
  await expect(meant).toHaveAttribute('data-line', '120');
  await expect(meant).toBeInViewport();
  const pane = page.getByRole('complementary', { name: 'Evidence' });
  await expect(pane).toContainText('(it is the release manifest)');
  await expect(pane).toContainText('Only the first');
  expect(await page.locator('.line').count()).toBeLessThan(150);
  await page.keyboard.press('/');
  await page.keyboard.type('AN-099999');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.line[data-line="99999"] mark.current')).toBeInViewport();
  await page.locator('.lines').focus();
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
  await expect(page.locator('.evidence-link').first()).toBeFocused();
});

test('adds the chosen line to the evidence of the section', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  await openEvidence(page);
  await expect(page.locator('.line-meant')).toBeVisible();
  await page.locator('.line[data-line="122"] button').click();
  await page.keyboard.press('e');
  await expect(page.getByText('Added to the evidence of this section.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Evidence added by you (1)' })).toBeVisible();
  const input = await page.evaluate(() => window.fixture?.calls.find((call) => call.name === 'audit.record')?.input);
  expect(input).toMatchObject({
    action: {
      kind: 'evidence-added',
      section: '5.8.1',
      evidence: { path: 'release.yaml', locator: { kind: 'line', line: 122 } },
    },
  });
});

test('shows bytes in hexadecimal when a file is no text', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, read: 'hex' });
  await openEvidence(page);
  await expect(page.getByText('This file is no text.')).toBeVisible();
  await expect(page.locator('.hex-line').first()).toContainText('00000000');
  await expect(page.locator('.hex-line').first()).toContainText('00 25 4a 6f');
});

test('gives no advice in a third-party audit, and hints in a mock audit', async ({ openWindow }) => {
  for (const mode of ['third-party', 'mock'] as const) {
    const page = await openWindow({ variant: 'no-manifest', mode, ...OPENED });
    const reasons = page.locator('.reasons');
    await expect(reasons).toContainText('NO_MANIFEST');
    await expect(page.getByText(mode === 'mock' ? 'Mock audit' : 'Third-party audit', { exact: true })).toBeVisible();
    expect((await reasons.textContent())?.includes('Ask the manufacturer')).toBe(mode === 'mock');
    await toClauses(page);
    await page.getByText('About this rule').first().click();
    await expect(page.locator('details[open]').getByText('Passes when')).toHaveCount(mode === 'mock' ? 1 : 0);
  }
});

test('trusts a certificate only with the channel by which it was confirmed', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', anchors: 0 });
  await expect(page.getByText('Without a trust anchor')).toBeVisible();
  await page.getByRole('button', { name: 'Add from file' }).click();
  await page.getByRole('button', { name: 'Trust this' }).click();
  await expect(page.getByRole('alert')).toContainText('Not added');
  await page.getByLabel('How did you confirm the fingerprint?').fill('On the phone');
  await page.getByRole('button', { name: 'Trust this' }).click();
  await expect(page.locator('.anchor')).toContainText('On the phone');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused();
  await page.getByRole('group').getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('.anchor')).toHaveCount(0);
});

test('compares the fingerprint that reached the person, and adds nothing that differs', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', anchors: 0 });
  await page.getByRole('button', { name: 'Add from file' }).click();
  const shown = (await page.locator('.candidate .digest').innerText()).replace(/\s/gu, '');
  await page.getByLabel('How did you confirm the fingerprint?').fill('On the phone');
  const pasted = page.getByLabel('Paste the fingerprint');
  await pasted.fill(`${shown.slice(0, -1)}${shown.endsWith('0') ? '1' : '0'}`);
  await expect(page.getByRole('alert')).toContainText('Different');
  await expect(page.getByRole('button', { name: 'Trust this' })).toBeDisabled();
  await pasted.fill(shown.replace(/(..)(?=.)/gu, '$1:').toUpperCase());
  await expect(page.locator('.candidate')).toContainText('The same');
  await page.getByRole('button', { name: 'Trust this' }).click();
  await expect(page.locator('.anchor')).toHaveCount(1);
});

test('limits an anchor, and says what was exported', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed' });
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByLabel('Whose it is').fill('Jane Doe');
  await page.getByLabel('May vouch as').fill('release, qa_lead');
  await page.getByLabel('Only for releases of').fill('Example Medical GmbH');
  await page.getByLabel('Counts until').fill('2030-01-31');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.anchor-name')).toContainText('Jane Doe');
  for (const text of ['release, qa_lead', 'Example Medical GmbH', '2030']) {
    await expect(page.locator('.anchor')).toContainText(text);
  }
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'written to' })).toContainText('countersign-trust.json');
});

test('looks at what a signature offers as a trust anchor, beside the verdict', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'indeterminate', anchors: 0, ...OPENED });
  await page.getByRole('tab', { name: 'Signatures' }).click();
  await page.getByRole('button', { name: 'Look at what it offers' }).first().click();
  await expect(page.getByRole('dialog')).toContainText('Read, not trusted yet');
});

test('says that the verdict may be out of date when anchors changed, and verifies again', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'indeterminate', ...OPENED });
  await page.getByRole('button', { name: 'Trust anchors' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('group').getByRole('button', { name: 'Remove' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The verdict may be out of date')).toBeVisible();
  await page.getByRole('button', { name: 'Verify again' }).click();
  await expect(page.getByText('The verdict may be out of date')).toHaveCount(0);
});

test('exports the evidence pack and names what was written; says why when it was not', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED, exporting: DISK_FULL });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await page.keyboard.press('Control+e');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('alert')).toContainText('The evidence pack was not written');
  await control(page, (fixture) => fixture.heal());
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog')).toContainText('triage-2.4.0-evidence-pack.pdf');
  await expect(page.getByRole('dialog')).toContainText('64');
});

test('asks before another archive takes the place of this one', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await control(page, (fixture) => fixture.offer());
  await expect(page.getByRole('alertdialog')).toContainText('triage-2.4.1-release.zip');
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.locator('.verdict-head')).toBeVisible();
});

test('opens the help with ?, and keys without a modifier can be switched off', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await page.keyboard.press('?');
  await page.getByLabel('Keys without Ctrl or Alt').uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('2');
  await expect(page.locator('.verdict-head')).toBeVisible();
});

test('a dialog keeps the keyboard to itself, and gives the focus back where it came from', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  const opener = page.getByRole('button', { name: 'Trust anchors' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Trust anchors' });
  await expect(dialog).toBeVisible();
  const reached = [];
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.closest('dialog, .app > *')?.tagName ?? 'NONE'));
  }
  expect(reached).toContain('DIALOG');
  expect(reached.filter((name) => name !== 'DIALOG' && name !== 'NONE')).toEqual([]);
  await page.keyboard.press('2');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(page.locator('.verdict-head')).toBeVisible();
  await opener.click();
  await page.mouse.click(5, 400);
  await expect(dialog).toHaveCount(0);
});

test('a question is not answered by a press beside it', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await control(page, (fixture) => fixture.offer());
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  await page.mouse.click(5, 400);
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(page.locator('.verdict-head')).toBeVisible();
});

test('chooses among the parts of the verdict by arrow keys, with one stop of the Tab key', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed', ...OPENED });
  const tab = (name: string) => page.getByRole('tab', { name });
  await tab('Overview').focus();
  for (const [key, name] of [
    ['ArrowRight', 'Coverage'],
    ['End', 'Supplements'],
    ['ArrowRight', 'Overview'],
    ['ArrowLeft', 'Supplements'],
    ['Home', 'Overview'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tab(name)).toBeFocused();
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tabpanel', { name: 'Overview' })).toBeFocused();
});

test('shows hostile text as text, in a layout that holds', async ({ openWindow }) => {
  for (const [width, height] of [
    [1280, 800],
    [1024, 700],
    [512, 700],
  ] as const) {
    const page = await openWindow({ variant: 'hostile', ...OPENED, read: 'hostile' }, { width, height });
    await expect(page.locator('.verdict-head')).toContainText('<U+202E>');
    expect(await overflow(page)).toEqual({ x: 0, y: 0 });
    for (const name of ['Coverage', 'Signatures', 'Approvals', 'Identity']) {
      await page.getByRole('tab', { name }).click();
      expect(await overflow(page), name).toEqual({ x: 0, y: 0 });
    }
    await openEvidence(page);
    await expect(page.locator('.lines')).toContainText('<script>alert(1)</script><U+0000><U+0007>');
    expect(await overflow(page)).toEqual({ x: 0, y: 0 });
    const raw = await page.evaluate(() => /[\u0000\u0007\u202e]/u.test(document.body.textContent));
    expect(raw, 'a hidden character reached the page').toBe(false);
  }
});

test('stays in its frame while judging', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await toClauses(page);
  await page.locator('.radio').last().scrollIntoViewIfNeeded();
  await page.locator('.radio', { hasText: 'Conforms' }).click();
  expect(await overflow(page)).toEqual({ x: 0, y: 0 });
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('keeps the chosen appearance against the system', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'passed' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByLabel('Appearance').selectOption('Dark');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(section(page)).toBeVisible();
  expect(await ground()).toBe(dark);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByLabel('Appearance').selectOption('Light');
  expect(await ground()).toBe(light);
});

const SCREENS: readonly (readonly [string, Scenario, (page: Page) => Promise<void>])[] = [
  ['open', { variant: 'passed' }, async (page) => page.getByRole('button', { name: 'Add from file' }).click()],
  [
    'refusal',
    { variant: 'passed', ...OPENED, verify: REFUSAL },
    async (page) => expect(page.getByRole('alert')).toBeVisible(),
  ],
  [
    'running',
    { variant: 'passed', ...OPENED, verify: 'hang' },
    async (page) => expect(section(page)).toHaveText('Verifying'),
  ],
  ['verdict', { variant: 'failed', ...OPENED }, async (page) => expect(page.locator('.verdict-head')).toBeVisible()],
  [
    'coverage',
    { variant: 'failed', ...OPENED },
    async (page) => {
      await page.getByRole('tab', { name: 'Coverage' }).click();
      await page.locator('.coverage-body').getByRole('button').first().click();
    },
  ],
  [
    'signatures',
    { variant: 'failed', ...OPENED },
    async (page) => {
      await page.getByRole('tab', { name: 'Signatures' }).click();
      for (const summary of await page.locator('summary').all()) await summary.click();
    },
  ],
  ['approvals', { variant: 'failed', ...OPENED }, async (page) => page.getByRole('tab', { name: 'Approvals' }).click()],
  ['identity', { variant: 'failed', ...OPENED }, async (page) => page.getByRole('tab', { name: 'Identity' }).click()],
  [
    'clauses with evidence',
    { variant: 'failed', ...OPENED },
    async (page) => {
      await openEvidence(page);
      await page.getByLabel('Find in this file').fill('REQ-01');
      await expect(page.locator('mark').first()).toBeVisible();
    },
  ],
  [
    'judgement and failed note',
    { variant: 'failed', ...OPENED, note: DISK_FULL },
    async (page) => {
      await toClauses(page);
      await page.locator('.radio', { hasText: 'Conforms' }).click();
      await page.getByRole('button', { name: 'Record judgement' }).click();
      await page.locator('#note').fill('x');
      await expect(page.getByText('The note is not saved')).toBeVisible();
    },
  ],
  ['hex', { variant: 'failed', ...OPENED, read: 'hex' }, openEvidence],
  [
    'export',
    { variant: 'failed', ...OPENED },
    async (page) => {
      await expect(page.locator('.verdict-head')).toBeVisible();
      await page.keyboard.press('Control+e');
      await page.getByRole('button', { name: 'Export…' }).click();
      await expect(page.getByText('Written', { exact: true })).toBeVisible();
    },
  ],
  [
    'profile',
    { variant: 'passed', ...OPENED },
    async (page) => page.getByRole('button', { name: 'Change under what the release is judged' }).click(),
  ],
  [
    'help',
    { variant: 'passed', ...OPENED },
    async (page) => page.getByRole('button', { name: 'Help and keys' }).click(),
  ],
];

for (const [name, scenario, act] of SCREENS) {
  test(`axe finds nothing on: ${name}`, async ({ openWindow }) => {
    const page = await openWindow(scenario);
    await act(page);
    expect(await violations(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    expect(await violations(page, OF_COLOURS), 'dark').toEqual([]);
  });
}

test('asks once what the columns of a table mean, and verifies again', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await page.getByRole('button', { name: 'tests/manual.csv' }).click();
  await page.getByRole('button', { name: 'Show file' }).click();
  await page.getByRole('button', { name: 'Say what the columns mean' }).click();
  await page.getByLabel('What “Fall” means').selectOption('test_id');
  await page.getByLabel('What “Was” means').selectOption('test_id');
  const keep = page.getByRole('button', { name: 'Keep and verify again' });
  await expect(page.getByText('Two columns cannot be read as the same: test_id.')).toBeVisible();
  await expect(keep).toBeDisabled();
  await page.getByLabel('What “Was” means').selectOption('title');
  await page.getByLabel('What “Ausgang” means').selectOption('result');
  await page.getByLabel('What “n.i.O.” means').selectOption('failed');
  expect(await violations(page)).toEqual([]);
  await keep.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const calls = await page.evaluate(() => window.fixture?.calls.slice(-2));
  expect(calls).toMatchObject([
    {
      name: 'columns.keep',
      input: {
        path: 'tests/manual.csv',
        columns: { Fall: 'test_id', Was: 'title', Ausgang: 'result', Notiz: 'comment' },
        results: { 'n.i.O.': 'failed' },
      },
    },
    { name: 'archive.verify' },
  ]);
});

test('judges under what the auditor says instead of the manifest, and only with a reason', async ({ openWindow }) => {
  const page = await openWindow({ variant: 'failed', ...OPENED });
  await page.getByRole('button', { name: 'Change under what the release is judged' }).click();
  const judge = page.getByRole('button', { name: 'Judge again' });
  await page.getByLabel('Kind of audit').selectOption('mock');
  await expect(judge).toBeEnabled();
  await page.getByLabel('Software safety class').selectOption('C');
  await page.getByLabel('Implantable device').selectOption('true');
  await page.getByLabel('Lifetime in years').fill('12');
  await expect(judge).toBeDisabled();
  await page.getByLabel('Reason').fill('The hazard analysis shows serious injury.');
  await judge.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const call = await page.evaluate(() => window.fixture?.calls.at(-1));
  expect(call).toMatchObject({
    name: 'archive.verify',
    input: {
      profile: {
        edition: null,
        safetyClass: 'C',
        mode: 'mock',
        facts: { implantable: 'true', lifetime_years: '12' },
        reason: 'The hazard analysis shows serious injury.',
      },
    },
  });
});
