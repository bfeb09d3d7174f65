import type { BranchProtection, ProtectedBranch } from '../../domain/facts.ts';
import type { Located } from '../../domain/located.ts';
import type { TreeNode } from '../../parse/index.ts';
import {
  below,
  booleanAt,
  itemsAt,
  locatedAt,
  numberAt,
  placeAt,
  rootSpot,
  textAt,
  textsAt,
  type Spot,
} from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';

type Form = 'github' | 'ruleset' | 'gitlab';

/** Returns the form of an export of branch protection, `null` where it is none that is known. */
export function protectionOf(tree: TreeNode): Form | null {
  const root = rootSpot(tree);
  const items = tree.kind === 'list' ? itemsAt(root) : [below(root, 'protection') ?? root];
  const has = (key: string): boolean => items.length > 0 && items.every((item) => below(item, key) !== null);
  if (has('required_pull_request_reviews') || has('required_status_checks') || has('allow_force_pushes'))
    return 'github';
  if (has('rules') && (has('enforcement') || has('target'))) return 'ruleset';
  return has('push_access_levels') || has('merge_access_levels') || has('allow_force_push') ? 'gitlab' : null;
}

/**
 * Returns what an export says of the protection of branches: GitHub's classic protection and rulesets, GitLab's protected branches. In the
 * answer of GitHub a part that is absent is not required; what GitLab keeps elsewhere (approval rules, pipelines) is not known here.
 */
export function readBranchProtection(tree: TreeNode, form: Form): Outcome {
  const root = rootSpot(tree);
  const exported: Located<string> | null = locatedAt(root, 'exported_at') ?? locatedAt(root, 'export', 'exported_at');
  const items = tree.kind === 'list' ? itemsAt(root) : [below(root, 'protection') ?? root];
  const name = textAt(root, 'branch') ?? textAt(root, 'name');
  const branches = items.flatMap((item) =>
    form === 'github' ? [ofGithub(item, name)] : form === 'ruleset' ? ofRuleset(item) : [ofGitlab(item)],
  );
  const tool = form === 'gitlab' ? 'GitLab' : 'GitHub';
  const facts: BranchProtection = { kind: 'branch-protection', tool, exported, branches };
  return readDropping(facts, []);
}

function ofGithub(item: Spot, name: string | null): ProtectedBranch {
  const reviews = below(item, 'required_pull_request_reviews');
  const checks = below(item, 'required_status_checks');
  return {
    name: name ?? branchOfUrl(textAt(item, 'url')),
    approvals: reviews === null ? 0 : (numberAt(reviews, 'required_approving_review_count') ?? 1),
    checks:
      checks === null
        ? []
        : [
            ...new Set([
              ...textsAt(checks, 'contexts'),
              ...itemsAt(checks, 'checks').flatMap((one) => textAt(one, 'context') ?? []),
            ]),
          ],
    forcePushes: booleanAt(item, 'allow_force_pushes', 'enabled') ?? booleanAt(item, 'allow_force_pushes'),
    at: placeAt(item),
  };
}

function branchOfUrl(url: string | null): string | null {
  return /\/branches\/([^/]+)\/protection$/u.exec(url ?? '')?.[1] ?? null;
}

/** A ruleset that is not active protects nothing; one that covers several patterns is one entry each. */
function ofRuleset(item: Spot): readonly ProtectedBranch[] {
  if (textAt(item, 'enforcement') !== null && textAt(item, 'enforcement') !== 'active') return [];
  if ((textAt(item, 'target') ?? 'branch') !== 'branch') return [];
  const rules = itemsAt(item, 'rules');
  const rule = (type: string): Spot | null => rules.find((one) => textAt(one, 'type') === type) ?? null;
  const reviews = rule('pull_request');
  const checks = rule('required_status_checks');
  const names = textsAt(item, 'conditions', 'ref_name', 'include').map((one) => one.replace(/^refs\/heads\//u, ''));
  return (names.length === 0 ? [null] : names).map((name) => ({
    name,
    approvals: reviews === null ? 0 : (numberAt(reviews, 'parameters', 'required_approving_review_count') ?? 0),
    checks: itemsAt(checks, 'parameters', 'required_status_checks').flatMap((one) => textAt(one, 'context') ?? []),
    forcePushes: rule('non_fast_forward') === null,
    at: placeAt(item),
  }));
}

function ofGitlab(item: Spot): ProtectedBranch {
  const approvals = numberAt(item, 'approvals_required') ?? numberAt(item, 'approvals_before_merge');
  const pipeline = booleanAt(item, 'only_allow_merge_if_pipeline_succeeds');
  return {
    name: textAt(item, 'name'),
    approvals,
    checks: pipeline === null ? null : pipeline ? ['pipeline'] : [],
    forcePushes: booleanAt(item, 'allow_force_push'),
    at: placeAt(item),
  };
}
