import { z } from 'zod';
import { COMMANDS } from './commands.ts';
import { CASE_STATUSES } from '../domain/facts.ts';
import { DESK_TABLES } from '../domain/sample.ts';
import { invoke, notify, type Client } from './define.ts';
import {
  certificateSchema,
  drawRequestSchema,
  formattedSchema,
  imageSchema,
  tablePageSchema,
  tableQuerySchema,
  treePartSchema,
} from './schemas-desk.ts';
import {
  auditList,
  chosen,
  columnText,
  columnsOffer,
  evidenceContent,
  memberPath,
  named,
  none,
  passphrase,
  profileWords,
  sessionId,
  sessionView,
} from './schemas-session.ts';
import { workspaceStateSchema } from './schemas-state.ts';
import { recordableSchema, setUpFields } from './schemas-workspace.ts';
import { anchorWordsSchema, listingSchema, progressSchema, sha256, trustAnchorSchema } from './schemas.ts';

const memberAsked = { session: sessionId, path: memberPath, supplement: sha256.nullable() };

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
    /** An entry of the program's menu was chosen. */
    command: notify(z.strictObject({ command: z.enum(COMMANDS) })),
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
    read: invoke({
      input: z.strictObject(memberAsked),
      output: evidenceContent,
    }),
    /** Markdown as blocks of text: nothing of it runs, loads or links. */
    formatted: invoke({ input: z.strictObject(memberAsked), output: formattedSchema }),
    table: invoke({ input: z.strictObject({ ...memberAsked, query: tableQuerySchema }), output: tablePageSchema }),
    /** The children of one node, which is named by its place among its siblings on every level. */
    tree: invoke({
      input: z.strictObject({
        ...memberAsked,
        at: z.array(z.number().int().min(0)).max(200),
        from: z.number().int().min(0),
        count: z.number().int().min(1).max(500),
      }),
      output: treePartSchema,
    }),
    image: invoke({ input: z.strictObject(memberAsked), output: imageSchema }),
    certificates: invoke({ input: z.strictObject(memberAsked), output: z.array(certificateSchema).max(1_000) }),
  },
  desk: {
    rows: invoke({
      input: z.strictObject({ session: sessionId, table: z.enum(DESK_TABLES), query: tableQuerySchema }),
      output: tablePageSchema,
    }),
    /** Draws a sample and writes it down. An empty seed is replaced by a new one. */
    draw: invoke({
      input: z.strictObject({ session: sessionId, wanted: drawRequestSchema }),
      output: workspaceStateSchema,
    }),
    /** Draws on from where a sample ended, to `size` items. */
    extend: invoke({
      input: z.strictObject({
        session: sessionId,
        id: z.string().max(20),
        size: z.number().int().min(1).max(10_000),
      }),
      output: workspaceStateSchema,
    }),
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
  audits: {
    /** The audits that were open here, latest first. */
    list: invoke({ input: none, output: auditList }),
    /** Opens one with its archive; with `locate` the auditor is asked where the archive is now. */
    open: invoke({ input: z.strictObject({ id: sessionId, locate: z.boolean() }), output: chosen.nullable() }),
    /** Shows the dialog for a workspace file, and, where its archive is not known here, for that. */
    openFile: invoke({ input: none, output: chosen.nullable() }),
    /** Takes an audit from the list. Its file stays. */
    forget: invoke({ input: z.strictObject({ id: sessionId }), output: auditList }),
    /** Makes the sample release, or the one with planted faults, for practice. */
    practice: invoke({ input: z.strictObject({ faults: z.boolean() }), output: chosen }),
    /** The release before, by the system's dialog. */
    choosePrevious: invoke({ input: z.strictObject({ session: sessionId }), output: named }),
    /** Where the workspace shall be, by the system's dialog. */
    choosePlace: invoke({ input: z.strictObject({ session: sessionId }), output: named }),
    /** Says who audits whom before the archive is verified; written down as the workspace is opened. */
    begin: invoke({
      input: z.strictObject({ session: sessionId, setUp: z.strictObject(setUpFields), passphrase }),
      output: none,
    }),
    /** Opens the sealed workspace of an archive that is verified. */
    unlock: invoke({ input: z.strictObject({ session: sessionId, passphrase }), output: sessionView }),
    /** Closes a sealed workspace and forgets its key. */
    lock: invoke({ input: z.strictObject({ session: sessionId }), output: none }),
    /** Under which name this person's work is written down. */
    signAs: invoke({
      input: z.strictObject({ session: sessionId, name: z.string().min(1).max(200) }),
      output: sessionView,
    }),
    addSupplement: invoke({ input: z.strictObject({ session: sessionId }), output: sessionView.nullable() }),
    /** Freezes the audit and writes it for a reviewer to a place that the dialog asks for. */
    handOver: invoke({
      input: z.strictObject({ session: sessionId, to: z.string().min(1).max(200), passphrase }),
      output: sessionView.nullable(),
    }),
    /** Takes a reviewed file back. */
    takeBack: invoke({ input: z.strictObject({ session: sessionId, passphrase }), output: sessionView.nullable() }),
  },
  audit: {
    /** Writes down what the auditor did. Answers when the line is on the disk. */
    record: invoke({
      input: z.strictObject({ session: sessionId, action: recordableSchema }),
      output: workspaceStateSchema,
    }),
  },
  report: {
    /** Asks where to save, writes PDF and JSON beside each other; `null` when the dialog was closed without a choice. */
    export: invoke({
      input: z.strictObject({ session: sessionId, copy: z.enum(['internal', 'manufacturer']) }),
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
export type {
  AuditItem,
  Chosen,
  ColumnsOffer,
  EvidenceContent,
  EvidenceItem,
  ProfileWords,
  SessionView,
} from './schemas-session.ts';
