import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as configuration from '../../../.dependency-cruiser.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');

interface Seed {
  readonly rule: string;
  readonly from: string;
  readonly imports: string;
}

/** One violation a rule: the file that breaks it and what it imports. Targets are made empty. */
const ROOM_SEEDS: readonly Seed[] = Object.keys(configuration.ROOMS as Record<string, readonly string[]>).map(
  (room) => {
    const allowed = [room, ...(configuration.ROOMS as Record<string, readonly string[]>)[room]!];
    const forbidden = Object.keys(configuration.ROOMS as object).find((other) => !allowed.includes(other))!;
    return { rule: `room-${room}`, from: `src/${room}/seed.ts`, imports: `../${forbidden}/plain.ts` };
  },
);

const SEEDS: readonly Seed[] = [
  ...ROOM_SEEDS,
  { rule: 'no-circular', from: 'src/domain/ring-a.ts', imports: './ring-b.ts' },
  { rule: 'not-to-unresolvable', from: 'src/domain/lost.ts', imports: './nowhere.ts' },
  { rule: 'no-undeclared-package', from: 'main/files/undeclared.ts', imports: 'yaml' },
  { rule: 'core-is-pure', from: 'src/archive/reaches-out.ts', imports: '../../main/files/plain.ts' },
  { rule: 'core-node-builtins', from: 'src/archive/reads-files.ts', imports: 'node:fs' },
  { rule: 'core-reaches-no-electron-or-react', from: 'src/report/through.ts', imports: './pass-on-react.ts' },
  { rule: 'core-reaches-no-network', from: 'src/report/speaks.ts', imports: './pass-on-network.ts' },
  { rule: 'core-reaches-no-clock', from: 'src/report/waits.ts', imports: './pass-on-timers.ts' },
  { rule: 'renderer-only-contract-and-domain', from: 'renderer/store/deep.ts', imports: '../../src/archive/plain.ts' },
  { rule: 'renderer-reaches-no-node', from: 'renderer/store/node.ts', imports: './pass-on-node.ts' },
  { rule: 'features-are-islands', from: 'renderer/features/open/neighbour.ts', imports: '../verdict/plain.ts' },
  { rule: 'ui-is-dumb', from: 'renderer/ui/clever.ts', imports: '../store/plain.ts' },
  { rule: 'preload-only-contract', from: 'main/preload/greedy.ts', imports: '../files/plain.ts' },
  { rule: 'cli-reaches-no-electron', from: 'main/cli/window.ts', imports: '../files/pass-on-electron.ts' },
  { rule: 'inspector-reaches-no-network', from: 'main/inspector/entry.ts', imports: '../files/pass-on-child.ts' },
  { rule: 'main-reaches-no-network', from: 'main/files/speaks.ts', imports: './pass-on-tls.ts' },
  { rule: 'nothing-needs-tests', from: 'src/domain/leans.ts', imports: '../../test/support/plain.ts' },
  { rule: 'assets-are-data', from: 'assets/sample/clever.ts', imports: '../../src/archive/plain.ts' },
];

/** What the seeds lead to: empty ends, and files that pass a forbidden thing on, for the rules about reachability. */
const ENDS: Readonly<Record<string, string>> = {
  'src/domain/ring-b.ts': "import './ring-a.ts';\nexport const b = 1;\n",
  'src/report/pass-on-react.ts': "import 'react';\nexport const a = 1;\n",
  'src/report/pass-on-network.ts': "import 'node:https';\nexport const a = 1;\n",
  'src/report/pass-on-timers.ts': "import 'node:timers/promises';\nexport const a = 1;\n",
  'renderer/store/pass-on-node.ts': "import 'node:path';\nexport const a = 1;\n",
  'main/files/pass-on-electron.ts': "import 'electron';\nexport const a = 1;\n",
  'main/files/pass-on-tls.ts': "import 'node:tls';\nexport const a = 1;\n",
  'main/files/pass-on-child.ts': "import 'node:child_process';\nexport const a = 1;\n",
  'main/files/plain.ts': 'export const plain = 1;\n',
  'renderer/features/verdict/plain.ts': 'export const plain = 1;\n',
  'renderer/store/plain.ts': 'export const plain = 1;\n',
  'test/support/plain.ts': 'export const plain = 1;\n',
  'package.json': JSON.stringify({ name: 'seeded', dependencies: { react: '*', electron: '*' } }),
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('dependency rules', () => {
  let folder = '';
  let violations: readonly Violation[] = [];

  beforeAll(() => {
    mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
    folder = mkdtempSync(path.join(ROOT, '.cache', 'seeded-'));
    for (const room of Object.keys(configuration.ROOMS as object))
      write(`src/${room}/plain.ts`, 'export const plain = 1;\n');
    for (const [file, text] of Object.entries(ENDS)) write(file, text);
    for (const seed of SEEDS) write(seed.from, `import '${seed.imports}';\nexport const seeded = 1;\n`);
    const tool = path.join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
    const config = path.join(ROOT, '.dependency-cruiser.mjs');
    const run = spawnSync(
      process.execPath,
      [tool, '--config', config, '--output-type', 'json', 'src', 'main', 'renderer', 'assets', 'test'],
      {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    violations = (JSON.parse(run.stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(SEEDS)('$rule is broken by $from importing $imports', ({ rule, from }) => {
    expect(violations.filter((one) => one.rule.name === rule).map((one) => one.from)).toContain(from);
  });

  it('has a seeded violation for every rule, and every rule says what to do instead', () => {
    const rules = configuration.default.forbidden as readonly { name: string; comment: string }[];
    expect(rules.map((rule) => rule.name).sort()).toEqual([...new Set(SEEDS.map((seed) => seed.rule))].sort());
    for (const rule of rules) expect(rule.comment.length, rule.name).toBeGreaterThan(40);
  });

  it('finds nothing wrong with files that keep the rules', () => {
    expect(violations.filter((one) => one.from.endsWith('plain.ts'))).toEqual([]);
  });

  function write(file: string, text: string): void {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
});
