import { defineConfig } from 'vitest/config';

// One process a core reads the modules once, not once a file; no test leaves anything behind that another could see.
const shared = { environment: 'node', isolate: false, testTimeout: 240_000, hookTimeout: 240_000 } as const;

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] } },
      { test: { ...shared, name: 'corpora', include: ['test/corpora/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
