import type { Page } from '@playwright/test';
import { DESK_SCREENS, WORK, type DeskScreen } from './support/desk-screens.ts';
import { OF_COLOURS, violations } from './support/axe.ts';
import { expect, test } from './fixture-window/window-test.ts';

const OPENED = { variant: 'failed', initial: true } as const;

for (const { name, scenario, act } of DESK_SCREENS) {
  test(`axe finds nothing on: ${name}`, async ({ openWindow }) => {
    const page = await openWindow(scenario);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await act(page);
    expect(await violations(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, OF_COLOURS), 'dark').toEqual([]);
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'contrast';
    });
    expect(await violations(page, OF_COLOURS), 'high contrast').toEqual([]);
  });
}

test('100,000 rows: only those in view exist, the last one is reached, and the filter finds one of them', async ({
  openWindow,
}) => {
  const page = await openWindow({ ...OPENED, rows: 100_000 });
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  await page.getByRole('tab', { name: 'SOUP' }).click();
  await expect(page.getByText('100,000 of 100,000')).toBeVisible();
  expect(await page.locator('.data-body .data-row').count()).toBeLessThan(80);
  await page.locator('.data-scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(page.getByText('library-with-a-long-name-100000', { exact: true })).toBeVisible();
  expect(await page.locator('.data-body .data-row').count()).toBeLessThan(80);
  await page.getByLabel('Find in the table').fill('name-77777 ');
  await expect(page.getByText('1 of 100,000')).toBeVisible();
});

test('rows are sorted by their heads, and a sample of the filtered rows is drawn, judged and told', async ({
  openWindow,
}) => {
  const page = await openWindow(OPENED);
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  await page.getByRole('button', { name: 'Id', exact: true }).click();
  await page.getByRole('button', { name: 'Id', exact: true }).click();
  await expect(page.locator('.data-body .data-row').first()).toContainText('AN-0240');
  await page.getByLabel('Status').selectOption({ label: 'accepted (80)' });
  await expect(page.getByText('80 of 240')).toBeVisible();
  await page.getByRole('button', { name: 'Draw a sample…' }).click();
  await page.getByRole('radio', { name: 'Random sample', exact: false }).first().check();
  await page.getByRole('spinbutton', { name: 'Sample size' }).fill('5');
  await page.getByRole('button', { name: 'Draw and write down' }).click();
  await expect(page.getByRole('heading', { name: 'Sample S-1' })).toBeVisible();
  await expect(page.locator('.sample-item')).toHaveCount(5);
  await page.locator('.sample-item select').first().selectOption('nonconforming');
  await expect(page.locator('.work-form .lead')).toContainText('of them nonconforming: 1');
});

test('a finding says what it lacks while it is written, is saved without a button, and is taken back', async ({
  openWindow,
}) => {
  const page = await openWindow(OPENED);
  await page.getByRole('button', { name: 'Clause walk' }).click();
  await page
    .getByRole('button', { name: /^Raise a finding on/u })
    .first()
    .click();
  const form = page.getByRole('region', { name: 'Finding F-1' });
  await expect(form).toBeVisible();
  const checks = form.getByRole('status', { name: 'What the finding lacks' });
  await form.getByLabel('Finding', { exact: true }).fill('The manufacturer should repeat the level.');
  await expect(checks).toContainText('should');
  await form.getByLabel('Finding', { exact: true }).fill('One planned level has no results.');
  await form.getByLabel('Grade', { exact: true }).selectOption('minor');
  await expect(checks).toContainText('reason for the grade');
  await form.getByLabel('Reason for the grade').fill('One level of four.');
  await expect(checks).toContainText('nothing contradicts');
  await expect(form.locator('.save-state')).toHaveText('Saved');
  await page.getByRole('heading', { name: 'Finding F-1' }).click();
  const before = await page.evaluate(() => window.fixture?.calls.filter(({ name }) => name === 'audit.record').length);
  await page.keyboard.press('Control+z');
  await expect
    .poll(() => page.evaluate(() => window.fixture?.calls.filter(({ name }) => name === 'audit.record').length))
    .toBe((before ?? 0) + 1);
});

test('evidence is added to the finding that is written, quoting what is selected', async ({ openWindow }) => {
  const page = await openWindow({ ...OPENED, done: WORK });
  await page.getByRole('button', { name: 'Findings', exact: true }).click();
  await page.locator('.evidence-link').first().click();
  await page.locator('.line').first().waitFor();
  await page.locator('.line[data-line="9"] .line-text').selectText();
  await page.getByRole('button', { name: 'Add to F-1' }).click();
  await expect(page.getByRole('heading', { name: 'Objective evidence (3)' })).toBeVisible();
  await expect(page.locator('.work-form .evidence-link').nth(2)).toContainText('line 9');
});

test('search leads everywhere by keys alone', async ({ openWindow }) => {
  const page = await openWindow({ ...OPENED, done: WORK });
  await expect(page.locator('.verdict-head')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('CS-583-02');
  await expect(page.locator('.search-item[aria-selected="true"]')).toContainText('CS-583-02');
  await page.keyboard.press('Enter');
  await expect(page.locator('#clause-title')).toContainText('5.8.3');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('F-2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Finding F-2' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('an-0007');
  await expect(page.locator('.search-item', { hasText: 'AN-0007' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('another archive than the audit is about opens for reading, and says what is different', async ({
  openWindow,
}) => {
  const page = await openWindow({ ...OPENED, readOnly: 'other-archive' });
  await expect(page.getByText('another archive was opened with it')).toBeVisible();
});

test('a reviewer decides under another name, and what is returned needs words', async ({ openWindow }) => {
  const page = await openWindow({ ...OPENED, done: [...WORK, { kind: 'handed-over', to: 'R. Reviewer' }] });
  await expect(page.getByText('Frozen: the audit lies with R. Reviewer')).toBeVisible();
  await page.getByRole('button', { name: 'Findings', exact: true }).click();
  await page.getByRole('tab', { name: 'Review', exact: true }).click();
  await page.getByLabel('Your name').fill('R. Reviewer');
  await page.getByRole('button', { name: 'Use this name' }).click();
  const first = page.locator('.review-item').first();
  await expect(first.getByRole('button', { name: 'Return' })).toBeDisabled();
  await first.getByRole('button', { name: 'Accept' }).click();
  await expect(first).toContainText('Accepted');
  await page.locator('.review-item').nth(1).getByLabel('Comment on').fill('The evidence is missing.');
  await page.locator('.review-item').nth(1).getByRole('button', { name: 'Return' }).click();
  await expect(page.locator('.review-item').nth(1)).toContainText('Returned');
});

/** Presses Tab until the focus comes round, and returns what is there to be used and was never reached. */
async function unreached(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    document.addEventListener('focusin', ({ target }) => (target as HTMLElement).setAttribute('data-reached', ''));
    (document.activeElement as HTMLElement | null)?.blur();
  });
  const most = 1_500;
  let ends = 0;
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const came = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      if (at === null || at === document.body) return 'end';
      // A field of a date is several stops in one element.
      const seen = at.hasAttribute('data-seen') && !at.hasAttribute('data-last');
      document.querySelector('[data-last]')?.removeAttribute('data-last');
      at.setAttribute('data-last', '');
      at.setAttribute('data-seen', '');
      return seen ? 'seen' : 'new';
    });
    // From the end of the page the focus goes on at its beginning.
    if (came === 'end') ends += 1;
    if (came === 'seen' || ends > 2) break;
  }
  return page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]');
    const all = (dialog ?? document).querySelectorAll<HTMLElement>(
      'button, input, select, textarea, summary, a[href], [role="tab"], [tabindex="0"]',
    );
    const byArrows = (element: HTMLElement): boolean =>
      element.getAttribute('role') === 'tab' ||
      element.closest('.data-body') !== null ||
      (element instanceof HTMLInputElement && element.type === 'radio') ||
      // The numbers of lines are chosen by the arrow keys of the text, which is reached.
      element.classList.contains('line-number');
    return [...all]
      .filter((element) => element.checkVisibility() && !element.hasAttribute('data-reached'))
      .filter((element) => !(element as HTMLButtonElement).disabled && !byArrows(element))
      .map(
        (element) =>
          `${element.tagName} ${element.className} ${element.getAttribute('aria-label') ?? element.textContent}`,
      );
  });
}

