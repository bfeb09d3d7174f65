import { DESK_SCREENS, WORK } from './support/desk-screens.ts';
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
