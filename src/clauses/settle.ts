import type { EvidenceFile } from '../domain/evidence.ts';
import { message, type Message } from '../domain/message.ts';
import { filesOf, isInExpectedForm, type FileRole } from './files.ts';
import type { Context, Outcome } from './outcome.ts';
import { capped, refFile } from './references.ts';

/**
 * Returns `outcome` unless the files it rests on do not carry it: a pass, a failure by absence, or "not applicable" becomes
 * undecidable when a file was read in part or not at all, when its bytes are not the recorded ones, or when a document that
 * was not understood might be the one that seems to be absent. From a manifest of the small form, which names no evidence but
 * tests, no absence of other evidence is concluded.
 */
export function settle(context: Context, outcome: Outcome): Outcome {
  if (outcome.result === 'judge' || outcome.result === 'undecidable') return outcome;
  const doubtful = outcome.rests.filter((file) => doubt(context, file) !== null);
  const candidates = outcome.absent.flatMap((role) => candidatesFor(context, role));
  const missing: readonly Message[] = [
    ...doubtful.map((file) => doubt(context, file)).filter((found) => found !== null),
    ...candidates.map((file) => message('rules.missing.maybe', { path: file.path })),
    ...unannounced(context, outcome),
  ];
  if (missing.length === 0) return outcome;
  return {
    ...outcome,
    result: 'undecidable',
    sentence: message('rules.undecidable'),
    missing: missing.slice(0, MOST_MISSING),
    evidence: capped([...outcome.evidence, ...doubtful.map(refFile), ...candidates.map(refFile)]),
  };
}

const MOST_MISSING = 20;

/** What to ask for in place of evidence of a role. A failed test that lacks its deviation fails all the same, and is not here. */
const ASKED: Partial<Record<FileRole, Message>> = {
  anomalies: message('rules.missing.anomalies'),
  release_record: message('rules.missing.release_record'),
  build_manifest: message('rules.missing.build_manifest'),
  provenance: message('rules.missing.provenance'),
  ci_pipeline: message('rules.missing.ci_pipeline'),
  archive_record: message('rules.missing.archive_record'),
  delivery_procedure: message('rules.missing.delivery_procedure'),
};

/** Returns what is absent and had no place in the manifest where it could have been named. */
function unannounced(context: Context, outcome: Outcome): readonly Message[] {
  if ((context.release.manifest?.schema ?? null) !== null) return [];
  return outcome.absent.flatMap((role) => ASKED[role] ?? []);
}

function doubt(context: Context, file: EvidenceFile): Message | null {
  if (mismatchedPaths(context).has(file.path)) return message('rules.missing.mismatched', { path: file.path });
  switch (file.reading.state) {
    case 'read':
      return isInExpectedForm(file) ? null : message('rules.missing.other-form', { path: file.path });
    case 'partly-read':
      return message('rules.missing.partly-read', { path: file.path });
    case 'not-understood':
      return message('rules.missing.not-understood', { path: file.path });
    case 'not-read':
      return message('rules.missing.not-read', { path: file.path });
  }
}

const mismatched = new WeakMap<object, ReadonlySet<string>>();

function mismatchedPaths(context: Context): ReadonlySet<string> {
  const integrity = context.release.verification.integrity;
  const known = mismatched.get(integrity);
  if (known !== undefined) return known;
  const paths = new Set(integrity.mismatched.map((mismatch) => mismatch.path));
  mismatched.set(integrity, paths);
  return paths;
}

/** Office documents, PDF and pages: forms in which records are kept and which this version does not read. */
const DOCUMENT = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|html?|msg|eml)$/iu;

/** Words in a file's name that suggest a role. A hint never decides; it only keeps absence from being concluded. */
const NAME_HINTS: Partial<Record<FileRole, RegExp>> = {
  tests: /test|junit|result/iu,
  anomalies: /anomal|known.?(?:issue|bug|defect)|defect|bug.?list/iu,
  release_record: /release.?(?:record|report|note)|freigabe/iu,
  build_manifest: /build|toolchain|compile/iu,
  provenance: /provenance|attest|slsa/iu,
  ci_pipeline: /pipeline|ci\b|workflow/iu,
  archive_record: /archiv|retention|aufbewahr/iu,
  delivery_procedure: /deliver|distribut|shipping|auslieferung/iu,
  deviations: /deviat|abweich/iu,
};

function candidatesFor(context: Context, role: FileRole): readonly EvidenceFile[] {
  const known = new Set(filesOf(context.release, role));
  // Reports of a level often come as documents beside the machine-readable ones; every other role is given once.
  if (role !== 'tests' && known.size > 0) return [];
  const hint = NAME_HINTS[role];
  const { manifest } = context.release;
  const artifacts = new Set((manifest?.artifacts ?? []).map((path) => `${manifest?.root ?? ''}${path}`));
  return context.release.evidence.filter((file) => {
    if (file.role !== null || known.has(file) || file.path === context.release.manifest?.path) return false;
    if (artifacts.has(file.path)) return false;
    const unread = file.facts.kind === 'opaque' || file.reading.state === 'not-read';
    if (unread && DOCUMENT.test(file.path)) return true;
    return file.facts.kind !== 'dockerfile' && isLoose(file) && hint?.test(file.path) === true;
  });
}

function isLoose(file: EvidenceFile): boolean {
  return ['record', 'text', 'tree', 'table', 'opaque'].includes(file.facts.kind);
}
