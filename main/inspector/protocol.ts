import { z } from 'zod';
import { contract, type ProfileWords } from '../../src/contract/contract.ts';
import type { DeepReadonly } from '../../src/contract/define.ts';
import { drawnSchema, type DrawRequest } from '../../src/contract/schemas-desk.ts';
import { listingSchema, progressSchema, trustAnchorSchema } from '../../src/contract/schemas.ts';
import type { Settings } from '../files/settings.ts';
import type { TableQuery } from '../../src/domain/desk.ts';
import type { DeskTable, SampleItem } from '../../src/domain/sample.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import type { WorkspaceEvent, WorkspaceState } from '../../src/domain/workspace.ts';

/** What the main process asks of an inspector. */
export type Question =
  | {
      readonly kind: 'inspect';
      readonly path: string;
      readonly previousPath: string | null;
      readonly anchors: readonly TrustAnchor[];
      readonly at: number;
      readonly settings: Settings;
      readonly profile: ProfileWords | null;
    }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'columns'; readonly path: string }
  | { readonly kind: 'formatted'; readonly path: string }
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'certificates'; readonly path: string }
  | { readonly kind: 'file-table'; readonly path: string; readonly query: TableQuery }
  | { readonly kind: 'desk-table'; readonly table: DeskTable; readonly query: TableQuery }
  | {
      readonly kind: 'tree';
      readonly path: string;
      readonly at: readonly number[];
      readonly from: number;
      readonly count: number;
    }
  | {
      readonly kind: 'draw';
      readonly wanted: Omit<DrawRequest, 'section' | 'row'>;
      /** What an earlier round drew. */
      readonly before: readonly SampleItem[];
    }
  | { readonly kind: 'report'; readonly facts: ReportFacts }
  | { readonly kind: 'anchors'; readonly path: string; readonly by: string; readonly at: string }
  | { readonly kind: 'offered'; readonly path: string; readonly by: string; readonly at: string };

/** What a report states beside the inspection. */
export interface ReportFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly generatedAt: string;
  readonly anchors: readonly TrustAnchor[];
  readonly workspace: WorkspaceState;
  readonly events: readonly WorkspaceEvent[];
}

/** A question as it is sent: answers quote `id`. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
}

const MOST_REPORT_BYTES = 512 * 1024 * 1024;
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= MOST_REPORT_BYTES);

/** What an inspection answers: the session's view, without what only the main process knows. */
export const inspectedSchema = contract.archive.verify.output.omit({
  session: true,
  workspace: true,
  desk: true,
  supplements: true,
});

/** The answers, by question. The inspector has read hostile bytes, so its answers are checked as if the archive had written them. */
export const ANSWERS = {
  inspect: inspectedSchema,
  read: contract.evidence.read.output,
  columns: contract.columns.offer.output,
  formatted: contract.evidence.formatted.output,
  image: contract.evidence.image.output,
  certificates: contract.evidence.certificates.output,
  'file-table': contract.evidence.table.output,
  'desk-table': contract.desk.rows.output,
  tree: contract.evidence.tree.output,
  draw: drawnSchema,
  report: z.strictObject({ pdf: bytes, json: z.string().max(MOST_REPORT_BYTES), pages: z.number().int().min(1) }),
  anchors: z.array(trustAnchorSchema).max(1_000),
  offered: z.array(trustAnchorSchema).max(1_000),
} as const;

export type Inspected = z.infer<typeof inspectedSchema>;
/** Answers as the main process has them after checking. */
export type Answers = { readonly [Kind in keyof typeof ANSWERS]: z.infer<(typeof ANSWERS)[Kind]> };
/** Answers as the inspector gives them. */
export type Given = { readonly [Kind in keyof typeof ANSWERS]: DeepReadonly<z.input<(typeof ANSWERS)[Kind]>> };

/** Every message that an inspector may send. `beat` says that it is not stuck. */
export const replySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('beat') }),
  z.strictObject({ kind: z.literal('progress'), progress: progressSchema }),
  z.strictObject({ kind: z.literal('listed'), listing: listingSchema }),
  z.strictObject({ kind: z.literal('answered'), id: z.number().int(), value: z.unknown() }),
  z.strictObject({
    kind: z.literal('failed'),
    id: z.number().int(),
    error: z.strictObject({
      code: z.string().max(100),
      values: z.record(
        z.string().max(100),
        z.union([z.string().max(10_000), z.number(), z.array(z.string()).max(1_000)]),
      ),
      member: z.string().max(10_000).nullable(),
    }),
  }),
]);
export type Reply = z.infer<typeof replySchema>;
