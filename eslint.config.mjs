import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import {
  NETWORK_MODULES,
  NO_CLOCK,
  NO_DEFAULT_EXPORT,
  NO_ENUM,
  NO_HTML,
  NO_LATE_IMPORT,
  NO_NETWORK_GLOBALS,
  NO_OPEN_EXTERNAL,
  NO_RANDOM,
  NO_RANDOM_IMPORTS,
  NO_RAW_IPC,
  NO_RAW_SEND,
  NO_WAY_AROUND,
  NO_WORLD_GLOBALS,
  WHOLE_ELECTRON,
} from './test/lint-rules.mjs';

const everywhere = [...NO_DEFAULT_EXPORT, ...NO_ENUM, ...NO_OPEN_EXTERNAL, ...NO_HTML, ...NO_LATE_IMPORT];
const imports = [...NETWORK_MODULES, ...WHOLE_ELECTRON];

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'release/', 'out/', '.cache/', 'test-results/', 'playwright-report/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // One program for all: a program an environment takes three times as long; `npm run types` checks each environment.
        project: ['./tsconfig.lint.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-syntax': ['error', ...everywhere],
      'no-restricted-imports': ['error', { paths: imports }],
      'no-restricted-globals': ['error', ...NO_NETWORK_GLOBALS],
      'no-eval': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      eqeqeq: 'error',
      // Dear, and without a case here: there are no enums and hardly a class.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'assets/sample/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...NO_CLOCK, ...NO_RANDOM, ...NO_WAY_AROUND],
      'no-restricted-imports': ['error', { paths: [...imports, ...NO_RANDOM_IMPORTS] }],
      'no-restricted-globals': ['error', ...NO_NETWORK_GLOBALS, ...NO_WORLD_GLOBALS],
    },
  },
  {
    files: ['main/**/*.ts', 'main/**/*.mjs', 'renderer/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...NO_RAW_IPC, ...NO_RAW_SEND] },
  },
  {
    // They speak with threads and processes of our own, which see no window.
    files: ['main/inspector/**/*.ts', 'main/files/hash-thread*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...NO_RAW_IPC] },
  },
  {
    // The one place on each side that touches raw IPC.
    files: ['main/ipc/bind.ts', 'main/preload/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    // Types of tests are checked by the compiler; of the rules that need types, tests keep the one whose breach lets a test pass unseen.
    files: ['test/**/*.{ts,tsx,mjs}', '*.config.ts', '*.mjs'],
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/prefer-readonly': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    // The stand-in plays Electron's part and speaks the debugging protocol; the network rules are for the product.
    files: ['test/electron-standin/**', 'test/e2e/**'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' },
  },
  {
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
