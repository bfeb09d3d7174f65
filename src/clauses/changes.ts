import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { ChangeRequest } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { sameVersion } from '../domain/version.ts';
import { filesOf, readOf } from './files.ts';
import { versionName } from './identity.ts';
import { fail, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { allCases, casesOf, indexCases, testRuns } from './tests.ts';

/** One change request with the file that lists it. */
export interface ListedChange {
  readonly file: EvidenceFile;
  readonly change: ChangeRequest;
}

/** Returns the change requests of this release: those planned for its version, and those that name none. */
export function changesOf(release: Release): readonly ListedChange[] {
  const version = versionName(release);
  return readOf(release, 'change_requests', 'change-requests').flatMap(({ file, facts }) =>
    facts.items.filter((change) => isOf(change, version)).map((change) => ({ file, change })),
  );
}

function isOf(change: ChangeRequest, version: string): boolean {
  if (change.version === null || version === '?') return true;
  return change.version
    .split(/[;,]/u)
    .some((one) => sameVersion(one.trim(), version) || one.trim().toLowerCase().endsWith(` ${version.toLowerCase()}`));
}

/** Returns a link to a change request, quoting its id and title. */
export function changeRef({ file, change }: ListedChange): EvidenceRef {
  return refAt(file, change.at, `${change.id} ${change.title ?? ''}`);
}

/** Returns whether somebody approved a change request. */
export function isApproved(change: ChangeRequest): boolean {
  return change.approvedBy !== null;
}

const DONE =
  /^(?:closed|done|resolved|complete[d]?|verified|released|merged|implemented|geschlossen|erledigt|abgeschlossen|verifiziert|freigegeben|clos[e]?|clôturé[e]?|terminé[e]?|fermé[e]?|vérifié[e]?)$/iu;

/** Words of a status that leaves a change out of the release: nothing was done for it. */
const DROPPED =
  /^(?:rejected|won'?t (?:do|fix)|cancel(?:l?ed)?|declined|duplicate|abgelehnt|verworfen|rejeté[e]?|annulé[e]?)$/iu;

/** CS-586-04 (8.2.1 to 8.2.4): every change request of the release is approved, implemented and verified. */
export function changeScopeClosed(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'change_requests');
  if (files.length === 0) return undecidable([message('rules.missing.change_requests')]);
  const short = readOf(release, 'change_requests', 'change-requests').find(
    ({ facts }) => facts.statedRows !== null && facts.statedRows.value !== facts.items.length,
  );
  if (short !== undefined) {
    const values = {
      path: short.file.path,
      stated: short.facts.statedRows?.value ?? 0,
      found: short.facts.items.length,
    };
    return undecidable([message('rules.missing.rows', values)], files.map(refFile));
  }
  const changes = changesOf(release).filter(({ change }) => !DROPPED.test(change.status ?? ''));
  if (changes.length === 0)
    return notApplicable(message('rules.586-04.none', { version: versionName(release) }), files);
  const cases = allCases(testRuns(release));
  const index = indexCases(cases);
  const failed = (change: ChangeRequest): boolean =>
    change.verifiedBy
      .flatMap((id) => casesOf(index, id))
      .some(({ test }) => test.status !== 'passed' && test.deviations.length === 0);
  const gaps = changes.flatMap((listed): readonly { listed: ListedChange; gap: string }[] => {
    const { change } = listed;
    if (change.status !== null && !DONE.test(change.status.trim())) return [{ listed, gap: 'open' }];
    if (!isApproved(change)) return [{ listed, gap: 'unapproved' }];
    if (change.commits.length === 0 && change.merges.length === 0 && change.status === null)
      return [{ listed, gap: 'open' }];
    if (change.verifiedBy.length === 0 && change.verifiedOn === null) return [{ listed, gap: 'unverified' }];
    return failed(change) ? [{ listed, gap: 'unverified' }] : [];
  });
  const [first] = gaps;
  if (first !== undefined) {
    const values = {
      id: first.listed.change.id,
      gap: first.gap,
      status: first.listed.change.status ?? '',
      k: gaps.length,
      n: changes.length,
    };
    return fail(message('rules.586-04.fail', values), capped(gaps.map(({ listed }) => changeRef(listed))));
  }
  const risk = changes.filter(({ change }) => change.riskReviewed === false);
  if (risk.length > 0) {
    const ids = some(risk.map(({ change }) => change.id));
    return judge(message('rules.586-04.judge', { ids, k: risk.length }), capped(risk.map(changeRef)));
  }
  return pass(message('rules.586-04.pass', { n: changes.length }), files, capped(changes.map(changeRef)));
}
