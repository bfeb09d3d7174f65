import { test as base, chromium, type BrowserContext, type Page } from '@playwright/test';
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

export const test = base.extend<{ openWindow: OpenWindow }, { chrome: BrowserContext; served: Served }>({
  chrome: [
    async ({}, use) => {
      const executablePath = chooseChromium();
      // One process for all pages, so that it compiles the window's code once.
      const args = ['--renderer-process-limit=1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
      const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
      const chrome = await browser.newContext();
      await chrome.newPage();
      await use(chrome);
      await browser.close();
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
      const page = await chrome.newPage();
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      pages.push(page);
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.addInitScript({ content: `window.fixtureScenario = ${JSON.stringify(scenario)};\n${served.script}` });
      await page.goto(served.address);
      return page;
    });
    for (const page of pages) {
      await page.evaluate(() => localStorage.clear());
      await page.close();
    }
    base.expect(problems, 'errors in the page').toEqual([]);
  },
});

export const expect = base.expect;

/** Does something to the other side of the window. */
export async function control(page: Page, work: (fixture: FixtureControl) => void): Promise<void> {
  await page.evaluate(`(${work.toString()})(window.fixture)`);
}
