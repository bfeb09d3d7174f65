import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Who may import whom (the table of the house in ARCHITECTURE.md). Each comment speaks to the person who broke the rule.
 */

const CORE_NODE_BUILTINS = '^(node:)?(crypto|zlib|buffer|stream|stream/promises|stream/web)$';
const NETWORK = '^(node:)?(net|http|https|http2|tls|dgram|dns|dns/promises|inspector)$';

/** What each room of src may import of the other rooms. */
export const ROOMS = {
  domain: [],
  contract: ['domain'],
  parse: ['domain'],
  archive: ['domain'],
  integrity: ['domain', 'archive', 'parse'],
  signature: ['domain', 'parse'],
  evidence: ['domain', 'parse'],
  release: ['domain', 'parse', 'archive', 'integrity', 'signature', 'evidence'],
  clauses: ['domain', 'release'],
  audit: ['domain', 'contract', 'clauses'],
  report: ['domain', 'audit'],
  packer: ['domain', 'archive', 'signature'],
};

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  severity: 'error',
  comment:
    `src/${room} may import ${allowed.length === 0 ? 'no other room' : allowed.map((name) => `src/${name}`).join(', ')}. ` +
    'Data walk one way: take the value you need as an argument, or move what both rooms need down into src/domain.',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

// eslint-disable-next-line no-restricted-syntax -- the tool reads its configuration from a default export
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Two files that need each other are one file, or hide a third. Move what both need into a file of its own.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'This import leads nowhere. Check the path and its .ts ending, or add the package to package.json.',
      from: { path: '^(src|main|renderer|assets|test)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      comment:
        'This package is not in package.json. Add it there with an exact version and a reason in docs/dependencies.md.',
      from: { path: '^(src|main|renderer|assets)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    ...roomRules,
    {
      name: 'core-is-pure',
      severity: 'error',
      comment:
        'src knows nothing of the program around it. Declare a port (an interface) in src and implement it in main.',
      from: { path: '^src/' },
      to: { path: '^(main|renderer|test)/' },
    },
    {
      name: 'core-node-builtins',
      severity: 'error',
      comment:
        'src may use node:crypto, node:zlib, node:buffer and node:stream only. Files, clock and processes are arguments, handed in by main.',
      from: { path: '^(src|assets/sample)/' },
      to: { dependencyTypes: ['core'], pathNot: CORE_NODE_BUILTINS },
    },
    {
      name: 'core-reaches-no-electron-or-react',
      severity: 'error',
      comment:
        'src runs on the command line, in workers and in tests, where there is neither Electron nor React. Pass values instead.',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/(electron|react|react-dom|react-aria-components|zustand)/', reachable: true },
    },
    {
      name: 'core-reaches-no-network',
      severity: 'error',
      comment:
        'No code path of the core may reach the network, not through a package either. Choose another package, or read the bytes from a file.',
      from: { path: '^src/' },
      to: { path: NETWORK, reachable: true },
    },
    {
      name: 'core-reaches-no-clock',
      severity: 'error',
      comment: 'src reads no clock and sets no timer. Take the instant as an argument.',
      from: { path: '^src/' },
      to: { path: '^(node:)?(timers|timers/promises|perf_hooks)$', reachable: true },
    },
    {
      name: 'renderer-only-contract-and-domain',
      severity: 'error',
      comment: 'The window knows src/contract and src/domain only. Ask main through the contract; main asks the core.',
      from: { path: '^renderer/' },
      to: { path: '^(src|main|test)/', pathNot: '^src/(contract|domain)/' },
    },
    {
      name: 'renderer-reaches-no-node',
      severity: 'error',
      comment: 'The window is sandboxed: Node is not there. Move the work behind a call of src/contract.',
      from: { path: '^renderer/', pathNot: '^renderer/vite\\.config\\.ts$' },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      comment:
        'Features of the window never import each other. Lift what both need into renderer/ui (looks) or renderer/store (state).',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-is-dumb',
      severity: 'error',
      comment:
        'Components of renderer/ui show what they are given. Pass values and callbacks in; the store belongs to features.',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(features|store|ipc)/' },
    },
    {
      name: 'preload-only-contract',
      severity: 'error',
      comment:
        'The preload is one small bundle between two worlds. It may know the contract and Electron, nothing else.',
      from: { path: '^main/preload/' },
      to: { path: '^(main/(?!preload/)|renderer/|test/|assets/|src/(?!(contract|domain)/))' },
    },
    {
      name: 'cli-reaches-no-electron',
      severity: 'error',
      comment:
        'The command line runs under plain Node. Move what it shares with the app into main/inspection or main/files.',
      from: { path: '^main/(cli|inspection|files)/' },
      to: { path: '(^|/)node_modules/electron/', reachable: true },
    },
    {
      name: 'inspector-reaches-no-network',
      severity: 'error',
      comment: 'The process that reads hostile bytes must not be able to speak to anyone. Choose another package.',
      from: { path: '^main/inspector/entry\\.ts$' },
      to: { path: `${NETWORK}|^(node:)?(child_process|vm)$`, reachable: true },
    },
    {
      name: 'main-reaches-no-network',
      severity: 'error',
      comment:
        'Countersign never talks to a network, not through a package either. Take the bytes from a file that the person chose.',
      from: { path: '^main/', pathNot: '^main/launch/' },
      to: { path: NETWORK, reachable: true },
    },
    {
      name: 'nothing-needs-tests',
      severity: 'error',
      comment: 'Code that ships must not import test code. Move the shared piece into src or main.',
      from: { path: '^(src|main|renderer|assets)/', pathNot: '^main/launch/' },
      to: { path: '^test/' },
    },
    {
      name: 'assets-are-data',
      severity: 'error',
      comment:
        'assets hold data. Only the generators of the sample release are code, and they build on src/packer and src/domain.',
      from: { path: '^assets/' },
      to: { path: '^(src|main|renderer)/', pathNot: '^src/(packer|domain)/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules/(electron|vite|vitest|@playwright|playwright|rolldown|electron-builder)'] },
    exclude: { path: ['^dist/', '^out/', '^test/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.test.json', import.meta.url)) },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
