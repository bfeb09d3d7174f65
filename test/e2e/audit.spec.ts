import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { SECTIONS } from '../../src/domain/clause.ts';
import { expect, test, type CountersignApp } from './support/app.ts';
import { makeSample } from './support/sample.ts';

const verdict = (window: Page) => window.locator('.verdict-sentence');
const button = (window: Page, name: string) => window.getByRole('button', { name, exact: true });

/** Waits until what was written down last is on the disk. */
async function saved(window: Page): Promise<void> {
  await expect(window.locator('.work-form-head .save-state')).toHaveText('Saved');
}

async function beginAudit(app: CountersignApp, archive: string, previous: string, place: string): Promise<void> {
  const { window } = app;
  await app.stubOpen(archive);
  await button(window, 'New audit…').click();
  await app.stubOpen(previous);
  await button(window, 'Choose…')
    .or(window.getByRole('button', { name: 'Choose…' }))
    .first()
    .click();
  await expect(window.getByText('previous.zip')).toBeVisible();
  await app.stubSave(place);
  await window.getByRole('button', { name: 'Choose…' }).nth(1).click();
  await expect(window.getByText(path.basename(place))).toBeVisible();
  await window.getByLabel('Title').fill('NB-2026-114');
  await window.getByLabel('Auditors').fill('A. Auditor; B. Second');
  await window.getByLabel('Your organisation').fill('Example Notified Body');
  await button(window, 'Begin').click();
}

/** Walks every clause by keys, judging each as the tool found it, or with a reason. */
async function walk(window: Page): Promise<void> {
  await button(window, 'Clause walk').click();
  for (const section of SECTIONS) {
    await window.getByRole('radio', { name: 'Observation' }).check();
    await window.locator('.judgement textarea').fill(`Seen on ${section}.`);
    await window.keyboard.press('Control+Enter');
    await expect(window.locator('.judgement .save-state')).toContainText('Recorded');
    if (section === '5.8.2') {
      await window.locator('#note').fill('Asked for the raw log.');
      await window.locator('.private-note textarea').fill('The lead hesitated.');
      await window.locator('.evidence-link').first().click();
      await window.locator('.pane-head').waitFor();
      await window
        .getByRole('button', { name: 'Add to the evidence' })
        .or(window.locator('.pane-place button'))
        .first()
        .click();
      await expect(window.getByText('Added', { exact: false }).first()).toBeVisible();
      await window
        .getByRole('button', { name: 'Close the file' })
        .or(window.locator('.pane-title button'))
        .first()
        .click();
    }
    await window.keyboard.press('Alt+ArrowDown');
  }
  await expect(window.getByText('17 of 17 judged')).toBeVisible();
}

