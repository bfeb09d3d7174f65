/** Budgets against exhaustion by a hostile archive. All sizes in bytes. Each has its reason beside it and can be set by the user. */
export interface Budgets {
  /** Most members of one archive. A container image has some 100,000 files; twice that is a release, more is an attack. */
  readonly members: number;
  /** Largest sum of uncompressed sizes. The largest release archives that manufacturers hand over are near 50 GB. */
  readonly totalSize: number;
  /** Largest single uncompressed member. */
  readonly memberSize: number;
  /** Largest uncompressed size divided by compressed size, of a member and of all together, once `ratioFloor` bytes were inflated. Deflate itself ends near 1032. */
  readonly ratio: number;
  /** Inflated bytes below which the ratio is not judged: small, very repetitive text files compress well. */
  readonly ratioFloor: number;
  /** Longest name in UTF-8 bytes; Linux and Windows end at 4,096 and 32,767, no evidence path comes near 1,024. */
  readonly nameLength: number;
  /** Most folders in one path. */
  readonly depth: number;
  /** Largest manifest, signature or statement that is parsed. */
  readonly signedFileSize: number;
  /** Largest evidence file that is parsed; larger ones are hashed, listed, and reported as not read. */
  readonly evidenceFileSize: number;
  /** Sum of the sizes of evidence files that are parsed. Test results and SBOMs of a large release stay below 300 MiB. */
  readonly evidenceTotalSize: number;
  /** Statements read from all files (test cases, components, headings, rows, …), of which each costs half a KiB: ten times a large release. */
  readonly evidenceFacts: number;
  /** Longest time in seconds in which nothing moves: no byte is read, no step is done. A disk that spins up again takes half a minute. */
  readonly stillSeconds: number;
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** The budgets used unless the user sets others. */
export const DEFAULT_BUDGETS: Budgets = {
  members: 200_000,
  totalSize: 64 * GIB,
  memberSize: 50 * GIB,
  ratio: 250,
  ratioFloor: 16 * MIB,
  nameLength: 1_024,
  depth: 64,
  signedFileSize: 16 * MIB,
  evidenceFileSize: 128 * MIB,
  evidenceTotalSize: 512 * MIB,
  evidenceFacts: 1_000_000,
  stillSeconds: 120,
};
