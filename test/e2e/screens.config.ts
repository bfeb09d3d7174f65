import { defineConfig } from '@playwright/test';
import { chooseElectron } from './support/binary.ts';

chooseElectron();

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig({
  testDir: '.',
  testMatch: ['screens.spec.ts', 'screens-sample.spec.ts', 'screens-components.spec.ts'],
  outputDir: '../../test-results/screens',
  timeout: 60_000,
  workers: 1,
  reporter: 'list',
});
