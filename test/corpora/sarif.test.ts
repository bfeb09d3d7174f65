import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../support/evidence-file.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'sarif');

interface Plain {
  readonly [key: string]: Plain & readonly Plain[] & string;
}

/** The levels as the standard's section 3.27.10 gives them, by another program than the reader: plain JSON, walked by hand. */
function levelsOf(log: Plain): readonly string[] {
  return (log['runs'] ?? []).flatMap((run: Plain) => {
    const driver = run['tool']?.['driver'];
    const rules: readonly Plain[] = [
      ...(driver?.['rules'] ?? []),
      ...(run['tool']?.['extensions'] ?? []).flatMap((one: Plain) => one['rules'] ?? []),
    ];
    return (run['results'] ?? []).map((result: Plain) => {
      if (result['level'] !== undefined) return String(result['level']);
      if (result['kind'] !== undefined && String(result['kind']) !== 'fail') return 'none';
      const id = String(result['ruleId'] ?? result['rule']?.['id'] ?? '');
      const index = result['ruleIndex'] ?? result['rule']?.['index'];
      const rule =
        (index === undefined ? undefined : driver?.['rules']?.[Number(index)]) ??
        rules.find((one) => String(one['id']) === id || id.startsWith(`${String(one['id'])}/`));
      return String(rule?.['defaultConfiguration']?.['level'] ?? 'warning');
    });
  });
}

describe.skipIf(!existsSync(folder))('SARIF tutorials', () => {
  const files = existsSync(folder) ? globSync('**/*.sarif', { cwd: folder }).sort() : [];

  it('reads every log with as many results of each level as it holds', () => {
    const tally: Record<string, number> = {};
    for (const path of files) {
      const bytes = readFileSync(join(folder, path));
      const file = evidenceOf(path, bytes, 'sast');
      expect(file.facts.kind, `${path} ${JSON.stringify(file.reading)}`).toBe('static-analysis');
      const found =
        file.facts.kind === 'static-analysis'
          ? file.facts.runs.flatMap((run) => run.results.map(({ level }) => level))
          : [];
      expect(found, path).toEqual(levelsOf(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/u, '')) as Plain));
      for (const level of found) tally[level] = (tally[level] ?? 0) + 1;
    }
    expect(files.length).toBeGreaterThan(0);
    console.log(`SARIF: ${files.length} logs read, results by level ${JSON.stringify(tally)}`);
  });
});
