import type { EvidenceFile } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { filesOf } from './files.ts';
import { notApplicable, undecidable, type Context, type Outcome } from './outcome.ts';
import { refFile, some } from './references.ts';

/** Returns the open anomalies, or the outcome where there is no list or none is open. */
export function openOr(context: Context): readonly ListedAnomaly[] | Outcome {
  const files = filesOf(context.release, 'anomalies');
  if (files.length === 0) return undecidable([message('rules.missing.anomalies')]);
  const open = openAnomalies(context.release);
  return open.length > 0 ? open : notApplicable(message('rules.583.no-open'), files);
}

/** The open anomalies with the files that list them and the risk files that they are held against. */
export interface OpenAgainstRisk {
  readonly open: readonly ListedAnomaly[];
  readonly files: readonly EvidenceFile[];
  readonly riskFiles: readonly EvidenceFile[];
}

/** Returns what {@link openOr} returns, with the risk files; the outcome, too, where there is no risk file. */
export function openAgainstRiskOr(context: Context): OpenAgainstRisk | Outcome {
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const files = filesOf(context.release, 'anomalies');
  const riskFiles = filesOf(context.release, 'risk_file');
  if (riskFiles.length === 0) return undecidable([message('rules.missing.risk_file')], files.map(refFile));
  return { open, files, riskFiles };
}

/** Returns whether a rule is already decided. */
export function isOutcome(value: object): value is Outcome {
  return 'result' in value;
}

/** Returns the ids of `listed` for a sentence. */
export function ids(listed: readonly ListedAnomaly[]): readonly string[] {
  return some(listed.map((one) => one.anomaly.id));
}
