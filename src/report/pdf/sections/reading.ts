import { BASES } from '../../../domain/clause.ts';
import { message } from '../../../domain/message.ts';
import { render } from '../../../domain/render.ts';
import type { ReportModel } from '../../model-types.ts';
import { labelled, outcomeRun, say, text, verdictRun } from '../blocks.ts';
import { paragraph, type Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { STYLE, run } from '../style.ts';

const VERDICTS = ['TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED'] as const;
const OUTCOMES = ['pass', 'fail', 'judge', 'undecidable', 'not-applicable'] as const;

/** Draws how to read the report: what its words mean, what is not checked, and what no program can say. */
export function reading(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'reading.title'));
  text(flow, say(flow, 'reading.intro'));
  heading(flow, 3, say(flow, 'reading.verdicts'));
  for (const verdict of VERDICTS) {
    paragraph(
      flow,
      [verdictRun(flow, verdict, STYLE.strong), run(`  ${say(flow, `reading.${verdict}`)}`, STYLE.text)],
      { after: 3 },
    );
  }
  heading(flow, 3, say(flow, 'reading.outcomes'));
  for (const outcome of OUTCOMES) {
    paragraph(
      flow,
      [outcomeRun(flow, outcome, STYLE.strong), run(`  ${say(flow, `reading.outcome.${outcome}`)}`, STYLE.text)],
      { after: 3 },
    );
  }
  text(flow, say(flow, 'reading.group'));
  text(flow, say(flow, 'reading.grades'));
  for (const basis of BASES) labelled(flow, basis, render(flow.words, message(`basis.${basis}`)), { after: 1 });
  heading(flow, 3, say(flow, 'reading.limits'));
  for (const limit of ['not-checked', 'cannot-say', 'sample', 'names'])
    text(flow, say(flow, `reading.${limit}`), STYLE.text, 4);
  if (model.profile.safetyClass === null) text(flow, say(flow, 'reading.no-class'));
}
