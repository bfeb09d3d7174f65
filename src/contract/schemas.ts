import { z } from 'zod';
import type { ArchiveIdentity, Listing, Progress } from '../domain/archive.ts';
import { BAG_CODES, type BagCode } from '../domain/bag.ts';
import type { Sha256 } from '../domain/brand.ts';
import type { EvidenceRef, Locator } from '../domain/evidence.ts';
import { CHECKSUM_ALGORITHMS, type IntegrityReport } from '../domain/integrity.ts';
import type { Message } from '../domain/message.ts';
import { REASON_CODES, type Reason } from '../domain/reasons.ts';
import { IDENTITY_KEYS, type Coverage, type IdentityStatement, type Verification } from '../domain/release.ts';
import {
  ANCHOR_KINDS,
  EMBEDDED_KINDS,
  type AnchorWords,
  type ApprovalResult,
  type SignatureResult,
  type TrustAnchor,
} from '../domain/signature.ts';

const MOST_ROWS = 250_000;
const text = z.string().max(200_000);
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(MOST_ROWS);
const values = z.record(z.string().max(100), z.union([text, z.number(), list(text)]));

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/u)
  .transform((digest) => digest as Sha256);
export const messageSchema = z.strictObject({ key: z.string().max(200), values }) satisfies z.ZodType<Message>;
export const reasonSchema = z.strictObject({ code: z.enum(REASON_CODES), values }) satisfies z.ZodType<Reason>;
export const indication = z.enum(['TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED']);
const subIndication = z.enum([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'EXPIRED',
  'NOT_YET_VALID',
  'SIG_CONSTRAINTS_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'OUT_OF_BOUNDS_NO_POE',
  'SIGNED_DATA_NOT_FOUND',
  'TRY_LATER',
  'TIMESTAMP_ORDER_FAILURE',
  'NO_POE',
]);

const line = z.number().int().min(0);
export const locatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file') }),
  z.strictObject({ kind: z.literal('line'), line, column: z.number().int().optional() }),
  z.strictObject({ kind: z.literal('pointer'), pointer: text, line }),
  z.strictObject({ kind: z.literal('element'), path: text, line }),
  z.strictObject({ kind: z.literal('case'), id: text, line }),
  z.strictObject({ kind: z.literal('row'), row: z.number().int(), column: text.nullable(), line }),
  z.strictObject({ kind: z.literal('cell'), sheet: text, cell: text }),
  z.strictObject({ kind: z.literal('commit'), commit: text }),
]) as z.ZodType<Locator>;

export const evidenceRefSchema = z.strictObject({
  path: text,
  sha256,
  locator: locatorSchema,
  quote: text,
  supplement: sha256.optional(),
}) satisfies z.ZodType<EvidenceRef>;

const container = z.enum(['zip', 'tar', 'tar.gz', 'tar.zst', 'folder']);

export const archiveIdentitySchema = z.strictObject({
  name: text,
  container,
  size: z.number().min(0),
  sha256,
  members: z.number().int().min(0),
}) satisfies z.ZodType<ArchiveIdentity>;

export const listingSchema = z.strictObject({
  container,
  paths: z.string().max(256_000_000),
  sizes: z.array(z.number().min(0)).max(250_000),
}) satisfies z.ZodType<Listing>;

export const progressSchema = z.strictObject({
  phase: z.enum(['opening', 'hashing', 'signatures', 'evidence', 'clauses', 'report']),
  done: z.number().min(0),
  total: z.number().min(0),
}) satisfies z.ZodType<Progress>;

const integritySchema = z.strictObject({
  verdict: indication,
  reasons: list(reasonSchema),
  lists: list(
    z.strictObject({
      path: text,
      format: z.enum(['release-manifest', 'sha256sums', 'bagit']),
      entries: z.number().int(),
    }),
  ),
  members: list(
    z.strictObject({
      path: text,
      size: z.number(),
      sha256: sha256.nullable(),
      state: z.enum(['verified', 'mismatched', 'weak', 'unlisted', 'list', 'signature', 'unreadable']),
      lists: list(text),
    }),
  ),
  mismatched: list(
    z.strictObject({
      path: text,
      list: text,
      algorithm: z.enum(CHECKSUM_ALGORITHMS),
      expected: text,
      actual: text,
    }),
  ),
  missing: list(z.strictObject({ path: text, list: text })),
  unlisted: list(text),
  weak: list(text),
  unsafe: list(z.strictObject({ path: text, code: text })),
  bags: list(
    z.strictObject({
      folder: text,
      version: text.nullable(),
      state: z.enum(['valid', 'warned', 'unread', 'invalid']),
      findings: list(z.strictObject({ code: z.enum(Object.keys(BAG_CODES) as BagCode[]), paths: list(text) })),
    }),
  ),
}) satisfies z.ZodType<IntegrityReport>;

