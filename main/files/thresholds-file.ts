import { z } from 'zod';
import { DEFAULT_THRESHOLDS } from '../../src/clauses/index.ts';
import { ANALYSIS_LEVELS, VULNERABILITY_SEVERITIES, type Thresholds } from '../../src/domain/assessment.ts';
import { readSetting, type Setting } from './setting-file.ts';

const whole = (most: number): z.ZodInt => z.int().min(1).max(most);
const fields: { readonly [Name in keyof Thresholds]: z.ZodType<Thresholds[Name]> } = {
  evaluationLength: whole(10_000),
  identicalEvaluations: whole(10_000).min(2),
  // Regulation (EU) 2017/745, Article 10(8): no setting may ask for less.
  retentionYears: whole(200).min(DEFAULT_THRESHOLDS.retentionYears),
  retentionYearsImplantable: whole(200).min(DEFAULT_THRESHOLDS.retentionYearsImplantable),
  vulnerabilitySeverity: z.enum(VULNERABILITY_SEVERITIES),
  scanAgeDays: whole(3_660),
  analysisLevel: z.enum(ANALYSIS_LEVELS),
};
const THRESHOLDS = {
  name: 'thresholds.json',
  code: 'THRESHOLDS_NOT_READABLE',
  most: 64 * 1024,
  schema: z.strictObject(fields).partial(),
} satisfies Setting<z.ZodType>;

/**
 * Returns the thresholds that the user set in `thresholds.json` of the data `folder`, the usual ones where it names none. They are part of the
 * rule set's digest and printed with the results. Throws `THRESHOLDS_NOT_READABLE`.
 */
export async function readThresholds(folder: string): Promise<Thresholds> {
  return { ...DEFAULT_THRESHOLDS, ...((await readSetting(folder, THRESHOLDS)) as Partial<Thresholds> | null) };
}
