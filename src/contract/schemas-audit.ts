import { z } from 'zod';
import { ANALYSIS_LEVELS, DEVICE_FACTS, VULNERABILITY_SEVERITIES, type Assessment } from '../domain/assessment.ts';
import type { EditionCatalogue, RuleEntry } from '../domain/clause.ts';
import { REFUSAL_CODES } from '../domain/errors.ts';
import { evidenceRefSchema, messageSchema, sha256, indication } from './schemas.ts';
import { edition, mode, outcome, safetyClass, sectionId } from './schemas-workspace.ts';

const text = z.string().max(200_000);
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(250_000);
const count = z.number().int().min(0);

const counts = z.strictObject({ pass: count, fail: count, judge: count, 'not-applicable': count, undecidable: count });
const source = z.enum(['manifest', 'auditor', 'default']);

const changed = z.strictObject({ name: text, before: text, after: text });

export const assessmentSchema = z.strictObject({
  ruleSet: z.strictObject({ version: text, sha256 }),
  profile: z.strictObject({
    edition,
    editionFrom: source,
    safetyClass: safetyClass.nullable(),
    safetyClassFrom: source,
    mode,
    overruled: list(z.strictObject({ fact: z.enum(DEVICE_FACTS), stated: text.nullable(), value: text })),
    reason: text.nullable(),
    thresholds: z.strictObject({
      vulnerabilitySeverity: z.enum(VULNERABILITY_SEVERITIES),
      scanAgeDays: z.number(),
      analysisLevel: z.enum(ANALYSIS_LEVELS),
      evaluationLength: count,
      identicalEvaluations: count,
      retentionYears: count,
      retentionYearsImplantable: count,
    }),
  }),
  results: list(
    z.strictObject({
      rule: text,
      section: sectionId,
      result: outcome,
      grade: z.enum(['major', 'minor', 'observation', 'stops-assessment']).nullable(),
      basis: text,
      informative: z.boolean(),
      sentence: messageSchema,
      missing: list(messageSchema),
      evidence: list(evidenceRefSchema),
    }),
  ),
  sections: list(
    z.strictObject({ section: sectionId, applicable: z.boolean(), why: messageSchema, result: outcome, counts }),
  ),
  summary: counts,
  figures: z.strictObject({
    tests: list(z.strictObject({ level: text, total: count, passed: count, notPassed: count, files: count })),
    anomalies: count.nullable(),
    soup: count.nullable(),
    approvals: z.strictObject({ signed: count, unproven: count, failed: count, recorded: count, required: count }),
    members: count,
  }),
  answers: list(z.strictObject({ question: messageSchema, rules: list(text), result: outcome })),
  crossReferences: list(
    z.strictObject({ reference: messageSchema, rules: list(text), result: outcome, said: messageSchema.nullable() }),
  ),
  comparison: z
    .strictObject({
      anomalies: z.strictObject({ vanished: list(text), closed: list(text), added: list(text) }),
      soup: z.strictObject({ added: list(text), removed: list(text), changed: list(changed) }),
      testsGone: list(text),
      approvers: z.strictObject({ added: list(text), removed: list(text) }),
      toolchain: list(changed),
      results: list(z.strictObject({ rule: text, before: outcome, after: outcome })),
    })
    .nullable(),
  previous: z
    .strictObject({ name: text, sha256, verdict: indication, used: z.boolean(), said: messageSchema })
    .nullable(),
  previousRefused: z
    .strictObject({ name: text, code: z.enum(REFUSAL_CODES), sentence: messageSchema, remedy: messageSchema })
    .nullable(),
}) satisfies z.ZodType<Assessment>;

const suggested = z.enum(['M', 'm', 'O', '-', 'T']);
export const ruleEntrySchema = z.strictObject({
  id: z.string().regex(/^CS-[0-9A-Z]{3}-\d{2}$/u),
  section: sectionId,
  title: text,
  inputs: text,
  pass: text,
  fail: text,
  judge: text,
  basis: text,
  grades: z.strictObject({ A: suggested, B: suggested, C: suggested }),
  finding: text,
  decided: z.enum(['auto', 'mixed', 'judge']),
}) satisfies z.ZodType<RuleEntry>;

export const editionCatalogueSchema = z.strictObject({
  edition,
  name: text,
  heading: text,
  clauses: list(
    z.strictObject({
      number: z.enum(['5.8.1', '5.8.2', '5.8.3', '5.8.4', '5.8.5', '5.8.6', '5.8.7', '5.8.8']),
      title: text,
      classes: list(safetyClass),
      asks: text,
      otherReading: text.optional(),
    }),
  ),
  moved: z.record(text, sectionId).optional(),
  asksFor: z
    .strictObject({ gateRoles: list(text), archiveWithinDays: count, drillEveryDays: count, rules: list(text) })
    .optional(),
}) satisfies z.ZodType<EditionCatalogue>;
