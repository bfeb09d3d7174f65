import type { Page } from '@playwright/test';
import type { WorkspaceAction } from '../../../src/domain/workspace.ts';
import type { Scenario } from '../fixture-window/scenario.ts';
import { refTo } from '../../support/session-files.ts';
import { pretendDigest } from '../../support/session-parts.ts';

/** A state of the window, and how a spec comes to it. */
export interface DeskScreen {
  readonly name: string;
  readonly scenario: Scenario;
  readonly act: (page: Page) => Promise<void>;
}

const opened = { variant: 'failed', initial: true } as const;
const LONG = 'The verification record of the release states that all system tests were run. '.repeat(8).trim();

/** A day's work of an auditor. */
export const WORK: readonly WorkspaceAction[] = [
  {
    kind: 'finding-saved',
    finding: {
      id: 'F-1',
      section: '5.8.2',
      rule: null,
      requirement: 'Known residual anomalies are documented before the release.',
      statement: 'Two of eleven anomalies that the test records name are not in the anomaly list of the release.',
      evidence: [refTo('release.yaml', 12), refTo('release.yaml', 14)],
      extent: 'counted',
      affected: 2,
      examined: 11,
      grade: 'minor',
      gradeReason: 'Isolated to one test level; neither anomaly has a hazard.',
      linked: [],
      status: 'stated',
      statusReason: '',
    },
  },
  {
    kind: 'finding-saved',
    finding: {
      id: 'F-2',
      section: 'approvals',
      rule: null,
      requirement: 'Every gate role approves exactly this release.',
      statement: `The release should carry the approval of the risk owner. ${LONG}`,
      evidence: [],
      extent: 'isolated',
      affected: null,
      examined: null,
      grade: 'major',
      gradeReason: '',
      linked: ['F-1'],
      status: 'draft',
      statusReason: '',
    },
  },
  {
    kind: 'question-saved',
    question: {
      id: 'Q-1',
      section: '5.8.3',
      text: 'Who evaluated the anomalies that the list names without an evaluator, and when?',
      due: '2024-11-12',
      answer: '',
      answeredOn: null,
      status: 'open',
    },
  },
  {
    kind: 'sample-drawn',
    draw: {
      id: 'S-1',
      section: '5.8.2',
      population: {
        table: 'anomalies',
        text: '',
        facets: [{ column: 'status', value: 'open' }],
        size: 80,
        sha256: pretendDigest('population'),
      },
      method: 'qsit',
      seed: '48151623',
      row: '95-C',
      strata: null,
      items: Array.from({ length: 17 }, (_, place) => ({
        key: `AN-${String(place)}`,
        label: `AN-00${String(place)} The alarm of channel ${String(place)} is delayed after a restart`,
        stratum: '',
      })),
    },
  },
  { kind: 'sample-judged', id: 'S-1', key: 'AN-0', verdict: 'conforming', note: '' },
  { kind: 'sample-judged', id: 'S-1', key: 'AN-1', verdict: 'nonconforming', note: 'no evaluation is recorded' },
  { kind: 'document-opened', path: 'release.yaml', sha256: pretendDigest('release.yaml') },
  { kind: 'document-opened', path: `documents/${'a-long-folder/'.repeat(9)}plan.md`, sha256: pretendDigest('plan') },
  { kind: 'clock-started', topic: '5.8.2' },
  { kind: 'clock-started', topic: 'consolidation' },
  { kind: 'time-corrected', topic: '5.8.2', minutes: 25, note: 'talked to the test lead without the laptop' },
];

const nav = (name: string) => async (page: Page) => page.getByRole('button', { name, exact: true }).click();
const desk = (tab: string) => async (page: Page) => {
  await nav('Desk')(page);
  await page.getByRole('tab', { name: tab }).click();
  await page.locator('.data-body .data-row').first().waitFor();
};
const work = (tab: string) => async (page: Page) => {
  await nav('Findings')(page);
  await page
    .getByRole('tab')
    .filter({ hasText: new RegExp(`^${tab.replace('(', '\\(')}`, 'u') })
    .click();
};
const signAsReviewer = async (page: Page): Promise<void> => {
  await work('Review')(page);
  await page.getByLabel('Your name').fill('R. Reviewer');
  await page.getByRole('button', { name: 'Use this name' }).click();
  await page.getByRole('heading', { name: 'You review this audit' }).waitFor();
};
const showFile = (path: string, view: string | null) => async (page: Page) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search everywhere' }).fill(path);
  await page.locator('.search-item').first().click();
  await page.locator('.pane-head').waitFor();
  if (view !== null) await page.locator('.view-choice', { hasText: view }).click();
};

