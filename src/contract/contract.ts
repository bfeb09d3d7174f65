import { z } from 'zod';
import { DEVICE_FACTS, type DeviceFact } from '../domain/assessment.ts';
import type { Edition, Mode, SafetyClass } from '../domain/clause.ts';
import { TABLE_ROLES } from '../domain/column-map.ts';
import { CASE_STATUSES } from '../domain/facts.ts';
import { invoke, notify, type Client } from './define.ts';
import {
  assessmentSchema,
  edition,
  editionCatalogueSchema,
  judgement,
  mode,
  ruleEntrySchema,
  safetyClass,
  sectionId,
  workspaceStateSchema,
} from './schemas-audit.ts';
import {
  evidenceRefSchema,
  identityStatementSchema,
  messageSchema,
  listingSchema,
  progressSchema,
  sha256,
  anchorWordsSchema,
  trustAnchorSchema,
  verificationSchema,
} from './schemas.ts';

const none = z.strictObject({});
const sessionId = z.string().regex(/^[0-9a-f]{32}$/u);
const memberPath = z.string().min(1).max(1_024);

/** An archive that a person chose; the path itself stays in the main process. */
const chosen = z.strictObject({ session: sessionId, name: z.string().max(1_024) });

const evidenceItem = z.strictObject({
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

const sessionView = z.strictObject({
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
});

const evidenceContent = z.strictObject({
  path: memberPath,
  size: z.number(),
  sha256,
  /** `text`: decoded UTF-8, control characters not yet made visible; `hex`: base64 of the first bytes. */
  form: z.enum(['text', 'hex']),
  content: z.string().max(12_000_000),
  truncated: z.boolean(),
});

/** What the auditor says of the profile in place of the manifest; `null` and absent facts leave what is stated. */
const profileWords = z
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

const columnText = z.string().min(1).max(1_000);
const columnsOffer = z.strictObject({
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

/**
 * Every call and event between window and main process. The main side binds `Handlers<typeof contract>`, the window gets
 * `Client<typeof contract>` as `window.countersign`. Nothing else crosses.
 */
export const contract = {
  app: {
    info: invoke({
      input: none,
      output: z.strictObject({ name: z.string(), version: z.string(), runtime: z.enum(['electron', 'stand-in']) }),
    }),
    /** The archive given on the command line or by file association, if any. Asked once, at start. */
    initialArchive: invoke({ input: none, output: chosen.nullable() }),
    /** Another archive was given to the running app (second start, file association). */
    archiveOffered: notify(chosen),
    /** The auditor closes the window, which waits. The page answers by `leave` or `stay`. */
    leaveAsked: notify(none),
    /** Nothing that was typed would be lost, or the auditor gave it up: the window closes. */
    leave: invoke({ input: none, output: none }),
    /** The auditor is asked first: the window stays open. */
    stay: invoke({ input: none, output: none }),
  },
  archive: {
    /** Shows the system's dialog; `null` when it was closed without a choice. */
    choose: invoke({ input: z.strictObject({ kind: z.enum(['file', 'folder']) }), output: chosen.nullable() }),
    openDropped: invoke({
      input: z.strictObject({ path: z.string().min(1).max(32_768) }),
      output: chosen,
      preloadOnly: true,
    }),
    /** Verifies, reads and assesses: under `profile`, or under what was said of it before where that is `null`. Rejects with a refusal code, `CANCELLED`, or an error code. */
    verify: invoke({
      input: z.strictObject({ session: sessionId, profile: profileWords.nullable() }),
      output: sessionView,
    }),
    cancel: invoke({ input: z.strictObject({ session: sessionId }), output: none }),
    close: invoke({ input: z.strictObject({ session: sessionId }), output: none }),
    /** Once a verification, before anything is hashed: what the archive holds. */
    listed: notify(z.strictObject({ session: sessionId, listing: listingSchema })),
    /** At most 20 a second. */
    progress: notify(z.strictObject({ session: sessionId, progress: progressSchema })),
  },
  trust: {
    list: invoke({ input: none, output: z.array(trustAnchorSchema).max(10_000) }),
    /** Shows the dialog and reads certificates and keys. */
    choose: invoke({ input: none, output: z.array(trustAnchorSchema).max(1_000).nullable() }),
    /** Adds an anchor that `choose` returned, by its fingerprint; `channel` is how the person confirmed it. */
    add: invoke({
      input: z.strictObject({ fingerprint: sha256, channel: z.string().max(1_000), words: anchorWordsSchema }),
      output: z.array(trustAnchorSchema).max(10_000),
    }),
    /** Changes what is said of a stored anchor; what it is and how it was confirmed stays. */
    change: invoke({
      input: z.strictObject({ fingerprint: sha256, words: anchorWordsSchema }),
      output: z.array(trustAnchorSchema).max(10_000),
    }),
    /** Reads what a member of the archive offers: nothing of it is trusted before a person has confirmed it. */
    offered: invoke({
      input: z.strictObject({ session: sessionId, path: memberPath }),
      output: z.array(trustAnchorSchema).max(1_000),
    }),
    /** Shows the dialog and writes the stored anchors; `null` where the person closed it. */
    export: invoke({
      input: none,
      output: z.strictObject({ name: z.string().max(1_000), count: z.number() }).nullable(),
    }),
    /** Shows the dialog and adds the anchors of such a file that are not known yet, with who confirmed them and how. */
    import: invoke({
      input: none,
      output: z.strictObject({ anchors: z.array(trustAnchorSchema).max(10_000), added: z.number() }).nullable(),
    }),
    remove: invoke({ input: z.strictObject({ fingerprint: sha256 }), output: z.array(trustAnchorSchema).max(10_000) }),
  },
  evidence: {
    read: invoke({ input: z.strictObject({ session: sessionId, path: memberPath }), output: evidenceContent }),
  },
  columns: {
    /** The columns of a table that nothing was concluded from, for a person to say what they mean. */
    offer: invoke({ input: z.strictObject({ session: sessionId, path: memberPath }), output: columnsOffer }),
    /** Keeps what they mean, for every table of this manufacturer in this role that has the same columns. */
    keep: invoke({
      input: z.strictObject({
        session: sessionId,
        path: memberPath,
        columns: z.record(columnText, z.string().max(100).nullable()),
        results: z.record(columnText, z.enum(CASE_STATUSES)),
      }),
      output: none,
    }),
  },
  audit: {
    judge: invoke({
      input: z.strictObject({ session: sessionId, section: sectionId, judgement, reason: z.string().max(10_000) }),
      output: workspaceStateSchema,
    }),
    note: invoke({
      input: z.strictObject({ session: sessionId, section: sectionId, text: z.string().max(100_000) }),
      output: workspaceStateSchema,
    }),
    addEvidence: invoke({
      input: z.strictObject({ session: sessionId, section: sectionId, evidence: evidenceRefSchema }),
      output: workspaceStateSchema,
    }),
  },
  report: {
    /** Asks where to save, writes PDF and JSON beside each other; `null` when the dialog was closed without a choice. */
    export: invoke({
      input: z.strictObject({ session: sessionId }),
      output: z
        .strictObject({
          name: z.string(),
          pages: z.number().int(),
          size: z.number(),
          sha256,
          workspace: workspaceStateSchema,
        })
        .nullable(),
    }),
  },
} as const;

export type Contract = typeof contract;
export type CountersignClient = Client<Contract>;
export type SessionView = z.infer<typeof sessionView>;
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
