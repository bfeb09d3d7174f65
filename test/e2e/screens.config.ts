import { defineConfig } from '@playwright/test';

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig({
  testDir: '.',
  testMatch: 'screens.spec.ts',
  outputDir: '../../test-results/screens',
  timeout: 20_000,
  workers: 1,
  reporter: 'list',
});
