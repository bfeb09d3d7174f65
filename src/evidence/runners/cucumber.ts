import type { CaseStatus } from '../../domain/facts.ts';
import { child, scalarText, type TreeNode } from '../../parse/index.ts';
import { worstStatus } from '../junit/status.ts';
import type { Outcome } from '../reading.ts';
import { collector, type Collector } from './collect.ts';

/** Statuses of steps (Cucumber's JSON formatter). What has no definition, is pending or ambiguous was not tested. */
const STATUSES: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([
  ['undefined', 'not-run'],
  ['pending', 'not-run'],
  ['unused', 'not-run'],
  ['unknown', 'not-run'],
  ['ambiguous', 'error'],
]);

/** Returns whether a JSON value is a list of Cucumber's features. */
export function looksLikeCucumber(tree: TreeNode): boolean {
  if (tree.kind !== 'list' || tree.items.length === 0) return false;
  return tree.items.every((item) => child(item, 'elements')?.kind === 'list' && child(item, 'keyword') !== undefined);
}

/**
 * Returns the scenarios of Cucumber's JSON as cases. A scenario is as good as the worst of its steps, its hooks and the background before
 * it; one without steps was not run. Tags such as `@test_id:T-17` are properties.
 */
export function readCucumber(tree: TreeNode): Outcome {
  const collected = collector(STATUSES);
  for (const feature of itemsOf(tree)) {
    const suite = textOf(feature, 'name');
    let background: readonly CaseStatus[] = [];
    for (const element of itemsOf(child(feature, 'elements'))) {
      const name = textOf(element, 'name');
      const statuses = statusesOf(element, name, collected);
      if (textOf(element, 'type') === 'background') {
        background = statuses;
        continue;
      }
      collected.time(textOf(element, 'start_timestamp'));
      const all = [...background, ...statuses];
      collected.add({
        id: suite === '' ? name : `${suite}.${name}`,
        name,
        suite,
        status: statuses.length === 0 ? 'not-run' : worstStatus(all),
        detail: messagesOf(element).join('\n'),
        properties: tagsOf(feature, element),
        hasOutput: stepsOf(element).some(
          (step) => itemsOf(child(step, 'output')).length + itemsOf(child(step, 'embeddings')).length > 0,
        ),
        line: element.at.line,
      });
    }
  }
  return collected.outcome();
}

function statusesOf(element: TreeNode, name: string, collected: Collector): readonly CaseStatus[] {
  return stepsOf(element).map((step) => {
    const word = textOf(child(step, 'result'), 'status');
    return collected.status(word === '' ? 'unknown' : word, name, step.at.line);
  });
}

/** Steps and hooks: one that fails before or after a scenario fails it. */
function stepsOf(element: TreeNode): readonly TreeNode[] {
  return ['before', 'steps', 'after'].flatMap((key) => itemsOf(child(element, key)));
}

function messagesOf(element: TreeNode): readonly string[] {
  return stepsOf(element)
    .map((step) => textOf(child(step, 'result'), 'error_message'))
    .filter((text) => text !== '');
}

function tagsOf(...of: readonly TreeNode[]): readonly { readonly name: string; readonly value: string }[] {
  return of
    .flatMap((node) => itemsOf(child(node, 'tags')))
    .map((tag) => /^@([^:=]{1,100})[:=](.+)$/u.exec(textOf(tag, 'name')))
    .flatMap((found) => (found === null ? [] : [{ name: (found[1] ?? '').toLowerCase(), value: found[2] ?? '' }]));
}

function itemsOf(node: TreeNode | undefined): readonly TreeNode[] {
  return node?.kind === 'list' ? [...node.items] : [];
}

function textOf(node: TreeNode | undefined, key: string): string {
  const found = child(node, key);
  return found === undefined ? '' : (scalarText(found)?.trim() ?? '');
}
