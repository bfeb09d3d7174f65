import type { Figures, Profile } from '../domain/assessment.ts';
import type { FactsKind } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { openAnomalies } from './anomalies.ts';
import { gateApprovals } from './approvals.ts';
import { filesOf, readOf, type FileRole } from './files.ts';
import { approverKey, requiredGate } from './gate.ts';
import { testRuns } from './tests.ts';

const LEVELS = ['unit', 'integration', 'system', 'hil', 'unknown'] as const;

/** Returns the counts that open every summary, recomputed from the files; `null` where no file that was read wholly gives them. */
export function figuresOf(release: Release, profile: Profile): Figures {
  const runs = testRuns(release);
  const tests = LEVELS.flatMap((level) => {
    const own = runs.filter((run) => (run.level ?? 'unknown') === level);
    const cases = own.flatMap((run) => run.results.cases);
    const passed = cases.filter((test) => test.status === 'passed').length;
    return own.length === 0
      ? []
      : [{ level, total: cases.length, passed, notPassed: cases.length - passed, files: own.length }];
  });
  const standings = [...Map.groupBy(gateApprovals(release), approverKey).values()].map(standingOf);
  const count = (wanted: Standing): number => standings.filter((one) => one === wanted).length;
  return {
    tests,
    anomalies: isKnown(release, 'anomalies', 'anomalies') ? openAnomalies(release).length : null,
    soup: soupOf(release),
    // One person in one role counts once, however often they signed.
    approvals: {
      signed: count('signed'),
      unproven: count('unproven'),
      failed: count('failed'),
      recorded: count('recorded'),
      required: requiredGate(release, profile)?.roles.length ?? 0,
    },
    members: release.verification.archive.members,
  };
}

/** The components of the SBOM, or, where a release has none, the items of its SOUP list. */
function soupOf(release: Release): number | null {
  if (isKnown(release, 'sbom', 'sbom'))
    return readOf(release, 'sbom', 'sbom').reduce((sum, { facts }) => sum + facts.components.length, 0);
  if (filesOf(release, 'sbom').length > 0 || !isKnown(release, 'soup_list', 'soup-list')) return null;
  return readOf(release, 'soup_list', 'soup-list').reduce((sum, { facts }) => sum + facts.items.length, 0);
}

type Standing = 'signed' | 'unproven' | 'failed' | 'recorded';

/** How the approvals of one person in one role stand together: one that fails is not made up for by another one. */
function standingOf(approvals: readonly ApprovalResult[]): Standing {
  if (approvals.some(({ indication }) => indication === 'TOTAL_FAILED')) return 'failed';
  if (approvals.some(({ indication }) => indication === 'TOTAL_PASSED')) return 'signed';
  return approvals.every(({ state }) => state === 'recorded') ? 'recorded' : 'unproven';
}

/** Whether every file of the role was read wholly, in the form that can be counted. */
function isKnown(release: Release, role: FileRole, kind: FactsKind): boolean {
  const files = filesOf(release, role);
  return files.length > 0 && files.every((file) => file.facts.kind === kind && file.reading.state === 'read');
}
