import { z } from 'zod';
import { EDITIONS, MODES, SAFETY_CLASSES, SECTIONS } from '../domain/clause.ts';
import {
  FINDING_EXTENTS,
  FINDING_GRADES,
  FINDING_STATUSES,
  QUESTION_STATUSES,
  type Finding,
  type Question,
} from '../domain/finding.ts';
import { DESK_TABLES, ITEM_VERDICTS, SAMPLE_METHODS, type Draw } from '../domain/sample.ts';
import { JUDGEMENTS, MEETINGS, type WorkspaceAction } from '../domain/workspace.ts';
import { evidenceRefSchema, indication, sha256 } from './schemas.ts';

const SHORT = 1_000;
const WORDS = 10_000;
const NOTE = 100_000;
const MOST_ITEMS = 10_000;

const short = z.string().max(SHORT);
const words = z.string().max(WORDS);
const count = z.number().int().min(0);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

export const sectionId = z.enum(SECTIONS as readonly [(typeof SECTIONS)[number], ...(typeof SECTIONS)[number][]]);
export const edition = z.enum(EDITIONS);
export const safetyClass = z.enum(SAFETY_CLASSES);
export const mode = z.enum(MODES);
export const outcome = z.enum(['pass', 'fail', 'judge', 'not-applicable', 'undecidable']);
export const judgement = z.enum(JUDGEMENTS);
export const timeTopic = z.enum([...sectionId.options, ...MEETINGS]);

const refs = z.array(evidenceRefSchema).max(MOST_ITEMS);

export const findingSchema = z.strictObject({
  id: z.string().regex(/^F-\d{1,6}$/u),
  section: sectionId,
  rule: short.nullable(),
  requirement: words,
  statement: words,
  evidence: refs,
  extent: z.enum(FINDING_EXTENTS),
  affected: count.nullable(),
  examined: count.nullable(),
  grade: z.enum(FINDING_GRADES),
  gradeReason: words,
  linked: z.array(short).max(MOST_ITEMS),
  status: z.enum(FINDING_STATUSES),
  statusReason: words,
}) satisfies z.ZodType<Finding>;

export const questionSchema = z.strictObject({
  id: z.string().regex(/^Q-\d{1,6}$/u),
  section: sectionId.nullable(),
  text: words,
  due: date.nullable(),
  answer: words,
  answeredOn: date.nullable(),
  status: z.enum(QUESTION_STATUSES),
}) satisfies z.ZodType<Question>;

export const sampleItem = z.strictObject({ key: short, label: short, stratum: short });
export const populationFilter = {
  table: z.enum(DESK_TABLES),
  text: short,
  facets: z.array(z.strictObject({ column: short, value: short })).max(20),
};
export const drawSchema = z.strictObject({
  id: z.string().regex(/^S-\d{1,6}$/u),
  section: sectionId,
  population: z.strictObject({ ...populationFilter, size: count, sha256 }),
  method: z.enum(SAMPLE_METHODS),
  seed: z.string().max(100),
  row: z.string().max(10).nullable(),
  strata: short.nullable(),
  items: z.array(sampleItem).max(MOST_ITEMS),
}) satisfies z.ZodType<Draw>;

export const archiveFacts = {
  archiveSha256: z.string().max(SHORT),
  archiveName: z.string().max(SHORT * 2),
  size: z.number().min(0),
  members: count,
  verdict: indication,
  manifestSha256: z.string().max(SHORT).nullable(),
  version: short.nullable(),
};

export const setUpFields = {
  title: short,
  auditors: z.array(z.string().max(200)).max(50),
  organisation: short,
  manufacturer: short,
  language: z.string().max(20),
};

const kind = <K extends WorkspaceAction['kind']>(name: K): z.ZodLiteral<K> => z.literal(name);

const judged = z.strictObject({
  kind: kind('judged'),
  section: sectionId,
  judgement,
  reason: words,
  found: outcome.optional(),
});
const noted = z.strictObject({ kind: kind('noted'), section: sectionId, text: z.string().max(NOTE) });
const privatelyNoted = z.strictObject({
  kind: kind('privately-noted'),
  section: sectionId,
  text: z.string().max(NOTE),
});
const evidenceAdded = z.strictObject({
  kind: kind('evidence-added'),
  section: sectionId,
  evidence: evidenceRefSchema,
});
const findingSaved = z.strictObject({ kind: kind('finding-saved'), finding: findingSchema });
const questionSaved = z.strictObject({ kind: kind('question-saved'), question: questionSchema });
const sampleJudged = z.strictObject({
  kind: kind('sample-judged'),
  id: short,
  key: short,
  verdict: z.enum(ITEM_VERDICTS),
  note: words,
});
const clockStarted = z.strictObject({ kind: kind('clock-started'), topic: timeTopic });
const clockPaused = z.strictObject({ kind: kind('clock-paused') });
const timeCorrected = z.strictObject({
  kind: kind('time-corrected'),
  topic: timeTopic,
  minutes: z.number().int().min(-100_000).max(100_000),
  note: words,
});
const recalled = z.strictObject({ kind: kind('recalled'), reason: words });
const reviewed = z.strictObject({
  kind: kind('reviewed'),
  subject: z.strictObject({ kind: z.enum(['finding', 'section']), id: short }),
  decision: z.enum(['accepted', 'returned']),
  comment: words,
});
const reviewFinished = z.strictObject({ kind: kind('review-finished'), comment: words });
const undone = z.strictObject({ kind: kind('undone'), sequence: z.number().int().min(1) });

/** What the window may ask to be written down as it is; everything else the main process writes of its own knowledge. */
export const recordableSchema = z.discriminatedUnion('kind', [
  judged.omit({ found: true }),
  noted,
  privatelyNoted,
  evidenceAdded,
  findingSaved,
  questionSaved,
  sampleJudged,
  clockStarted,
  clockPaused,
  timeCorrected,
  recalled,
  reviewed,
  reviewFinished,
  undone,
]);
export type Recordable = z.infer<typeof recordableSchema>;

/** Every action that a journal of this version holds. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: kind('opened'),
    archiveSha256: z.string().max(SHORT),
    archiveName: z.string().max(SHORT * 2),
    tool: short,
  }),
  z.strictObject({ kind: kind('set-up'), ...setUpFields }),
  z.strictObject({ kind: kind('verified'), ruleSet: short, ...archiveFacts }),
  z.strictObject({ kind: kind('supplement-added'), ...archiveFacts }),
  z.strictObject({
    kind: kind('profile-set'),
    edition: edition.nullable(),
    safetyClass: safetyClass.nullable(),
    mode,
    facts: z.array(short).max(100),
    reason: words,
  }),
  judged,
  noted,
  privatelyNoted,
  evidenceAdded,
  findingSaved,
  questionSaved,
  z.strictObject({ kind: kind('sample-drawn'), draw: drawSchema }),
  z.strictObject({ kind: kind('sample-extended'), id: short, items: z.array(sampleItem).max(MOST_ITEMS) }),
  sampleJudged,
  z.strictObject({ kind: kind('document-opened'), path: z.string().max(SHORT * 2), sha256: z.string().max(SHORT) }),
  clockStarted,
  clockPaused,
  timeCorrected,
  z.strictObject({ kind: kind('handed-over'), to: short }),
  recalled,
  reviewed,
  reviewFinished,
  undone,
  z.strictObject({ kind: kind('exported'), sha256: z.string().max(SHORT), pages: count }),
]) satisfies z.ZodType<WorkspaceAction>;
