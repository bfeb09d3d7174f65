import type { SectionResult } from './assessment.ts';
import type { Mode, SectionId } from './clause.ts';
import type { EvidenceRef } from './evidence.ts';
import type { Finding } from './finding.ts';
import { message, type Message } from './message.ts';
import type { SampleState, SectionState } from './workspace.ts';

/** What a finding is held against while it is written. */
export interface FindingContext {
  readonly mode: Mode;
  readonly sections: readonly SectionResult[];
  readonly judged: Readonly<Partial<Record<SectionId, SectionState>>>;
  /** Whether a reference still leads to the bytes that it was made of. */
  readonly isThere: (ref: EvidenceRef) => boolean;
}

/** Words that give advice or guess, which a third party's finding does not (ISO/IEC 17021-1, 5.2; ISO 19011, 6.4.8). */
const ADVICE =
  /(?<![\p{L}])(?:should|recommend\w*|probably|perhaps|maybe|suggest\w*|presumably|advis\w+|ought|sollte\w*|empf[eo]hl\w*|wahrscheinlich|vermutlich|vielleicht|devrai\w*|recommand\w*|probablement|peut-être|suggér\w*)(?![\p{L}])/giu;

/** Returns what a finding lacks or contradicts, worst first; empty when it stands. Nothing of it keeps a draft from being saved. */
export function checkFinding(finding: Finding, context: FindingContext): readonly Message[] {
  const said: Message[] = [];
  const of = (is: boolean, key: string, values: Message['values'] = {}): void => {
    if (is) said.push(message(`audit.check.${key}`, values));
  };
  const { requirement, statement, evidence, section } = finding;
  const result = context.sections.find((one) => one.section === section);
  const judgement = context.judged[section]?.judgement ?? 'not-assessed';
  const isNonconformity = finding.grade === 'major' || finding.grade === 'minor';
  of(requirement.trim() === '', 'requirement');
  of(statement.trim() === '', 'statement');
  of(evidence.length === 0, 'evidence');
  const lost = evidence.filter((ref) => !context.isThere(ref)).map(({ path }) => path);
  of(lost.length > 0, 'evidence-lost', { paths: [...new Set(lost)] });
  of(result?.applicable === false, 'not-applicable', { section });
  of(isNonconformity && judgement === 'conforms', 'contradiction', { section });
  of(isNonconformity && finding.gradeReason.trim() === '', 'grade-reason');
  of(finding.extent === 'counted' && !isCounted(finding), 'extent');
  of(finding.grade === 'improvement' && context.mode === 'third-party', 'improvement');
  of(finding.status === 'withdrawn' && finding.statusReason.trim() === '', 'withdrawn');
  const advice = context.mode === 'third-party' ? [...`${requirement}\n${statement}`.matchAll(ADVICE)] : [];
  of(advice.length > 0, 'advice', { words: [...new Set(advice.map(([word]) => word.toLowerCase()))] });
  return said;
}

function isCounted({ affected, examined }: Finding): boolean {
  return affected !== null && examined !== null && affected > 0 && affected <= examined;
}

/** Returns the sentence that a report says of a sample: how many of how many, how they were chosen, and what was found. */
export function sampleSentence(sample: SampleState): Message {
  const verdicts = sample.items.map(({ key }) => sample.verdicts[key]?.verdict ?? 'open');
  const looked = verdicts.filter((verdict) => verdict !== 'open').length;
  const nonconforming = verdicts.filter((verdict) => verdict === 'nonconforming').length;
  return message(`audit.sample-sentence.${sample.method}`, {
    drawn: sample.items.length,
    size: sample.population.size,
    table: sample.population.table,
    looked,
    nonconforming,
    seed: sample.seed,
    row: sample.row ?? '',
    rounds: sample.rounds.length,
  });
}
