import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Scenario } from './fixture-window/scenario.ts';
import { DESK_SCREENS } from './support/desk-screens.ts';
import { control, test, type OpenOptions } from './fixture-window/window-test.ts';
import { sessionView } from '../support/session-fixture.ts';

const FOLDER = resolve(import.meta.dirname, '../../out/screens');

interface Shot {
  readonly name: string;
  readonly scenario: Scenario;
  readonly options?: OpenOptions;
  readonly act?: (page: Page) => Promise<void>;
}

/** What an archive of these files makes the program hash. */
const TOTAL = sessionView('passed').verification.coverage.reduce((sum, { size }) => sum + size, 0);

const opened = { initial: true } as const;
const refusal = {
  code: 'ZIP_OVERLAP',
  values: { first: 'tests/unit.xml', second: 'artifacts/app.bin', member: 'tests/unit.xml' },
  member: 'tests/unit.xml',
};
const DISK_FULL = { code: 'FILE_NOT_WRITABLE', values: { name: 'journal', reason: 'ENOSPC' }, member: null };

const toClauses = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Clause walk' }).click();
};
const toSection = async (page: Page, name: string): Promise<void> => {
  await toClauses(page);
  await page.getByRole('navigation', { name: 'Sub-clauses and groups' }).getByRole('button', { name }).click();
};
const firstEvidence = async (page: Page): Promise<void> => {
  await toSection(page, '5.8.2');
  await page.locator('.evidence-link').first().click();
  await page.locator('.line').first().waitFor();
};
const showFile = async (page: Page, path: string): Promise<void> => {
  await toTab('Coverage')(page);
  await page.getByRole('button', { name: path }).click();
  await page.getByRole('button', { name: 'Show file' }).click();
};
const unrecorded = async (page: Page): Promise<void> => {
  await toClauses(page);
  await page.locator('.radio', { hasText: 'Conforms' }).click();
  await page.locator('#note').fill('The manufacturer is to explain the file that differs.');
  await page.getByRole('heading', { name: 'The note is not saved' }).waitFor();
};
const toTab = (name: string) => async (page: Page) => page.getByRole('tab', { name }).click();

