import { z } from 'zod';
import { ITEM_VERDICTS } from '../domain/sample.ts';
import type { WorkspaceState } from '../domain/workspace.ts';
import { evidenceRefSchema } from './schemas.ts';
import {
  archiveFacts,
  drawSchema,
  findingSchema,
  judgement,
  questionSchema,
  sectionId,
  setUpFields,
  timeTopic,
} from './schemas-workspace.ts';

const text = z.string().max(200_000);
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(250_000);
const count = z.number().int().min(0);

const review = z
  .strictObject({ decision: z.enum(['accepted', 'returned']), comment: text, by: text, at: text, stale: z.boolean() })
  .nullable();

const sectionState = z.strictObject({
  judgement,
  reason: text,
  judgedAt: text.nullable(),
  judgedBy: text.nullable(),
  basedOn: list(text),
  note: text,
  privateNote: text,
  evidence: list(evidenceRefSchema),
  review,
});

const verified = z.strictObject({ ...archiveFacts, at: text });

export const workspaceStateSchema = z.strictObject({
  archiveSha256: text.nullable(),
  archiveName: text.nullable(),
  setUp: z.strictObject(setUpFields).nullable(),
  verified: verified.nullable(),
  supplements: list(verified),
  sections: z.partialRecord(sectionId, sectionState),
  findings: list(
    findingSchema.extend({ draftedBy: text, draftedAt: text, changedAt: text, basedOn: list(text), review }),
  ),
  questions: list(questionSchema.extend({ askedBy: text, askedAt: text })),
  samples: list(
    drawSchema.extend({
      items: list(z.strictObject({ key: text, label: text, stratum: text })),
      drawnBy: text,
      drawnAt: text,
      rounds: list(count),
      verdicts: z.record(text, z.strictObject({ verdict: z.enum(ITEM_VERDICTS), note: text })),
    }),
  ),
  documents: list(z.strictObject({ path: text, sha256: text, firstAt: text, by: text })),
  times: list(
    z.strictObject({
      topic: timeTopic,
      seconds: z.number(),
      corrections: list(z.strictObject({ minutes: z.number().int(), note: text, by: text })),
    }),
  ),
  clock: z.strictObject({ topic: timeTopic, since: text }).nullable(),
  handedOver: z.strictObject({ to: text, at: text, by: text }).nullable(),
  reviewFinished: z.strictObject({ comment: text, at: text, by: text }).nullable(),
  authors: list(text),
  lastIds: z.strictObject({ finding: count, question: count, sample: count }),
  undoable: z.strictObject({ sequence: count, kind: text }).nullable(),
  events: count,
  head: text,
  fault: z.strictObject({ kind: z.enum(['torn', 'altered']), line: count }).nullable(),
  unknownActions: count,
  exports: count,
}) satisfies z.ZodType<WorkspaceState>;
