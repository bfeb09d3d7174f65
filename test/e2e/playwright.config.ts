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
  // Each test starts a program and a browser of its own; two of them wait for each other's turn less than they compute.
  workers: 2,
  forbidOnly: true,
  reporter: 'line',
  use: { trace: 'off' },
});
