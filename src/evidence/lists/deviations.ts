import type { Deviation } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { child, NO_ITEMS, type TreeNode } from '../../parse/index.ts';
import { locate, pointerTo, textOf, textsOf, unknownKeys, wrongType, type Entry } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';

const KEYS: ReadonlySet<string> = new Set(['id', 'tests', 'anomalies', 'rationale', 'approved_by', 'approved_on']);

/** Returns the deviations of a tree `{ deviations: […] }`. An entry without an id, and what has a wrong type, is left out and named. */
export function readDeviations(tree: TreeNode): Outcome {
  const list = child(tree, 'deviations');
  const items = list?.kind === 'list' ? list.items : NO_ITEMS;
  const problems: Message[] = [];
  const deviations = items.flatMap(
    (node, index) => deviationOf({ node, pointer: pointerTo('/deviations', index), problems }) ?? [],
  );
  return readDropping({ kind: 'deviations', deviations }, problems, unknownKeys(items, KEYS));
}

function deviationOf(entry: Entry): Deviation | null {
  const { node, pointer, problems } = entry;
  if (node.kind !== 'map') {
    problems.push(wrongType(pointer, node, 'map'));
    return null;
  }
  const id = textOf(entry, 'id');
  if (id === null) {
    problems.push(message('evidence.dropped.no-id', { pointer, line: node.at.line }));
    return null;
  }
  const approved = textOf(entry, 'approved_on');
  return {
    id,
    tests: textsOf(entry, 'tests'),
    anomalies: textsOf(entry, 'anomalies'),
    rationale: textOf(entry, 'rationale'),
    approvedBy: textOf(entry, 'approved_by'),
    approvedOn: approved === null ? null : readWrittenTime(approved),
    at: locate(pointer, node),
  };
}
