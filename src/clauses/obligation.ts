import type { EvidenceRef } from '../domain/evidence.ts';
import { asRead, filesOf } from './files.ts';
import { requiredGate } from './gate.ts';
import type { Context } from './outcome.ts';
import { refAt, refValue } from './references.ts';
import { declaredScheme } from './versioning.ts';

/** What a check box of the manufacturer's own checklist or release record has to speak of to oblige him to the thing a rule asks. */
const PROMISES: Readonly<Record<string, RegExp>> = {
  'CS-585-02': /pinn|exact version|by digest|lock ?file/iu,
  'CS-585-05': /provenance|attestation/iu,
  'CS-585-06': /reproducib|rebuil[dt]|byte.identical|repeatab/iu,
  'CS-APR-01': /approv|sign.?off|freigabe/iu,
  'CS-APR-02': /approv|sign.?off|freigabe/iu,
  'CS-APR-03': /approv.{0,40}sign|sign.{0,40}approv|sign.?off/iu,
  'CS-ART-05': /manifest.{0,40}signed|sign.{0,40}manifest|artefacts? signed|artifacts? signed/iu,
  'CS-BRA-01': /branch/iu,
  'CS-VER-01': /semver|semantic version|version(?:ing)? scheme/iu,
};

/**
 * Returns where the archive itself contains the obligation that `rule` checks, or `null`. A declared scheme, a list of required
 * approvals, and a check box of the own checklist are such places; prose is not taken for a promise.
 */
export function obligationFor(context: Context, rule: string): EvidenceRef | null {
  if (rule === 'CS-VER-01') {
    const declared = declaredScheme(context);
    if (declared !== null) return refValue(declared.file, declared.scheme);
  }
  if (rule.startsWith('CS-APR-')) {
    const gate = requiredGate(context.release, context.profile);
    if (gate !== null && gate.where !== null) return gate.where;
  }
  const words = PROMISES[rule];
  if (words === undefined) return null;
  for (const file of [...filesOf(context.release, 'checklist'), ...filesOf(context.release, 'release_record')]) {
    const box = asRead(file, 'record')?.facts.checkBoxes.find((item) => words.test(item.text));
    if (box !== undefined) return refAt(file, { kind: 'line', line: box.line }, box.text);
  }
  return null;
}
