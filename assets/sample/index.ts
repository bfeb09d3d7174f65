import { sha256Hex, writeZip, type KeyPair, type PackFile } from '../../src/packer/index.ts';
import { archived, signed, signOffs } from './assemble.ts';
import { buildArtifacts } from './build-records.ts';
import { contentOf, type Content } from './content.ts';
import { RELEASE_2_3_1, RELEASE_2_4_0 } from './facts.ts';
import { applyFaults, FAULTS, faultsMarkdown, type Fault } from './faults.ts';
import { history, type History } from './history.ts';
import { PEOPLE } from './people.ts';
import { seeded } from './random.ts';
import { DEFAULT_VALIDITY, staffOf, type Staff, type Validity } from './staff.ts';

export { DEFAULT_VALIDITY, type Validity } from './staff.ts';
export { signers } from './people.ts';
export { smallManifestFiles } from './small-manifest.ts';
export type { Fault } from './faults.ts';

/** What a sample is made from. The same seed and keys give the same files; only ECDSA signatures differ from time to time. */
export interface SampleOptions {
  readonly seed: number;
  /** A key pair for each name of `signers()`. */
  readonly keys: ReadonlyMap<string, KeyPair>;
  readonly authorityValidity?: Validity;
}

/** The sample release and the one before it. */
export interface Sample {
  /** Members of `archive` by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly archive: Uint8Array;
  readonly previousFiles: ReadonlyMap<string, Uint8Array>;
  readonly previous: Uint8Array;
  /** The certificate to trust, PEM. */
  readonly anchorPem: string;
}

/** The sample release with planted faults. */
export interface FaultySample {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly archive: Uint8Array;
  readonly anchorPem: string;
  readonly faults: readonly Fault[];
  /** The list of the faults as a Markdown page. */
  readonly faultsMarkdown: string;
}

interface Prepared {
  readonly of: History;
  readonly staff: Staff;
  readonly content: Content;
}

/**
 * Returns the sample release, version 2.4.0 of a symptom-triage app, and the release before it, both complete and signed. Throws
 * `RangeError` when a key is missing.
 */
export function buildSample(options: SampleOptions): Sample {
  const { of, staff, content } = prepare(options);
  const before = contentOf({
    facts: RELEASE_2_3_1,
    history: of,
    seed: seeded(options.seed),
    keyFingerprint: staff.keyFingerprintOf(PEOPLE.releaseManager),
    before: { path: 'artifacts/triage-2.3.0.bundle', sha256: seeded(options.seed).hex('triage-2.3.0.bundle', 64) },
  });
  const files = complete(content, staff);
  const previousFiles = complete(before, staff);
  return {
    files: byPath(files),
    archive: writeZip(files),
    previousFiles: byPath(previousFiles),
    previous: writeZip(previousFiles),
    anchorPem: staff.anchorPem,
  };
}

/** Returns the same release with the planted faults, each listed with its place and the rules that it should make fail. */
export function buildFaultySample(options: SampleOptions): FaultySample {
  const { staff, content } = prepare(options);
  const files = applyFaults(content, staff);
  return {
    files: byPath(files),
    archive: writeZip(files),
    anchorPem: staff.anchorPem,
    faults: FAULTS,
    faultsMarkdown: faultsMarkdown(),
  };
}

function prepare(options: SampleOptions): Prepared {
  const seed = seeded(options.seed);
  const of = history(seed);
  const staff = staffOf(options.keys, options.authorityValidity ?? DEFAULT_VALIDITY, seed);
  const [before] = buildArtifacts(RELEASE_2_3_1, of);
  if (before === undefined) throw new RangeError('the release before has no bundle');
  const content = contentOf({
    facts: RELEASE_2_4_0,
    history: of,
    seed,
    keyFingerprint: staff.keyFingerprintOf(PEOPLE.releaseManager),
    before: { path: before.path, sha256: sha256Hex(before.bytes) },
  });
  return { of, staff, content };
}

function complete(content: Content, staff: Staff): readonly PackFile[] {
  return signed(content, archived(content, [...content.files, ...signOffs(content, staff)]), staff);
}

function byPath(files: readonly PackFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
