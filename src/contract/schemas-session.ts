import { z } from 'zod';
import { DEVICE_FACTS, type DeviceFact } from '../domain/assessment.ts';
import type { Edition, Mode, SafetyClass } from '../domain/clause.ts';
import { TABLE_ROLES } from '../domain/column-map.ts';
import { CASE_STATUSES } from '../domain/facts.ts';
import { assessmentSchema, editionCatalogueSchema, ruleEntrySchema } from './schemas-audit.ts';
import { viewSchema } from './schemas-desk.ts';
import { workspaceStateSchema } from './schemas-state.ts';
import { edition, mode, safetyClass } from './schemas-workspace.ts';
import { identityStatementSchema, indication, messageSchema, sha256, verificationSchema } from './schemas.ts';

export const none = z.strictObject({});
export const sessionId = z.string().regex(/^[0-9a-f]{32}$/u);
export const memberPath = z.string().min(1).max(1_024);

/** An archive that a person chose; the path itself stays in the main process. */
export const chosen = z.strictObject({ session: sessionId, name: z.string().max(1_024) });

export const evidenceItem = z.strictObject({
  path: memberPath,
  size: z.number(),
  sha256,
  role: z.string().max(100).nullable(),
  kind: z.string().max(100),
  reading: z.strictObject({
    state: z.enum(['read', 'partly-read', 'not-understood', 'not-read']),
    notes: z.array(messageSchema).max(10_000),
  }),
});

/** How the workspace is open. `bound` and `opened` differ where the archive is not the one that the audit is about. */
export const deskFacts = z.strictObject({
  name: z.string().max(1_024),
  author: z.string().max(200),
  sealed: z.boolean(),
  readOnly: z.enum(['locked', 'not-writable', 'other-archive', 'handed-over']).nullable(),
  practice: z.boolean(),
});

/** An archive that was added later. What it holds is there only where its file is at hand. */
export const supplement = z.strictObject({
  sha256,
  name: z.string().max(1_024),
  verdict: indication,
  evidence: z.array(evidenceItem).max(250_000).nullable(),
});

/** An audit that was open here. */
export const auditItem = z.strictObject({
  id: sessionId,
  title: z.string().max(1_000),
  archiveName: z.string().max(1_024),
  mode,
  sealed: z.boolean(),
  openedAt: z.string().max(100),
  /** Whether workspace and archive are where they were. */
  workspaceThere: z.boolean(),
  archiveThere: z.boolean(),
});
export const auditList = z.array(auditItem).max(1_000);
export const named = z.strictObject({ name: z.string().max(1_024) }).nullable();
export const passphrase = z.string().min(1).max(1_000).nullable();

export const sessionView = z.strictObject({
  session: sessionId,
  verification: verificationSchema,
  assessment: assessmentSchema,
  product: z.strictObject({
    name: z.string().max(1_000).nullable(),
    manufacturer: z.string().max(1_000).nullable(),
    version: z.string().max(1_000).nullable(),
    build: z.string().max(1_000).nullable(),
    deviceClass: z.string().max(100).nullable(),
  }),
  identity: z.array(identityStatementSchema).max(10_000),
  evidence: z.array(evidenceItem).max(250_000),
  edition: editionCatalogueSchema,
  rules: z.array(ruleEntrySchema).max(500),
  workspace: workspaceStateSchema,
  desk: deskFacts,
  supplements: z.array(supplement).max(100),
});

export const evidenceContent = z.strictObject({
  path: memberPath,
  size: z.number(),
  sha256,
  /** `text`: decoded UTF-8, control characters not yet made visible; `hex`: base64 of the first bytes. */
  form: z.enum(['text', 'hex']),
  content: z.string().max(12_000_000),
  truncated: z.boolean(),
  /** The ways to look at it, the most telling first. */
  views: z.array(viewSchema).max(10),
});

/** What the auditor says of the profile in place of the manifest; `null` and absent facts leave what is stated. */
export const profileWords = z
  .strictObject({
    edition: edition.nullable(),
    safetyClass: safetyClass.nullable(),
    mode,
    facts: z.partialRecord(z.enum(DEVICE_FACTS), z.string().regex(/^(?:true|false|\d{1,3})$/u)),
    reason: z.string().max(10_000),
  })
  .refine(({ facts }) =>
    Object.entries(facts).every(([fact, value]) => (fact === 'lifetime_years') === /^\d/u.test(value)),
  )
  .refine(
    ({ edition: other, safetyClass: level, facts, reason }) =>
      reason.trim() !== '' || (other === null && level === null && Object.keys(facts).length === 0),
  );

export const columnText = z.string().min(1).max(1_000);
export const columnsOffer = z.strictObject({
  path: memberPath,
  role: z.enum(TABLE_ROLES),
  manufacturer: columnText,
  columns: z
    .array(
      z.strictObject({
        written: columnText,
        /** What it is read as by its own name. */
        readAs: z.string().max(100).nullable(),
        examples: z.array(columnText).max(3),
        /** The different values of a test table's column where they are few, with the result that each is known for. */
        words: z.array(z.strictObject({ word: columnText, result: z.enum(CASE_STATUSES).nullable() })).max(40),
      }),
    )
    .max(200),
  /** The names that a column can be given. */
  known: z.array(z.string().max(100)).max(200),
});

export type SessionView = z.infer<typeof sessionView>;
export type AuditItem = z.infer<typeof auditItem>;
export type EvidenceItem = z.infer<typeof evidenceItem>;
export type EvidenceContent = z.infer<typeof evidenceContent>;
/** As the window sends it; facts by name. */
export interface ProfileWords {
  readonly edition: Edition | null;
  readonly safetyClass: SafetyClass | null;
  readonly mode: Mode;
  readonly facts: Readonly<Partial<Record<DeviceFact, string>>>;
  readonly reason: string;
}
export type ColumnsOffer = z.infer<typeof columnsOffer>;
export type Chosen = z.infer<typeof chosen>;
