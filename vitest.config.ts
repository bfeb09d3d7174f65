import { defineConfig } from 'vitest/config';

const shared = { environment: 'node', testTimeout: 240_000, hookTimeout: 240_000 } as const;

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] } },
      { test: { ...shared, name: 'corpora', include: ['test/corpora/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
