import { isOpenStatus } from '../domain/anomaly-status.ts';
import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Anomaly } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import { readOf } from './files.ts';
import { refAt } from './references.ts';

/** One anomaly with the file that lists it. */
export interface ListedAnomaly {
  readonly file: EvidenceFile;
  readonly anomaly: Anomaly;
}

/** Returns every anomaly of every list in the release. */
export function listedAnomalies(release: Release): readonly ListedAnomaly[] {
  return readOf(release, 'anomalies', 'anomalies').flatMap((read) =>
    read.facts.anomalies.map((anomaly) => ({ file: read.file, anomaly })),
  );
}

/** Returns whether an anomaly counts as open: any status but a known closed one, and no status at all. */
export function isOpen(anomaly: Anomaly): boolean {
  return isOpenStatus(anomaly.status);
}

/** Returns the open anomalies. */
export function openAnomalies(release: Release): readonly ListedAnomaly[] {
  return listedAnomalies(release).filter((listed) => isOpen(listed.anomaly));
}

/** Returns a link to an anomaly, quoting `quote` or its title. */
export function anomalyRef(listed: ListedAnomaly, quote?: string | null): EvidenceRef {
  const text = quote ?? listed.anomaly.title ?? listed.anomaly.id;
  return refAt(listed.file, listed.anomaly.at, text);
}

/** Returns whether a cell is empty. */
export function blank(text: string | null): boolean {
  return text === null || text.trim() === '';
}
