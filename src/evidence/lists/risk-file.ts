import type { RiskFile, RiskItem } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { child, type TreeNode } from '../../parse/index.ts';
import { locate, locatedText, pointerTo, textOf, textsOf, wrongType, type Entry } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';

/** Returns hazards, risk controls and matrix of a risk file's extract. What cannot be read in it is left out and named. */
export function readRiskFile(tree: TreeNode): Outcome {
  const problems: Message[] = [];
  const items = [
    ...entriesOf(tree, 'hazards', problems).flatMap((entry) => itemOf(entry, 'hazard') ?? []),
    ...entriesOf(tree, 'risk_controls', problems).flatMap((entry) => itemOf(entry, 'risk-control') ?? []),
  ];
  const matrix = entriesOf(tree, 'matrix', problems).flatMap((entry) => cellOf(entry) ?? []);
  const revision = locatedText(tree, '', 'revision')?.value ?? null;
  return readDropping({ kind: 'risk-file', revision, items, matrix }, problems);
}

function entriesOf(tree: TreeNode, key: string, problems: Message[]): readonly Entry[] {
  const list = child(tree, key);
  if (list === undefined || (list.kind === 'scalar' && list.value === null)) return [];
  const pointer = pointerTo('', key);
  if (list.kind !== 'list') {
    problems.push(wrongType(pointer, list, 'list'));
    return [];
  }
  return list.items.flatMap((node, index) => {
    const at = pointerTo(pointer, index);
    if (node.kind === 'map') return [{ node, pointer: at, problems }];
    problems.push(wrongType(at, node, 'map'));
    return [];
  });
}

function itemOf(entry: Entry, type: RiskItem['type']): RiskItem | null {
  const id = textOf(entry, 'id');
  if (id === null) {
    entry.problems.push(message('evidence.dropped.no-id', { pointer: entry.pointer, line: entry.node.at.line }));
    return null;
  }
  return {
    id,
    type,
    text: textOf(entry, 'text') ?? '',
    requirements: textsOf(entry, 'requirements'),
    verifications: textsOf(entry, 'verifications'),
    at: locate(entry.pointer, entry.node),
  };
}

function cellOf(entry: Entry): RiskFile['matrix'][number] | null {
  const [severity, probability, level] = ['severity', 'probability', 'level'].map((key) => textOf(entry, key));
  const written = child(entry.node, 'acceptable');
  const acceptable = written?.kind === 'scalar' && typeof written.value === 'boolean' ? written.value : null;
  if (
    typeof severity !== 'string' ||
    typeof probability !== 'string' ||
    typeof level !== 'string' ||
    acceptable === null
  ) {
    entry.problems.push(message('evidence.dropped.matrix', { pointer: entry.pointer, line: entry.node.at.line }));
    return null;
  }
  return { severity, probability, level, acceptable, at: locate(entry.pointer, entry.node) };
}
