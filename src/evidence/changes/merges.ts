import type { Merge, Merges, PersonNames } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import type { TreeNode } from '../../parse/index.ts';
import { below, booleanAt, itemsAt, leftOut, placeAt, rootSpot, textAt, timeAt, type Spot } from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';

type Forge = 'github' | 'gitlab' | 'azure';

/** Returns which forge wrote an export of merges, `null` where it is none that is known. */
export function mergesOf(tree: TreeNode): Forge | null {
  const items = mergeItems(tree);
  const first = items[0];
  if (first === undefined) return null;
  const has = (...keys: readonly string[]): boolean =>
    items.every((item) => keys.some((key) => below(item, key) !== null));
  if (has('pullRequestId')) return 'azure';
  if (has('iid') && has('merged_at', 'merge_commit_sha', 'squash_commit_sha')) return 'gitlab';
  return has('number') && has('mergedAt', 'merged_at') ? 'github' : null;
}

function mergeItems(tree: TreeNode): readonly Spot[] {
  const root = rootSpot(tree);
  if (tree.kind === 'list') return itemsAt(root);
  return (
    ['merges', 'pull_requests', 'merge_requests', 'value']
      .map((key) => itemsAt(root, key))
      .find((items) => items.length > 0) ?? []
  );
}

/**
 * Returns the merged requests of an export: `gh pr list --json` and REST of GitHub, REST of GitLab and of Azure DevOps. Requests that were
 * not merged are none, and are counted. An export without reviews or without checks says nothing about them.
 */
export function readMerges(tree: TreeNode, forge: Forge): Outcome {
  const dropped: Message[] = [];
  const items = mergeItems(tree);
  const read = { github: ofGithub, gitlab: ofGitlab, azure: ofAzure }[forge];
  const merged = items.filter((item) => isMerged(item, forge));
  const merges = merged.flatMap((item) => {
    const merge = read(item);
    if (merge.id === '') dropped.push(leftOut(item, forge === 'gitlab' ? 'iid' : 'number'));
    return merge.id === '' ? [] : [merge];
  });
  const facts: Merges = {
    kind: 'merges',
    tool: { github: 'GitHub', gitlab: 'GitLab', azure: 'Azure DevOps' }[forge],
    items: merges,
  };
  const n = items.length - merged.length;
  return readDropping(facts, dropped, n === 0 ? [] : [message('evidence.merges.open', { n })]);
}

function isMerged(item: Spot, forge: Forge): boolean {
  const state = (textAt(item, 'state') ?? textAt(item, 'status') ?? '').toLowerCase();
  if (forge === 'azure') return state === 'completed';
  return state === 'merged' || textAt(item, 'mergedAt') !== null || textAt(item, 'merged_at') !== null;
}

function person(spot: Spot | null): PersonNames {
  return {
    login: textAt(spot, 'login') ?? textAt(spot, 'username') ?? textAt(spot, 'uniqueName'),
    name: textAt(spot, 'name') ?? textAt(spot, 'displayName'),
    mail: textAt(spot, 'email') ?? textAt(spot, 'mail'),
  };
}

function isBot(spot: Spot | null): boolean {
  return (
    booleanAt(spot, 'is_bot') === true ||
    booleanAt(spot, 'bot') === true ||
    textAt(spot, 'type') === 'Bot' ||
    /\[bot\]$|^app\/|(?:^|[-_])bot$/iu.test(person(spot).login ?? '')
  );
}

function wordsOf(item: Spot): string {
  const labels = itemsAt(item, 'labels').flatMap((label) => textAt(label, 'name') ?? textAt(label) ?? []);
  const head =
    textAt(item, 'headRefName') ??
    textAt(item, 'head', 'ref') ??
    textAt(item, 'source_branch') ??
    textAt(item, 'sourceRefName');
  return [...labels, textAt(item, 'title'), textAt(item, 'body') ?? textAt(item, 'description'), head]
    .filter((text) => text !== null)
    .join('\n')
    .slice(0, MOST_WORDS);
}

const MOST_WORDS = 10_000;

