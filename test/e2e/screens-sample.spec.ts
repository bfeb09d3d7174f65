import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SECTIONS } from '../../src/domain/clause.ts';
import { test, type CountersignApp } from './support/app.ts';
import { makeSample } from './support/sample.ts';

const FOLDER = resolve(import.meta.dirname, '../../out/screens');

/** Trusts the sample's anchor and opens `archive` in the whole program. */
async function open(app: CountersignApp, archive: string): Promise<void> {
  const { window } = app;
  await app.stubOpen(makeSample().anchor);
  await window.getByRole('button', { name: 'Add from file…' }).click();
  await window.getByLabel('How did you confirm the fingerprint?').fill('Read out on the telephone');
  await window.getByRole('button', { name: 'Trust this' }).click();
  await app.stubOpen(archive);
  await window.getByRole('button', { name: 'Open archive file…' }).click();
  await window.locator('.verdict-head').waitFor();
}

for (const which of ['archive', 'faulty'] as const) {
  test(`the sample release (${which}) in the whole program`, async ({ start }) => {
    await mkdir(FOLDER, { recursive: true });
    const app = await start();
    await open(app, makeSample()[which]);
    const { window } = app;
    const shoot = async (name: string): Promise<void> => {
      await window.screenshot({ path: `${FOLDER}/sample-${which}-${name}.png` });
    };
    await shoot('verdict');
    for (const tab of ['Coverage', 'Signatures', 'Approvals', 'Identity']) {
      await window.getByRole('tab', { name: tab }).click();
      await shoot(tab.toLowerCase());
    }
    await window.getByRole('button', { name: 'Clause walk' }).click();
    for (const section of SECTIONS) {
      await shoot(`section-${section}`);
      await window.keyboard.press('Alt+ArrowDown');
    }
    await window
      .getByRole('navigation', { name: 'Sub-clauses and groups' })
      .getByRole('button', { name: '5.8.3' })
      .click();
    await window.locator('.evidence-link').first().click();
    await window.locator('.line').first().waitFor();
    await shoot('evidence');
    await window.getByRole('button', { name: 'Desk', exact: true }).click();
    for (const tab of ['Anomalies', 'Test cases', 'SOUP', 'Changes']) {
      await window.getByRole('tab', { name: tab }).click();
      await window.locator('.data-body .data-row').first().waitFor();
      await shoot(`desk-${tab.toLowerCase().replace(' ', '-')}`);
    }
    for (const [path, name] of [
      ['release-record.md', 'formatted'],
      ['sbom', 'sbom'],
    ] as const) {
      await window.keyboard.press('Control+k');
      await window.getByRole('combobox', { name: 'Search everywhere' }).fill(path);
      await window.locator('.search-item', { hasText: 'File' }).first().click();
      await window.locator('.view-switch').waitFor();
      await window.waitForTimeout(500);
      await shoot(`view-${name}`);
    }
  });
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`the sample release compared with the previous one, ${theme.toLowerCase()}`, async ({ start }) => {
    await mkdir(FOLDER, { recursive: true });
    const { archive, anchor, previous } = makeSample();
    const { window } = await start({ args: [archive, '--trust', anchor, '--previous', previous] });
    await window.locator('.verdict-head').waitFor();
    await window.getByLabel('Appearance').selectOption(theme);
    const shoot = async (name: string): Promise<void> => {
      await window.screenshot({ path: `${FOLDER}/sample-compared-${name}-${theme.toLowerCase()}.png` });
    };
    await shoot('verdict');
    await window.getByRole('button', { name: 'Clause walk' }).click();
    await window
      .getByRole('navigation', { name: 'Sub-clauses and groups' })
      .getByRole('button', { name: '5.8.2' })
      .click();
    // The rule that holds this release's anomalies against those of the one before.
    await window.getByText('CS-582-05').scrollIntoViewIfNeeded();
    await shoot('anomalies');
  });
}
