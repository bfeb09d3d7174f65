import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import { chooseChromium } from '../support/binary.ts';
import type { FixtureControl, Scenario } from './scenario.ts';
import { buildFixturePreload, serveFolder, WINDOW } from './serve.ts';

interface Served {
  readonly address: string;
  readonly script: string;
}

export interface OpenOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** Opens the real window over a scenario. Fails the test when the page breaks the content policy or throws. */
export type OpenWindow = (scenario: Scenario, options?: OpenOptions) => Promise<Page>;

export const test = base.extend<{ openWindow: OpenWindow }, { chrome: Browser; served: Served }>({
  chrome: [
    async ({}, use) => {
      const executablePath = chooseChromium();
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const chrome = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
      await use(chrome);
      await chrome.close();
    },
    { scope: 'worker' },
  ],
  served: [
    async ({}, use) => {
      const script = await buildFixturePreload();
      const { server, address } = await serveFolder(WINDOW);
      await use({ address, script });
      server.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openWindow: async ({ chrome, served }, use) => {
    const problems: string[] = [];
    const pages: Page[] = [];
    await use(async (scenario, options = {}) => {
      const { dark = false, width = 1280, height = 800 } = options;
      const page = await chrome.newPage({ colorScheme: dark ? 'dark' : 'light', viewport: { width, height } });
      pages.push(page);
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.addInitScript({ content: `window.fixtureScenario = ${JSON.stringify(scenario)};\n${served.script}` });
      await page.goto(served.address);
      return page;
    });
    await Promise.all(pages.map((page) => page.close()));
    base.expect(problems, 'errors in the page').toEqual([]);
  },
});

export const expect = base.expect;

/** Does something to the other side of the window. */
export async function control(page: Page, work: (fixture: FixtureControl) => void): Promise<void> {
  await page.evaluate(`(${work.toString()})(window.fixture)`);
}
