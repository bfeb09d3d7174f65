import { child, type TreeNode } from '../../parse/index.ts';
import { locate } from '../fields.ts';
import { below, itemsAt, rootSpot, textAt, textsAt, type Spot } from '../json-walk.ts';
import { resultOfWord } from '../lists/test-table.ts';
import { message } from '../../domain/message.ts';
import type { Outcome } from '../reading.ts';
import { worstStatus } from '../junit/status.ts';
import { collector } from './collect.ts';

/** Returns whether a JSON value is a test execution in the form that Xray imports and exports: tests, each with a key or its data, and a status. */
export function looksLikeXray(tree: TreeNode): boolean {
  const tests = child(tree, 'tests');
  return (
    tests?.kind === 'list' &&
    tests.items.length > 0 &&
    tests.items.every(
      (test) =>
        (child(test, 'testKey') !== undefined || child(test, 'testInfo') !== undefined) &&
        child(test, 'status') !== undefined,
    )
  );
}

const INFO = [
  ['version', 'version'],
  ['testEnvironments', 'environment'],
] as const;

/** Returns the tests of an Xray execution. A test is as good as the worst of its own status and those of its steps. */
export function readXray(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const gather = collector();
  const info = below(root, 'info');
  for (const [key, property] of INFO) {
    const spot = below(info, key);
    const value = textsAt(spot).join('; ');
    if (spot !== null && value !== '') gather.property(property, value, locate(spot.pointer, spot.node));
  }
  gather.time(textAt(root, 'info', 'startDate') ?? undefined);
  gather.time(textAt(root, 'info', 'finishDate') ?? undefined);
  for (const spot of itemsAt(root, 'tests')) {
    const key = textAt(spot, 'testKey') ?? textAt(spot, 'testInfo', 'summary');
    const { line } = spot.node.at;
    if (key === null) {
      gather.drop(message('evidence.dropped.no-id', { pointer: spot.pointer, line }));
      continue;
    }
    const words = [spot, ...itemsAt(spot, 'steps')].flatMap((one) => textAt(one, 'status') ?? []);
    const statuses = words.map((word) => resultOfWord(word) ?? gather.unknown(word, key, line));
    gather.time(textAt(spot, 'start') ?? undefined);
    gather.time(textAt(spot, 'finish') ?? undefined);
    gather.add({
      id: key,
      name: textAt(spot, 'testInfo', 'summary') ?? key,
      suite: textAt(root, 'testExecutionKey') ?? '',
      status: statuses.length === 0 ? 'not-run' : worstStatus(statuses),
      detail: textAt(spot, 'comment') ?? '',
      hasOutput: hasOutput(spot),
      properties: [
        { name: 'tester', value: textAt(spot, 'executedBy') ?? textAt(root, 'info', 'user') ?? '' },
        { name: 'steps', value: itemsAt(spot, 'steps').length > 0 ? 'recorded' : '' },
        { name: 'anomalies', value: textsAt(spot, 'defects').join(';') },
      ].filter(({ value }) => value !== ''),
      line,
      at: { kind: 'pointer', pointer: spot.pointer, line },
    });
  }
  return gather.outcome();
}

function hasOutput(spot: Spot): boolean {
  const attached = (one: Spot): boolean =>
    itemsAt(one, 'evidence').length + itemsAt(one, 'evidences').length > 0 || textAt(one, 'actualResult') !== null;
  return [spot, ...itemsAt(spot, 'steps')].some(attached);
}