function ofGithub(item: Spot): Merge {
  const author = below(item, 'author') ?? below(item, 'user');
  const hasReviews = below(item, 'reviews') !== null || below(item, 'latestReviews') !== null;
  // Of several reviews by one person the last one stands.
  const last = new Map<string, { by: PersonNames; state: string }>();
  for (const review of [...itemsAt(item, 'reviews'), ...itemsAt(item, 'latestReviews')]) {
    const by = person(below(review, 'author') ?? below(review, 'user'));
    const state = (textAt(review, 'state') ?? '').toUpperCase();
    if (state !== 'COMMENTED' && state !== 'PENDING') last.set(by.login ?? by.name ?? '', { by, state });
  }
  const rollup = below(item, 'statusCheckRollup') ?? below(item, 'checks');
  return {
    id: textAt(item, 'number') ?? '',
    title: textAt(item, 'title') ?? '',
    author: person(author),
    mergedBy: person(below(item, 'mergedBy') ?? below(item, 'merged_by')),
    mergedOn: timeAt(item, 'mergedAt') ?? timeAt(item, 'merged_at'),
    commit: textAt(item, 'mergeCommit', 'oid') ?? textAt(item, 'merge_commit_sha'),
    target: textAt(item, 'baseRefName') ?? textAt(item, 'base', 'ref'),
    approvedBy: hasReviews ? [...last.values()].filter(({ state }) => state === 'APPROVED').map(({ by }) => by) : null,
    checks:
      rollup === null
        ? null
        : itemsAt(rollup).map((check) => ({
            name: textAt(check, 'name') ?? textAt(check, 'context') ?? '',
            passed: conclusion(textAt(check, 'conclusion') ?? textAt(check, 'state') ?? textAt(check, 'status')),
          })),
    words: wordsOf(item),
    bot: isBot(author),
    at: placeAt(item),
  };
}

function conclusion(word: string | null): boolean | null {
  const plain = (word ?? '').toLowerCase();
  if (['success', 'succeeded', 'passed', 'neutral', 'skipped'].includes(plain)) return true;
  return [
    'failure',
    'failed',
    'error',
    'cancelled',
    'canceled',
    'timed_out',
    'action_required',
    'startup_failure',
    'stale',
    'rejected',
  ].includes(plain)
    ? false
    : null;
}

function ofGitlab(item: Spot): Merge {
  const approvals = below(item, 'approved_by') ?? below(item, 'approvals', 'approved_by');
  const pipeline = below(item, 'head_pipeline') ?? below(item, 'pipeline');
  return {
    id: textAt(item, 'iid') ?? '',
    title: textAt(item, 'title') ?? '',
    author: person(below(item, 'author')),
    mergedBy: person(below(item, 'merged_by') ?? below(item, 'merge_user')),
    mergedOn: timeAt(item, 'merged_at'),
    commit: textAt(item, 'merge_commit_sha') ?? textAt(item, 'squash_commit_sha') ?? textAt(item, 'sha'),
    target: textAt(item, 'target_branch'),
    approvedBy: approvals === null ? null : itemsAt(approvals).map((one) => person(below(one, 'user') ?? one)),
    checks: pipeline === null ? null : [{ name: 'pipeline', passed: conclusion(textAt(pipeline, 'status')) }],
    words: wordsOf(item),
    bot: isBot(below(item, 'author')),
    at: placeAt(item),
  };
}

function ofAzure(item: Spot): Merge {
  const policies = below(item, 'policyEvaluations');
  return {
    id: textAt(item, 'pullRequestId') ?? '',
    title: textAt(item, 'title') ?? '',
    author: person(below(item, 'createdBy')),
    mergedBy: person(below(item, 'closedBy')),
    mergedOn: timeAt(item, 'closedDate'),
    commit: textAt(item, 'lastMergeCommit', 'commitId'),
    target: textAt(item, 'targetRefName')?.replace(/^refs\/heads\//u, '') ?? null,
    // Azure's votes: 10 approved, 5 approved with suggestions, 0 none, -5 waiting, -10 rejected.
    approvedBy:
      below(item, 'reviewers') === null
        ? null
        : itemsAt(item, 'reviewers')
            .filter((one) => ['10', '5'].includes(textAt(one, 'vote') ?? '') && booleanAt(one, 'isContainer') !== true)
            .map(person),
    checks:
      policies === null
        ? null
        : itemsAt(policies).map((one) => ({
            name: textAt(one, 'configuration', 'type', 'displayName') ?? '',
            passed: conclusion(AZURE_WORDS.get(textAt(one, 'status') ?? '') ?? textAt(one, 'status')),
          })),
    words: wordsOf(item),
    bot: isBot(below(item, 'createdBy')),
    at: placeAt(item),
  };
}

const AZURE_WORDS: ReadonlyMap<string, string> = new Map([
  ['approved', 'success'],
  ['broken', 'failed'],
]);
