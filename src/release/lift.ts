import type { RefusalCode } from '../domain/errors.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import type { Coverage } from '../domain/release.ts';

/**
 * Returns the integrity report with the members taken out of `unlisted` and `weak` that a passing signature of their own covers. The stage
 * before knows checksum lists only; what was listed, missing or different stays as it was found.
 */
export function liftSigned(integrity: IntegrityReport, coverage: readonly Coverage[]): IntegrityReport {
  const signed = new Set(
    coverage.filter((one) => one.by === 'signature' && one.indication === 'TOTAL_PASSED').map((one) => one.path),
  );
  const unlisted = integrity.unlisted.filter((path) => !signed.has(path));
  const weak = integrity.weak.filter((path) => !signed.has(path));
  const reasons = integrity.reasons.flatMap((found): readonly Reason[] => {
    if (found.code === 'MEMBER_UNLISTED') return recount(found, unlisted);
    if (found.code === 'MEMBER_WEAKLY_COVERED') return recount(found, weak);
    return [found];
  });
  const settled = integrity.verdict === 'INDETERMINATE' && reasons.length === 0;
  return { ...integrity, unlisted, weak, reasons, verdict: settled ? 'TOTAL_PASSED' : integrity.verdict };
}

function recount(found: Reason, paths: readonly string[]): readonly Reason[] {
  const first = paths[0];
  return first === undefined ? [] : [{ code: found.code, values: { ...found.values, count: paths.length, first } }];
}

/**
 * Returns the integrity report with the members whose content is damaged: each under `unsafe` with the code of what was found, and all of
 * them as a reason to fail. Their digests were computed over the bytes that could be read.
 */
export function withDamage(integrity: IntegrityReport, damage: ReadonlyMap<string, RefusalCode>): IntegrityReport {
  const paths = integrity.members.map((member) => member.path).filter((path) => damage.has(path));
  const first = paths[0];
  if (first === undefined) return integrity;
  const unsafe = paths.map((path) => ({ path, code: damage.get(path) ?? 'ZIP_DATA_CORRUPT' }));
  return {
    ...integrity,
    verdict: 'TOTAL_FAILED',
    reasons: [reason('MEMBER_DAMAGED', { count: paths.length, first }), ...integrity.reasons],
    unsafe: [...integrity.unsafe, ...unsafe],
  };
}
