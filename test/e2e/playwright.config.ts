import { defineConfig } from '@playwright/test';
import { chooseChromium, chooseElectron } from './support/binary.ts';

const made = chooseElectron();
const browser = chooseChromium() ?? "Playwright's own browser";
process.stderr.write(`end-to-end runs are made on ${made}, in ${browser}\n`);

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig({
  testDir: '.',
  testIgnore: ['**/screens*.spec.ts'],
  outputDir: '../../test-results/e2e',
  timeout: 240_000,
  expect: { timeout: 60_000 },
  fullyParallel: false,
  // A program and its browser keep a core busy; the other one is for the checks beside them.
  workers: 1,
  forbidOnly: true,
  reporter: 'line',
  use: { trace: 'off' },
});