/** Every screen and state of the desk, the work, the audits and the search. */
export const DESK_SCREENS: readonly DeskScreen[] = [
  { name: 'open-recent', scenario: { variant: 'passed', audits: 5 }, act: async () => undefined },
  {
    name: 'open-new-audit',
    scenario: { variant: 'passed', audits: 2 },
    act: async (page) => {
      await nav('New audit…')(page);
      await page.getByLabel('Edition').selectOption('2006');
      await page.getByLabel('Passphrase', { exact: true }).fill('one');
    },
  },
  {
    name: 'locked',
    scenario: {
      ...opened,
      verify: { code: 'PASSPHRASE_NEEDED', values: { name: 'NB-2026-114 triage.countersign' }, member: null },
      unlock: { code: 'PASSPHRASE_WRONG', values: {}, member: null },
    },
    act: async (page) => {
      await page.getByLabel('Passphrase').fill('wrong');
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'read-only', scenario: { ...opened, readOnly: 'locked' }, act: nav('Clause walk') },
  {
    name: 'desk-anomalies',
    scenario: opened,
    act: async (page) => {
      await desk('Anomalies')(page);
      await page.locator('.data-open').nth(2).click();
    },
  },
  { name: 'desk-tests', scenario: opened, act: desk('Test cases') },
  { name: 'desk-soup', scenario: { ...opened, rows: 100_000 }, act: desk('SOUP') },
  { name: 'desk-changes', scenario: opened, act: desk('Changes') },
  { name: 'desk-comparison', scenario: opened, act: desk('Comparison') },
  {
    name: 'desk-draw',
    scenario: opened,
    act: async (page) => {
      await desk('Anomalies')(page);
      await nav('Draw a sample…')(page);
      await page.getByRole('radio', { name: 'Binomial table' }).click();
    },
  },
  {
    name: 'desk-no-match',
    scenario: opened,
    act: async (page) => {
      await desk('Anomalies')(page);
      await page.getByLabel('Find in the table').fill('nothing like that');
      await page.getByText('No row holds all of that').waitFor();
    },
  },
  {
    name: 'desk-empty',
    scenario: { ...opened, rows: 0 },
    act: async (page) => {
      await nav('Desk')(page);
      await page.getByText('no anomaly list').waitFor();
    },
  },
  { name: 'work-findings', scenario: { ...opened, done: WORK }, act: work('Findings (') },
  {
    name: 'work-finding-checks',
    scenario: { ...opened, done: WORK },
    act: async (page) => {
      await work('Findings (')(page);
      await page.locator('.work-item').nth(1).click();
    },
  },
  { name: 'work-findings-none', scenario: opened, act: work('Findings (') },
  {
    name: 'work-finding-evidence',
    scenario: { ...opened, done: WORK },
    act: async (page) => {
      await work('Findings (')(page);
      await page.locator('.evidence-link').first().click();
      await page.locator('.pane-head').waitFor();
    },
  },
  { name: 'work-samples', scenario: { ...opened, done: WORK }, act: work('Samples') },
  { name: 'work-samples-none', scenario: opened, act: work('Samples') },
  { name: 'work-questions', scenario: { ...opened, done: WORK }, act: work('Questions') },
  { name: 'work-documents', scenario: { ...opened, done: WORK }, act: work('Documents') },
  { name: 'work-time', scenario: { ...opened, done: WORK }, act: work('Time') },
  { name: 'work-review', scenario: { ...opened, done: WORK }, act: work('Review') },
  {
    name: 'work-reviewing',
    scenario: { ...opened, done: [...WORK, { kind: 'handed-over', to: 'R. Reviewer' }] },
    act: signAsReviewer,
  },
  {
    name: 'work-away',
    scenario: { ...opened, done: [...WORK, { kind: 'handed-over', to: 'R. Reviewer' }] },
    act: work('Review'),
  },
  {
    name: 'clause-with-work',
    scenario: { ...opened, done: WORK },
    act: async (page) => {
      await nav('Clause walk')(page);
      await page.keyboard.press('j');
    },
  },
  {
    name: 'supplements',
    scenario: { ...opened, supplements: true },
    act: async (page) => page.getByRole('tab', { name: 'Supplements' }).click(),
  },
  {
    name: 'supplements-none',
    scenario: opened,
    act: async (page) => page.getByRole('tab', { name: 'Supplements' }).click(),
  },
  { name: 'evidence-formatted', scenario: opened, act: showFile('release-record.md', null) },
  { name: 'evidence-tree', scenario: opened, act: showFile('sbom', 'Tree') },
  { name: 'evidence-table', scenario: opened, act: showFile('sbom', 'Table') },
  {
    name: 'search',
    scenario: { ...opened, done: WORK },
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search everywhere' }).fill('an');
      await page.locator('.search-item').first().waitFor();
    },
  },
  {
    name: 'search-none',
    scenario: opened,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search everywhere' }).fill('xyzzy');
      await page.getByText('Nothing holds all').waitFor();
    },
  },
];