const tabOf = (name: string) => async (page: Page) => page.getByRole('tab', { name }).click();
const EARLIER_SCREENS: readonly DeskScreen[] = [
  { name: 'verdict', scenario: OPENED, act: tabOf('Overview') },
  { name: 'coverage', scenario: OPENED, act: tabOf('Coverage') },
  { name: 'signatures', scenario: OPENED, act: tabOf('Signatures') },
  { name: 'approvals', scenario: OPENED, act: tabOf('Approvals') },
  { name: 'identity', scenario: OPENED, act: tabOf('Identity') },
  {
    name: 'clause with evidence',
    scenario: OPENED,
    act: async (page) => {
      await page.getByRole('button', { name: 'Clause walk' }).click();
      await page.locator('.evidence-link').first().click();
      await page.locator('.line').first().waitFor();
    },
  },
  {
    name: 'trust anchors',
    scenario: OPENED,
    act: async (page) => page.getByRole('button', { name: 'Trust anchors' }).click(),
  },
  {
    name: 'profile',
    scenario: OPENED,
    act: async (page) => page.getByRole('button', { name: 'Change under what the release is judged' }).click(),
  },
  {
    name: 'export',
    scenario: OPENED,
    act: async (page) => page.getByRole('button', { name: 'Export', exact: true }).click(),
  },
  {
    name: 'help',
    scenario: OPENED,
    act: async (page) => page.getByRole('button', { name: 'Help and keys' }).click(),
  },
];

