import { closedAnomalies } from './anomalies.ts';
import type { BuiltFacts } from './facts.ts';
import type { Change } from './history.ts';
import { PEOPLE } from './people.ts';
import { passedTestsOf } from './test-cases.ts';
import { json } from './text.ts';

/** The changes of one release with their commits. */
export interface ReleaseChanges {
  readonly changes: readonly Change[];
  readonly commits: ReadonlyMap<string, string>;
}

/** Requirements that a change request is verified by. */
const VERIFIED_BY: Readonly<Record<string, readonly string[]>> = {
  'CR-2024-001': ['SRS-PTH-01', 'SRS-URG-02'],
  'CR-2024-006': ['SRS-PTH-02'],
  'CR-2024-011': ['SRS-RED-01', 'SRS-RED-03'],
  'CR-2024-014': ['SRS-RES-01', 'SRS-RES-04'],
  'CR-2024-016': ['SRS-OFF-04'],
  'CR-2024-021': ['SRS-PED-01', 'SRS-PED-02'],
  'CR-2024-022': ['SRS-PED-03', 'SRS-PED-04'],
  'CR-2024-027': ['SRS-PTH-01', 'SRS-SEC-01'],
  'CR-2024-028': ['SRS-PRF-01'],
  'CR-2024-029': ['SRS-AUD-02'],
  'CR-2024-030': ['SRS-OFF-03'],
  'CR-2024-033': ['SRS-OFF-04'],
};

/** Returns the change requests of a release as the tracker exports them. */
export function changeRequests(facts: BuiltFacts, { changes, commits }: ReleaseChanges): string {
  const ids = [...new Set(changes.map(({ request }) => request))];
  const closed = new Map(closedAnomalies(facts).map(({ entry, change }) => [change, entry.id] as const));
  const entries = ids.map((id) => {
    const own = changes.filter(({ request }) => request === id);
    const tests = (VERIFIED_BY[id] ?? []).flatMap((requirement) => passedTestsOf(facts, requirement).slice(0, 2));
    const anomaly = closed.get(id);
    return {
      id,
      title: own[0]?.title ?? '',
      fix_version: facts.version,
      status: 'closed',
      approved_by: PEOPLE.qaLead.name,
      approved_on: (own[0]?.at ?? '').slice(0, 10),
      implemented_in: own.map(({ key }) => commits.get(key) ?? ''),
      pull_requests: own.map(({ pull }) => pull),
      requirements: VERIFIED_BY[id] ?? [],
      verified_by: tests,
      verified_on: facts.times.review.slice(0, 10),
      ...(anomaly === undefined ? {} : { corrects: anomaly }),
      risk_file_reviewed: true,
    };
  });
  return json({
    export: {
      tool: 'Jira Software 9.12.13',
      query: `project = TRI AND issuetype = "Change Request" AND fixVersion = ${facts.version} ORDER BY key`,
      exported_at: facts.times.exported,
      rows: entries.length,
    },
    change_requests: entries,
  });
}

/** Returns the merges of a release in the form of GitHub's pull-request export. */
export function merges({ changes, commits }: ReleaseChanges): string {
  return json(
    changes.map((change) => ({
      number: change.pull,
      state: 'MERGED',
      title: change.title,
      url: `https://git.vesalto.example/triage/pull/${change.pull}`,
      author: { login: change.author.login, name: change.author.name },
      mergedAt: new Date(Date.parse(change.at)).toISOString().replace('.000Z', 'Z'),
      mergedBy: { login: change.reviewer.login },
      mergeCommit: { oid: commits.get(change.key) ?? '' },
      reviews: [{ author: { login: change.reviewer.login }, state: 'APPROVED' }],
      statusCheckRollup: ['lint', 'test-unit', 'test-integration', 'build'].map((name) => ({
        name,
        status: 'COMPLETED',
        conclusion: 'SUCCESS',
      })),
      labels: [{ name: change.request }],
    })),
  );
}

/** Returns the protection of the release branch in the form of GitHub's REST interface, with the time of the export. */
export function branchProtection(facts: BuiltFacts): string {
  const off = { enabled: false };
  return json({
    exported_at: facts.times.exported,
    exported_by: PEOPLE.releaseManager.login,
    branch: facts.branch,
    protection: {
      required_status_checks: { strict: true, contexts: ['lint', 'test-unit', 'test-integration', 'build'] },
      required_pull_request_reviews: {
        dismiss_stale_reviews: true,
        require_code_owner_reviews: true,
        required_approving_review_count: 1,
        require_last_push_approval: true,
      },
      enforce_admins: { enabled: true },
      required_linear_history: { enabled: true },
      required_signatures: off,
      allow_force_pushes: off,
      allow_deletions: off,
      required_conversation_resolution: { enabled: true },
    },
  });
}
