import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'vite';
import { chromium, expect, test } from '@playwright/test';
import { chooseChromium } from './support/binary.ts';
import { violations } from './support/axe.ts';
import { serveFolder } from './fixture-window/serve.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = resolve(ROOT, 'out/screens');
const BUILT = resolve(ROOT, 'out/components');

test('the page of all components, in every appearance', async () => {
  test.setTimeout(120_000);
  await mkdir(FOLDER, { recursive: true });
  await build({
    configFile: resolve(ROOT, 'renderer/vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: BUILT, emptyOutDir: true, rolldownOptions: { input: resolve(ROOT, 'renderer/components.html') } },
  });
  const { server, address } = await serveFolder(BUILT);
  const executablePath = chooseChromium();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await page.goto(`${address}components.html`);
    await page.getByRole('heading', { name: 'Tables' }).waitFor();
    for (const theme of ['light', 'dark', 'contrast']) {
      await page.evaluate((name) => {
        document.documentElement.dataset['theme'] = name;
      }, theme);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${FOLDER}/components-${theme}.png`, fullPage: true });
      expect(await violations(page), theme).toEqual([]);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
