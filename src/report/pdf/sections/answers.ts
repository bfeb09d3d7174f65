import type { ReportModel } from '../../model-types.ts';
import { lead, outcomeRun, say, text } from '../blocks.ts';
import type { Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { STYLE, run } from '../style.ts';
import { facts, table } from '../table.ts';

/** Items of one kind of difference that are listed; the machine copy holds all. */
const MOST_ITEMS = 40;

/** Draws the reality check, the cross-reference to the MDR, and what differs from the release before. */
export function answers(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'answers.title'));
  lead(flow, say(flow, 'answers.intro'));
  table(
    flow,
    [
      { title: say(flow, 'column.question'), width: null },
      { title: say(flow, 'column.rules'), width: 110 },
      { title: say(flow, 'column.outcome'), width: 92 },
    ],
    model.answers.map(({ question, rules, result }) => [
      [[run(question, STYLE.cell)]],
      [[run(rules.join(', '), STYLE.cellSoft)]],
      [[outcomeRun(flow, result)]],
    ]),
  );
  heading(flow, 3, say(flow, 'answers.mdr'));
  table(
    flow,
    [
      { title: say(flow, 'column.reference'), width: null },
      { title: say(flow, 'column.rules'), width: 110 },
      { title: say(flow, 'column.outcome'), width: 92 },
    ],
    model.crossReferences.map(({ reference, said, rules, result }) => [
      [[run(reference, STYLE.cell)], ...(said === null ? [] : [[run(said, STYLE.cellSoft)]])],
      [[run(rules.join(', '), STYLE.cellSoft)]],
      [[outcomeRun(flow, result)]],
    ]),
  );
  heading(flow, 3, say(flow, 'answers.comparison'));
  if (model.comparison === null) {
    text(flow, say(flow, 'answers.no-comparison'));
    return;
  }
  facts(
    flow,
    model.comparison.map(({ name, items }) => [name, [[run(shown(flow, items), STYLE.cell)]]]),
  );
}

function shown(flow: Flow, items: readonly string[]): string {
  if (items.length === 0) return say(flow, 'answers.none');
  const listed = items.slice(0, MOST_ITEMS).join('; ');
  return items.length <= MOST_ITEMS
    ? listed
    : `${listed}; ${say(flow, 'answers.more', { n: items.length - MOST_ITEMS })}`;
}
