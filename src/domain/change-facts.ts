import type { Located, WrittenTime } from './located.ts';
import type { Locator } from './locator.ts';

/** One change request of an export. */
export interface ChangeRequest {
  readonly id: string;
  readonly title: string | null;
  /** The version that it is planned for, as written. */
  readonly version: string | null;
  readonly status: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: WrittenTime | null;
  readonly commits: readonly string[];
  /** Numbers of merges as text. */
  readonly merges: readonly string[];
  readonly requirements: readonly string[];
  readonly verifiedBy: readonly string[];
  readonly verifiedOn: WrittenTime | null;
  /** Documents that the change says it alters. */
  readonly documents: readonly string[];
  /** Whether the risk file was looked at for the change; `null` where the export does not say. */
  readonly riskReviewed: boolean | null;
  readonly at: Locator;
}

export interface ChangeRequests {
  readonly kind: 'change-requests';
  readonly tool: string | null;
  readonly exported: WrittenTime | null;
  readonly statedRows: Located<number> | null;
  readonly items: readonly ChangeRequest[];
}

/** A person as a tool names one: login, display name, mail. Empty where nobody is named. */
export interface PersonNames {
  readonly login: string | null;
  readonly name: string | null;
  readonly mail: string | null;
}

/** One merged pull or merge request. */
export interface Merge {
  readonly id: string;
  readonly title: string;
  readonly author: PersonNames;
  readonly mergedBy: PersonNames;
  readonly mergedOn: WrittenTime | null;
  readonly commit: string | null;
  readonly target: string | null;
  /** Who approved; `null` where the export does not hold reviews at all. */
  readonly approvedBy: readonly PersonNames[] | null;
  /** Checks with their result; `null`: still running, or the word is not known. The list is `null` where the export holds none. */
  readonly checks: readonly { readonly name: string; readonly passed: boolean | null }[] | null;
  /** Labels, title and description: where ids of change requests are looked for. */
  readonly words: string;
  readonly bot: boolean;
  readonly at: Locator;
}

/** An export of merged pull or merge requests (GitHub, GitLab, Azure DevOps). */
export interface Merges {
  readonly kind: 'merges';
  readonly tool: string;
  readonly items: readonly Merge[];
}

/** The protection of one branch. What the export does not hold is `null`. */
export interface ProtectedBranch {
  readonly name: string | null;
  /** How many approvals a merge needs. */
  readonly approvals: number | null;
  /** Names of the checks that have to be green; `null` where the export does not say. */
  readonly checks: readonly string[] | null;
  readonly forcePushes: boolean | null;
  readonly at: Locator;
}

/** An export of branch protection (GitHub protection and rulesets, GitLab protected branches). */
export interface BranchProtection {
  readonly kind: 'branch-protection';
  readonly tool: string;
  readonly exported: Located<string> | null;
  readonly branches: readonly ProtectedBranch[];
}

/** A branch or tag of a git bundle. */
export interface GitRef {
  /** Such as `refs/tags/v2.4.0`. */
  readonly name: string;
  /** The commit that it leads to; `null` where the bundle does not hold it. */
  readonly commit: string | null;
  readonly annotated: boolean;
  /** Whether the tag carries a signature, which is not verified here. */
  readonly signed: boolean;
}

export interface GitCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: PersonNames;
  readonly committer: PersonNames;
  readonly time: WrittenTime;
  readonly message: string;
}

/** References and log of a git bundle. Each id was recomputed from the object's own bytes. */
export interface GitHistory {
  readonly kind: 'git-history';
  readonly refs: readonly GitRef[];
  readonly commits: readonly GitCommit[];
  /** Commits that the bundle builds on and does not hold. */
  readonly prerequisites: readonly string[];
}
