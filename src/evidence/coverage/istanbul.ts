import { message, type Message } from '../../domain/message.ts';
import type { TreeNode } from '../../parse/index.ts';
import { below, entriesAt, itemsAt, numberAt, rootSpot, textAt, type Spot } from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { tally } from './tally.ts';

/** Returns whether a JSON value is coverage as Istanbul writes it: by statements (`coverage-final.json`) or as a summary. */
export function looksLikeIstanbul(tree: TreeNode): boolean {
  const first = entriesAt(rootSpot(tree))[0] ?? null;
  return (
    (below(first, 'statementMap') !== null && below(first, 's') !== null) ||
    (first?.key === 'total' && below(first, 'lines', 'total') !== null)
  );
}

/** Returns the coverage of Istanbul: a line is covered where a statement that begins on it ran. A summary is added up over its files. */
export function readIstanbul(tree: TreeNode): Outcome {
  const files = entriesAt(rootSpot(tree));
  return files[0]?.key === 'total' ? readSummary(files) : readStatements(files);
}

function readStatements(files: readonly (Spot & { readonly key: string })[]): Outcome {
  const counted = tally();
  let bad = 0;
  for (const file of files) {
    counted.file(file.key);
    for (const statement of entriesAt(file, 'statementMap')) {
      const line = textAt(statement, 'start', 'line');
      const hits = numberAt(file, 's', statement.key);
      if (line === null || hits === null) bad += 1;
      else counted.line(file.key, line, hits > 0);
    }
    for (const branch of entriesAt(file, 'b')) {
      const hits = itemsAt(branch).map((item) => numberAt(item) ?? 0);
      counted.branches(file.key, branch.key, { covered: hits.filter((hit) => hit > 0).length, total: hits.length });
    }
  }
  const dropped: readonly Message[] = bad === 0 ? [] : [message('evidence.coverage.lines', { n: bad })];
  return readDropping(counted.report({ tool: 'Istanbul' }), dropped);
}

function readSummary(files: readonly (Spot & { readonly key: string })[]): Outcome {
  const own = files.filter(({ key }) => key !== 'total');
  const base = tally().report({ tool: 'Istanbul' });
  const sum = (of: readonly Spot[], kind: string): { covered: number; total: number } => ({
    covered: of.reduce((all, file) => all + (numberAt(file, kind, 'covered') ?? 0), 0),
    total: of.reduce((all, file) => all + (numberAt(file, kind, 'total') ?? 0), 0),
  });
  // A summary of the total alone holds nothing to add up.
  const counted = own.length > 0 ? own : files;
  const facts = { ...base, lines: sum(counted, 'lines'), branches: sum(counted, 'branches'), files: own.length };
  return readDropping(facts, own.length > 0 ? [] : [message('evidence.coverage.sums')]);
}
