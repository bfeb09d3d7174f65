import { message } from '../../../domain/message.ts';
import { render } from '../../../domain/render.ts';
import type { RuleOutcome } from '../../../domain/clause.ts';
import type { ReportJudgement, ReportModel, ReportRule, ReportSection } from '../../model-types.ts';
import { evidenceList, labelled, lead, outcomeRun, say, text } from '../blocks.ts';
import { paragraph, type Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { OUTCOME_LOOK, STYLE, run } from '../style.ts';
import { table } from '../table.ts';

const OUTCOMES: readonly RuleOutcome[] = ['pass', 'fail', 'judge', 'undecidable', 'not-applicable'];

/** Draws the matrix of sub-clauses and groups with their results, counts, and the auditor's judgement. */
export function overview(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'overview.title'));
  lead(flow, say(flow, 'overview.intro', { rules: model.ruleSet.rules, edition: model.editionName }));
  table(
    flow,
    [
      { title: say(flow, 'column.section'), width: null },
      { title: say(flow, 'column.result'), width: 92 },
      ...OUTCOMES.map((outcome) => ({ title: OUTCOME_LOOK[outcome].icon, width: 26 })),
      { title: say(flow, 'column.judgement'), width: 98 },
    ],
    model.sections.map((one) => [
      [[run(one.title, STYLE.cell)], ...(one.applicable ? [] : [[run(say(flow, 'overview.informs'), STYLE.cellSoft)]])],
      [[outcomeRun(flow, one.result)]],
      ...OUTCOMES.map((outcome) => [[count(one.counts[outcome], outcome)]]),
      [[run(judgementWord(flow, one.judgement), one.judgement === null ? STYLE.cellSoft : STYLE.cellStrong)]],
    ]),
  );
  text(flow, say(flow, 'overview.sum', { ...model.summary, notApplicable: model.summary['not-applicable'] }));
}

function count(of: number, outcome: RuleOutcome): ReturnType<typeof run> {
  return of === 0 ? run('·', STYLE.cellSoft) : run(String(of), STYLE.cellStrong, OUTCOME_LOOK[outcome].color);
}

function judgementWord(flow: Flow, judgement: ReportJudgement | null): string {
  return render(flow.words, message(`audit.judgement.${judgement?.judgement ?? 'not-assessed'}`));
}

/** Draws each sub-clause and group: what it asks, each rule with its evidence, and the auditor's judgement. */
export function clauses(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'clauses.title'));
  text(flow, say(flow, 'clauses.intro'));
  for (const one of model.sections) drawSection(flow, one);
}

function drawSection(flow: Flow, one: ReportSection): void {
  heading(flow, 2, one.title, true);
  lead(flow, [run(one.asks, STYLE.soft)]);
  if (one.otherReading !== null) lead(flow, say(flow, 'clauses.other-reading', { reading: one.otherReading }));
  lead(flow, [outcomeRun(flow, one.result, STYLE.strong), run(`   ${one.why}`, STYLE.text)]);
  for (const rule of one.rules) drawRule(flow, rule, one.judgement === null && rule === one.rules.at(-1));
  drawJudgement(flow, one);
}

/** `leads`: what follows is one line, which must not begin a page alone. */
function drawRule(flow: Flow, rule: ReportRule, leads: boolean): void {
  heading(flow, 3, `${rule.rule}  ${rule.title}`);
  const grade = rule.grade === null ? '' : render(flow.words, message(`grade.${rule.grade}`));
  const graded =
    rule.grade === null ? '' : say(flow, rule.result === 'fail' ? 'clauses.grade' : 'clauses.grade-if', { grade });
  const informs = rule.informative ? say(flow, 'clauses.informative') : '';
  const beside = [graded, say(flow, 'clauses.basis', { basis: rule.basis }), informs]
    .filter((part) => part !== '')
    .join('   ');
  lead(flow, [outcomeRun(flow, rule.result), run(`   ${beside}`, STYLE.cellSoft)], 1);
  // Read apart from what it rests on, a result says little: it moves to the next page together with the first of it.
  if (leads || rule.missing.length + rule.evidence.length > 0) lead(flow, rule.sentence, 3);
  else text(flow, rule.sentence, STYLE.text, 3);
  const title = say(flow, 'clauses.missing');
  for (const [index, missing] of rule.missing.entries()) {
    const last = index === rule.missing.length - 1 && rule.evidence.length === 0;
    labelled(flow, title, missing, leads && last ? { after: 6, leads: true } : { after: 2 });
  }
  evidenceList(flow, rule.evidence, say(flow, 'clauses.evidence'), leads);
}

function drawJudgement(flow: Flow, { judgement }: ReportSection): void {
  if (judgement === null) {
    labelled(flow, say(flow, 'judgement.title'), say(flow, 'judgement.none'));
    return;
  }
  heading(flow, 3, say(flow, 'judgement.title'));
  const who = judgement.by === null ? '' : say(flow, 'judgement.by', { by: judgement.by, at: judgement.at ?? '' });
  const overrules = judgement.overrules ? say(flow, 'judgement.overrules') : '';
  paragraph(
    flow,
    [
      run(judgementWord(flow, judgement), STYLE.strong),
      run(`   ${[who, overrules].filter((part) => part !== '').join('   ')}`, STYLE.cellSoft),
    ],
    { after: 3 },
  );
  if (judgement.reason !== '') labelled(flow, say(flow, 'judgement.reason'), judgement.reason);
  if (judgement.note !== '') labelled(flow, say(flow, 'judgement.note'), judgement.note);
  if (judgement.privateNote !== '') labelled(flow, say(flow, 'judgement.private-note'), judgement.privateNote);
  evidenceList(flow, judgement.evidence, say(flow, 'judgement.evidence'));
}