const SHOTS: readonly Shot[] = [
  { name: 'open', scenario: { variant: 'passed' } },
  { name: 'open-no-anchor', scenario: { variant: 'passed', anchors: 0 } },
  {
    name: 'open-candidate',
    scenario: { variant: 'passed' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Add from file' }).click();
      await page.getByRole('button', { name: 'Trust this' }).click();
    },
  },
  {
    name: 'open-candidate-compared',
    scenario: { variant: 'passed' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Add from file' }).click();
      await page.getByLabel('Paste the fingerprint').fill('12:34');
      await page.getByText('Whose it is, and what').click();
    },
  },
  {
    name: 'open-anchor-changing',
    scenario: { variant: 'passed' },
    act: async (page) => page.getByRole('button', { name: 'Change…' }).click(),
  },
  { name: 'open-refused', scenario: { variant: 'passed', ...opened, verify: refusal } },
  {
    name: 'open-error',
    scenario: {
      variant: 'passed',
      choose: { code: 'FILE_NOT_READABLE', values: { name: 'release.zip', reason: 'EIO' }, member: null },
    },
    act: async (page) => page.getByRole('button', { name: 'Open archive file' }).click(),
  },
  {
    name: 'running',
    scenario: { variant: 'passed', ...opened, verify: 'hang' },
    act: async (page) => {
      const send = (done: number): Promise<void> =>
        page.evaluate(([now, total]) => window.fixture?.progress({ phase: 'hashing', done: now, total }), [
          done,
          TOTAL,
        ] as const);
      await page.getByRole('heading', { name: 'Verifying' }).waitFor();
      await send(4_000_000);
      await page.waitForTimeout(1_200);
      await send(88_000_000);
    },
  },
  {
    name: 'running-listed',
    scenario: { variant: 'passed', ...opened, verify: 'hang' },
    act: async (page) => {
      await page.getByRole('heading', { name: 'Verifying' }).waitFor();
      await page.evaluate((total) => {
        window.fixture?.progress({ phase: 'hashing', done: total / 4, total });
        const names = Array.from(
          { length: 2_000 },
          (_, index) => `logs/${index % 9 === 0 ? 'a-very-long-folder-name/'.repeat(6) : ''}run-${index}.xml`,
        );
        window.fixture?.list({
          container: 'zip',
          paths: names.join('\n'),
          sizes: names.map((_, index) => 40_000 + 731 * index),
        });
      }, TOTAL);
    },
  },
  { name: 'verdict-passed', scenario: { variant: 'passed', ...opened } },
  { name: 'verdict-failed', scenario: { variant: 'failed', ...opened } },
  { name: 'verdict-indeterminate', scenario: { variant: 'indeterminate', ...opened, anchors: 0 } },
  { name: 'verdict-no-manifest', scenario: { variant: 'no-manifest', ...opened } },
  { name: 'verdict-hostile', scenario: { variant: 'hostile', ...opened, anchors: 0 } },
  {
    name: 'coverage',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await toTab('Coverage')(page);
      await page.getByRole('button', { name: 'tests/system.xml' }).click();
    },
  },
  { name: 'coverage-huge', scenario: { variant: 'huge', ...opened }, act: toTab('Coverage') },
  { name: 'coverage-hostile', scenario: { variant: 'hostile', ...opened, anchors: 0 }, act: toTab('Coverage') },
  {
    name: 'signatures',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await toTab('Signatures')(page);
      for (const summary of await page.locator('.card').first().locator('summary').all()) await summary.click();
    },
  },
  { name: 'approvals', scenario: { variant: 'failed', ...opened }, act: toTab('Approvals') },
  { name: 'identity', scenario: { variant: 'failed', ...opened }, act: toTab('Identity') },
  { name: 'clauses', scenario: { variant: 'failed', ...opened }, act: toClauses },
  {
    name: 'clauses-mock',
    scenario: { variant: 'failed', mode: 'mock', ...opened },
    act: async (page) => {
      await toClauses(page);
      await page.getByText('About this rule').first().click();
    },
  },
  {
    name: 'clause-judgement',
    scenario: {
      variant: 'failed',
      ...opened,
      note: DISK_FULL,
    },
    act: async (page) => {
      await toClauses(page);
      await page.locator('.radio', { hasText: 'Conforms' }).click();
      await page.getByRole('button', { name: 'Record judgement' }).click();
      await page.locator('#note').fill('The seven cases that did not pass were repeated; see the deviation record.');
      await page.getByRole('heading', { name: 'The note is not saved' }).waitFor();
      await page.getByRole('heading', { name: 'Your judgement' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'evidence', scenario: { variant: 'failed', ...opened }, act: firstEvidence },
  {
    name: 'evidence-find',
    scenario: { variant: 'failed', ...opened, read: 'long' },
    act: async (page) => {
      await showFile(page, 'anomalies/known.json');
      await page.getByLabel('Find in this file').fill('AN-00013');
    },
  },
  {
    name: 'evidence-wide',
    scenario: { variant: 'failed', ...opened },
    options: { width: 1920, height: 1080 },
    act: firstEvidence,
  },
  {
    name: 'profile',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await page.getByRole('button', { name: 'Change under what the release is judged' }).click();
      await page.getByLabel('Software safety class').selectOption('C');
    },
  },
  {
    name: 'columns',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await showFile(page, 'tests/manual.csv');
      await page.getByRole('button', { name: 'Say what the columns mean' }).click();
      await page.getByLabel('What “Fall” means').selectOption('test_id');
      await page.getByLabel('What “Ausgang” means').selectOption('result');
      await page.getByLabel('What “n.i.O.” means').selectOption('failed');
    },
  },
  {
    name: 'evidence-hex',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await showFile(page, 'artifacts/triage-2.4.0.bundle');
      await page.locator('.hex-line').first().waitFor();
    },
  },
  {
    name: 'evidence-hostile',
    scenario: { variant: 'hostile', ...opened, anchors: 0, read: 'hostile' },
    act: firstEvidence,
  },
  {
    name: 'evidence-error',
    scenario: {
      variant: 'failed',
      ...opened,
      read: { code: 'FILE_NOT_READABLE', values: { name: 'triage.zip', reason: 'EIO' }, member: null },
    },
    act: async (page) => {
      await toSection(page, '5.8.2');
      await page.locator('.evidence-link').first().click();
    },
  },
  {
    name: 'export-done',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByText('Written', { exact: true }).waitFor();
    },
  },
  {
    name: 'help',
    scenario: { variant: 'passed', ...opened },
    act: async (page) => page.getByRole('button', { name: 'Help and keys' }).click(),
  },
  {
    name: 'trust-dialog',
    scenario: { variant: 'passed', ...opened },
    act: async (page) => page.getByRole('button', { name: 'Trust anchors' }).click(),
  },
  {
    name: 'close-dialog',
    scenario: { variant: 'failed', ...opened, note: DISK_FULL },
    act: async (page) => {
      await unrecorded(page);
      await page.getByRole('button', { name: 'Close this archive' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'replace-dialog',
    scenario: { variant: 'failed', ...opened, note: DISK_FULL },
    act: async (page) => {
      await unrecorded(page);
      await control(page, (fixture) => fixture.offer());
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'drop-over',
    scenario: { variant: 'failed', ...opened },
    act: async (page) => {
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['PK'], 'dropped.zip'));
        window.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
      });
      await page.locator('.drop-over').waitFor();
    },
  },
  {
    name: 'journal-altered',
    scenario: { variant: 'passed', ...opened, fault: { kind: 'altered', line: 17 } },
    act: toClauses,
  },
  ...(['failed', 'hostile'] as const).map((variant) => ({
    name: `bags-${variant}`,
    scenario: { variant, ...opened } as const,
    act: async (page: Page) =>
      page.getByRole('heading', { name: 'Bags (BagIt)' }).evaluate((found) => found.scrollIntoView()),
  })),
  ...[800, 1024, 1100].map((width) => ({
    name: `verdict-${width}`,
    scenario: { variant: 'failed', ...opened } as const,
    options: { width, height: 700 },
  })),
  { name: 'small-verdict', scenario: { variant: 'failed', ...opened }, options: { width: 1024, height: 700 } },
  {
    name: 'small-evidence',
    scenario: { variant: 'failed', ...opened },
    options: { width: 1024, height: 700 },
    act: firstEvidence,
  },
  { name: 'zoomed-verdict', scenario: { variant: 'failed', ...opened }, options: { width: 640, height: 400 } },
  {
    name: 'zoomed-clauses',
    scenario: { variant: 'failed', ...opened },
    options: { width: 640, height: 400 },
    act: toClauses,
  },
  {
    name: 'zoomed-evidence',
    scenario: { variant: 'failed', ...opened },
    options: { width: 640, height: 400 },
    act: firstEvidence,
  },
  {
    name: 'large-clauses',
    scenario: { variant: 'failed', ...opened },
    options: { width: 3840, height: 2160 },
    act: firstEvidence,
  },
];

for (const { name, scenario, options, act } of [...SHOTS, ...DESK_SCREENS.map((screen): Shot => ({ ...screen }))]) {
  for (const dark of [false, true]) {
    test(`${name} ${dark ? 'dark' : 'light'}`, async ({ openWindow }) => {
      await mkdir(FOLDER, { recursive: true });
      const page = await openWindow(scenario, { ...options, dark });
      const first =
        scenario.initial === true && scenario.verify === undefined ? page.locator('.verdict-head') : page.locator('h1');
      await first.first().waitFor();
      await act?.(page);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(100);
      await page.screenshot({ path: `${FOLDER}/${name}-${dark ? 'dark' : 'light'}.png` });
    });
  }
}