for (const { name, scenario, act } of [...EARLIER_SCREENS, ...DESK_SCREENS]) {
  test(`everything is reached by the Tab key on: ${name}`, async ({ openWindow }) => {
    const page = await openWindow(scenario);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await act(page);
    expect(await unreached(page)).toEqual([]);
  });
}

test('a finding is raised, stated, graded and found again by keys alone', async ({ openWindow }) => {
  const page = await openWindow(OPENED);
  const keys = page.keyboard;
  const tabTo = async (label: string): Promise<void> => {
    for (let press = 0; press < 200; press += 1) {
      await keys.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLElement> }) | null;
        return [element?.labels?.[0]?.textContent, element?.getAttribute('aria-label'), element?.textContent].find(
          (text) => text !== null && text !== undefined && text !== '',
        );
      });
      if (at?.trim() === label) return;
    }
    throw new Error(`the Tab key never comes to ${label}`);
  };
  await expect(page.locator('.verdict-head')).toBeVisible();
  await keys.press('2');
  await keys.press('j');
  await keys.press('f');
  await expect(page.getByRole('heading', { name: 'Finding F-1' })).toBeVisible();
  await tabTo('Finding');
  await keys.type('Two anomalies are not in the list.');
  await tabTo('Grade');
  await keys.type('Minor');
  await tabTo('Reason for the grade');
  await keys.type('Isolated.');
  await expect(page.locator('.work-form-head .save-state')).toHaveText('Saved');
  await keys.press('Control+k');
  await keys.type('Two anomalies are not');
  await keys.press('Enter');
  await expect(page.locator('.work-item[aria-pressed="true"]')).toContainText('Minor nonconformity');
});

test('the rows of a table are gone through, opened and ticked by keys, to the last of 100,000', async ({
  openWindow,
}) => {
  const page = await openWindow({ ...OPENED, rows: 100_000 });
  await page.getByRole('button', { name: 'Desk', exact: true }).click();
  const table = page.getByRole('table', { name: 'Anomalies' });
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', { name: 'AN-0001', exact: true })).toBeFocused();
  for (let row = 0; row < 40; row += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'AN-0041', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'The chosen row' })).toContainText('AN-0041');
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'AN-100000', exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Draw a sample…' }).click();
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', { name: 'AN-0001', exact: true })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'Choose AN-0001', exact: true })).toBeChecked();
});