const signatureSchema = z.strictObject({
  path: text,
  format: z.enum(['cms', 'openpgp', 'minisign', 'ssh', 'sigstore', 'dsse', 'raw', 'timestamp', 'unknown']),
  covers: list(text),
  indication,
  subIndication: subIndication.nullable(),
  reason: reasonSchema,
  signer: z.strictObject({ name: text, subject: text, fingerprint: text, keyFingerprint: text }).nullable(),
  times: z.strictObject({ claimed: text.nullable(), trusted: text.nullable(), evaluated: text }),
  checks: list(z.strictObject({ question: text, answer: z.enum(['yes', 'no', 'not-checked']) })),
  chain: list(
    z.strictObject({
      subject: text,
      issuer: text,
      serial: text,
      notBefore: text,
      notAfter: text,
      fingerprint: text,
      key: text,
      anchor: z.boolean(),
      revocation: z.strictObject({
        state: z.enum(['good', 'revoked', 'not-checked', 'not-needed']),
        at: text.nullable(),
        by: z.enum(['crl', 'ocsp']).nullable(),
      }),
    }),
  ),
  anchor: text.nullable(),
  comment: text.nullable(),
}) satisfies z.ZodType<SignatureResult>;

const approvalSchema = z.strictObject({
  role: text,
  name: text,
  date: text.nullable(),
  meaning: text.nullable(),
  anomaly: text.nullable(),
  statement: text.nullable(),
  signature: text.nullable(),
  state: z.enum(['signed', 'recorded', 'invalid']),
  indication,
  reason: reasonSchema,
  subject: z.strictObject({ path: text, sha256: text }).nullable(),
}) satisfies z.ZodType<ApprovalResult>;

const coverageSchema = z.strictObject({
  path: text,
  size: z.number(),
  sha256: sha256.nullable(),
  by: z.enum(['checksum', 'signature', 'manifest', 'is-signature', 'none']),
  lists: list(text),
  signatures: list(text),
  indication,
  reason: reasonSchema,
}) satisfies z.ZodType<Coverage>;

export const verificationSchema = z.strictObject({
  archive: archiveIdentitySchema,
  verdict: indication,
  reasons: list(reasonSchema),
  manifest: z.strictObject({ path: text, sha256 }).nullable(),
  integrity: integritySchema,
  signatures: list(signatureSchema),
  embedded: list(z.strictObject({ path: text, kind: z.enum(EMBEDDED_KINDS) })),
  approvals: list(approvalSchema),
  coverage: list(coverageSchema),
  evaluatedAt: text,
}) satisfies z.ZodType<Verification>;

export const identityStatementSchema = z.strictObject({
  key: z.enum(IDENTITY_KEYS),
  value: text,
  where: evidenceRefSchema,
  agrees: z.boolean(),
}) satisfies z.ZodType<IdentityStatement>;

/** What a person says of a trust anchor. */
export const anchorWordsSchema = z.strictObject({
  label: z.string().max(500),
  note: z.string().max(1_000),
  roles: z.array(z.string().min(1).max(100)).max(100),
  manufacturer: z.string().min(1).max(500).nullable(),
  expires: z
    .string()
    .max(40)
    .refine((value) => !Number.isNaN(Date.parse(value)))
    .nullable(),
}) satisfies z.ZodType<AnchorWords>;

export const trustAnchorSchema = z.strictObject({
  kind: z.enum(ANCHOR_KINDS),
  fingerprint: sha256,
  subject: text,
  label: text,
  notBefore: text.nullable(),
  notAfter: text.nullable(),
  material: text,
  addedBy: text,
  addedAt: text,
  channel: text,
  note: text,
  roles: z.array(text).max(100),
  manufacturer: text.nullable(),
  expires: text.nullable(),
}) satisfies z.ZodType<TrustAnchor>;