async function findings(window: Page): Promise<void> {
  for (const [id, statement] of [
    ['F-1', 'Two anomalies of the system test are not in the list.'],
    ['F-2', 'The risk owner did not approve the release.'],
  ] as const) {
    await button(window, 'Findings').click();
    await window.getByRole('tab', { name: /^Findings \(/u }).click();
    await button(window, 'New finding').click();
    const form = window.getByRole('region', { name: `Finding ${id}` });
    await form.getByLabel('Finding', { exact: true }).fill(statement);
    await form.getByLabel('Grade', { exact: true }).selectOption('minor');
    await form.getByLabel('Reason for the grade').fill('Isolated.');
    await saved(window);
  }
}

async function drawSample(window: Page): Promise<void> {
  await button(window, 'Desk').click();
  await window.getByRole('tab', { name: 'Test cases' }).click();
  await button(window, 'Draw a sample…').click();
  await window.getByRole('radio', { name: /^Random sample/u }).check();
  await window.getByRole('spinbutton', { name: 'Sample size' }).fill('4');
  await window.getByRole('textbox', { name: 'Seed' }).fill('62304');
  await button(window, 'Draw and write down').click();
  await expect(window.getByRole('heading', { name: 'Sample S-1' })).toBeVisible();
  await window.locator('.sample-item select').first().selectOption('conforming');
  await expect(window.locator('.work-form .lead')).toContainText('Looked at: 1 item');
  await window.getByLabel('Extend to').fill('6');
  await button(window, 'Extend').click();
  await expect(window.locator('.sample-item')).toHaveCount(6);
}

async function exportPack(app: CountersignApp, pack: string): Promise<string> {
  const { window } = app;
  await app.stubSave(pack);
  await button(window, 'Export').click();
  await window.getByRole('button', { name: /^Export…|^Export again…/u }).click();
  await expect(window.getByText('Written', { exact: true })).toBeVisible();
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  return readFileSync(pack.replace(/\.pdf$/u, '.json'), 'utf8');
}

for (const kind of ['sample', 'faulty sample'] as const) {
  test(`a whole audit of the ${kind}: trust, walk, sample, findings, review, export, reopening`, async ({
    start,
    folder,
  }) => {
    const made = makeSample();
    const archive = kind === 'sample' ? made.archive : made.faulty;
    const place = path.join(folder, 'NB-2026-114.countersign');
    const app = await start({ userData: path.join(folder, 'auditor') });
    const { window } = app;
    await app.stubOpen(made.anchor);
    await window.getByRole('button', { name: 'Add from file…' }).click();
    await window.getByLabel('How did you confirm the fingerprint?').fill('read out by telephone');
    await window.getByRole('button', { name: 'Trust this' }).click();
    await expect(window.getByText('read out by telephone')).toBeVisible();
    await beginAudit(app, archive, made.previous, place);
    await expect(verdict(window)).toBeVisible();
    await walk(window);
    await drawSample(window);
    await findings(window);

    const handed = path.join(folder, 'for-review.countersign');
    await window.getByRole('tab', { name: 'Review', exact: true }).click();
    await window.getByLabel('Reviewer', { exact: true }).fill('A. Auditor');
    await app.stubSave(handed);
    await button(window, 'Hand over…').click();
    await expect(window.getByText('this name has worked on the audit')).toBeVisible();
    await window.getByLabel('Reviewer', { exact: true }).fill('R. Reviewer');
    await button(window, 'Hand over…').click();
    await expect(window.getByText('Frozen: the audit lies with R. Reviewer')).toBeVisible();

    // The reviewer sits at the same machine, with the file alone.
    await button(window, 'Close this archive').click();
    await app.stubOpen(handed);
    await button(window, 'Open an audit file…').click();
    await expect(verdict(window)).toBeVisible();
    await button(window, 'Findings').click();
    await window.getByRole('tab', { name: 'Review', exact: true }).click();
    await window.getByLabel('Your name').fill('R. Reviewer');
    await button(window, 'Use this name').click();
    await window.locator('.review-item').first().getByRole('button', { name: 'Accept' }).click();
    await expect(window.locator('.review-item').first()).toContainText('Accepted');
    await window.locator('.review-item').nth(1).getByLabel('Comment on').fill('Name the evidence.');
    await window.locator('.review-item').nth(1).getByRole('button', { name: 'Return' }).click();
    await expect(window.locator('.review-item').nth(1)).toContainText('Returned');
    await window.getByLabel('Comment on the whole').fill('Sound but for F-2.');
    await button(window, 'Finish the review').click();
    await expect(window.getByRole('heading', { name: 'Review finished' })).toBeVisible();
    await button(window, 'Close this archive').click();

    // Back at the auditor: the review is taken over, the pack written for both readers, the audit opened again.
    await window.locator('.recent-open', { hasText: 'NB-2026-114' }).last().click();
    await expect(verdict(window)).toBeVisible();
    await button(window, 'Findings').click();
    await window.getByRole('tab', { name: 'Review', exact: true }).click();
    await expect(window.getByLabel('Your name')).toHaveValue('A. Auditor');
    await app.stubOpen(handed);
    await button(window, 'Take the reviewed file back…').click();
    await expect(window.getByText('Sound but for F-2.')).toBeVisible();
    const json = await exportPack(app, path.join(folder, 'pack.pdf'));
    expect(json).toContain('Asked for the raw log.');
    expect(json).not.toContain('The lead hesitated.');
    await app.close();

    const again = await start({ userData: path.join(folder, 'auditor') });
    await again.window.locator('.recent-open', { hasText: 'NB-2026-114' }).first().click();
    await expect(verdict(again.window)).toBeVisible();
    await button(again.window, 'Clause walk').click();
    await expect(again.window.getByText('17 of 17 judged')).toBeVisible();
    await button(again.window, 'Findings').click();
    await expect(again.window.locator('.work-item')).toHaveCount(2);
    await expect(again.window.locator('.work-form')).toContainText('Accepted by R. Reviewer');
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([path.basename(`${place}.lock`)]);
  });
}

test('a sealed audit opens with its passphrase alone, and locks', async ({ start, folder }) => {
  const made = makeSample();
  const userData = path.join(folder, 'kept');
  mkdirSync(userData);
  const app = await start({ userData });
  const { window } = app;
  await app.stubOpen(made.archive);
  await button(window, 'New audit…').click();
  await window.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await window.getByLabel('Passphrase again').fill('correct horse');
  await button(window, 'Begin').click();
  await expect(verdict(window)).toBeVisible();
  await button(window, 'Clause walk').click();
  await window.locator('.private-note textarea').fill('In confidence.');
  await expect(window.locator('.private-note .save-state')).toHaveText('Saved');
  const documents = path.join(userData, 'documents', 'Countersign');
  const [file = ''] = readdirSync(documents).filter((name) => name.endsWith('.countersign'));
  expect(readFileSync(path.join(documents, file), 'utf8')).not.toContain('confidence');
  await window.keyboard.press('Control+k');
  await window.keyboard.type('Lock this audit');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'This audit is sealed' })).toBeVisible();
  await window.getByLabel('Passphrase').fill('wrong');
  await button(window, 'Open').click();
  await expect(window.getByText('this is not its passphrase')).toBeVisible();
  await window.getByLabel('Passphrase').fill('correct horse');
  await button(window, 'Open').click();
  await expect(window.locator('.private-note textarea')).toHaveValue('In confidence.');
});

test('the release with planted faults is at hand for practice, under its own anchor', async ({ start, folder }) => {
  const app = await start({ userData: path.join(folder, 'practice') });
  await button(app.window, 'Open the release with planted faults').click();
  await expect(verdict(app.window)).toBeVisible();
  await button(app.window, 'Close this archive').click();
  await expect(app.window.locator('.recent-item')).toHaveCount(1);
});
