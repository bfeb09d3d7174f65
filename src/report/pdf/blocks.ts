import { message, type MessageValue } from '../../domain/message.ts';
import { locatorText } from '../../domain/locator.ts';
import { render } from '../../domain/render.ts';
import type { RuleOutcome } from '../../domain/clause.ts';
import type { Indication } from '../../domain/verdict.ts';
import type { DocumentEvidence } from '../document-types.ts';
import {
  artifact,
  drawLines,
  fill,
  heightOf,
  keepWithNext,
  paragraph,
  reserve,
  tagBelow,
  tagged,
  type Flow,
} from './flow.ts';
import { linesOf } from './lines.ts';
import { COLOR, OUTCOME_LOOK, PAGE, STYLE, VERDICT_LOOK, run, type Run, type Style } from './style.ts';

/** A longer text than this need not stay with what follows it. */
const LONGEST_LEAD = 8;

/** A longer quotation, in characters, begins a line of its own. */
const LONGEST_INLINE_QUOTE = 40;

const COMMAND = { x: PAGE.left + 10, after: 3, type: 'Code' } as const;

/** Returns a text of the report's catalogue; `key` stands behind `report.`. */
export function say(flow: Flow, key: string, values: Readonly<Record<string, MessageValue>> = {}): string {
  return render(flow.words, message(`report.${key}`, values));
}

/** Returns the word of a verdict, such as PASSED. */
export function verdictWord(flow: Flow, indication: Indication): string {
  return render(flow.words, message(`verdict.${indication}`));
}

/** Returns a verdict as icon and word in its colour. */
export function verdictRun(flow: Flow, indication: Indication, style: Style = STYLE.cellStrong): Run {
  const { icon, color } = VERDICT_LOOK[indication];
  return run(`${icon} ${verdictWord(flow, indication)}`, style, color);
}

/** Returns the result of a rule as icon and word in its colour. */
export function outcomeRun(flow: Flow, outcome: RuleOutcome, style: Style = STYLE.cellStrong): Run {
  const { icon, color } = OUTCOME_LOOK[outcome];
  return run(`${icon} ${render(flow.words, message(`outcome.${outcome}`))}`, style, color);
}

/** Draws a paragraph of plain text. */
export function text(flow: Flow, words: string, style: Style = STYLE.text, after = 6): void {
  paragraph(flow, [run(words, style)], { after });
}

/** Draws a short paragraph that stays with what follows it, such as the sentence before a table. */
export function lead(flow: Flow, words: string | readonly Run[], after = 4): void {
  keptWithNext(flow, typeof words === 'string' ? [run(words, STYLE.text)] : words, { x: PAGE.left, after, type: 'P' });
}

function keptWithNext(
  flow: Flow,
  runs: readonly Run[],
  options: { readonly x: number; readonly after: number; readonly type: string },
): void {
  const { x, after, type } = options;
  const lines = linesOf(runs, PAGE.right - x, flow.faces);
  if (lines.length > LONGEST_LEAD) {
    paragraph(flow, runs, options);
    return;
  }
  const { section } = flow;
  keepWithNext(flow, heightOf(lines) + after, () => {
    const tag = tagBelow(flow, section, type);
    tagged(flow, tag, type, () => drawLines(flow, lines, x, flow.y));
    tag.end();
    flow.y += heightOf(lines) + after;
  });
}

/** Draws a name and what belongs to it on one line, such as a reason's code before its sentence; `leads` has it stay with what follows. */
export function labelled(
  flow: Flow,
  label: string,
  words: string,
  options: { readonly x?: number; readonly after?: number; readonly leads?: boolean } = {},
): void {
  const runs = [run(`${label} `, STYLE.strong), run(` ${words}`, STYLE.text)];
  const { x = PAGE.left, after = 4, leads = false } = options;
  if (leads) keptWithNext(flow, runs, { x, after, type: 'P' });
  else paragraph(flow, runs, { x, after });
}

/** Draws a command to type, or a line of its output. */
export function command(flow: Flow, words: string): void {
  paragraph(flow, [run(words, STYLE.command)], COMMAND);
}

/** Draws a command that stays with what follows it. */
export function leadingCommand(flow: Flow, words: string): void {
  keptWithNext(flow, [run(words, STYLE.command)], COMMAND);
}

/** Draws a band with a coloured edge: the verdict's icon and word, and sentences below it. */
export function banner(flow: Flow, indication: Indication, title: string, sentences: readonly string[]): void {
  const { icon, color } = VERDICT_LOOK[indication];
  const inner = PAGE.right - PAGE.left - 34;
  const head = linesOf([run(`${icon}  ${title}`, STYLE.figure, color)], inner, flow.faces);
  const body = sentences.flatMap((sentence) => linesOf([run(sentence, STYLE.text)], inner, flow.faces)).slice(0, 30);
  const height = heightOf(head) + heightOf(body) + 20;
  reserve(flow, height);
  artifact(flow, () => {
    fill(flow, PAGE.left, flow.y, PAGE.right - PAGE.left, height, COLOR.band);
    fill(flow, PAGE.left, flow.y, 5, height, color);
  });
  const tag = tagBelow(flow, flow.section, 'P');
  tagged(flow, tag, 'P', () => drawLines(flow, [...head, ...body], PAGE.left + 20, flow.y + 9));
  tag.end();
  flow.y += height + 12;
}

export interface Card {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
}

/** Draws figures beside each other, `across` in a row: a large value and what it counts. */
export function cards(flow: Flow, items: readonly Card[], across: number): void {
  const gap = 8;
  const width = (PAGE.right - PAGE.left - gap * (across - 1)) / across;
  for (let from = 0; from < items.length; from += across) {
    const laid = items
      .slice(from, from + across)
      .map((item) => [
        ...linesOf([run(item.value, STYLE.figure, item.color ?? COLOR.ink)], width - 18, flow.faces),
        ...linesOf([run(item.label, STYLE.cellSoft)], width - 18, flow.faces),
      ]);
    const height = Math.max(...laid.map(heightOf)) + 14;
    reserve(flow, height);
    for (const [index, lines] of laid.entries()) {
      const x = PAGE.left + index * (width + gap);
      artifact(flow, () => fill(flow, x, flow.y, width, height, COLOR.band));
      const tag = tagBelow(flow, flow.section, 'P');
      tagged(flow, tag, 'P', () => drawLines(flow, lines, x + 9, flow.y + 7));
      tag.end();
    }
    flow.y += height + gap;
  }
}

/**
 * Draws links to evidence by file, in the order in which files first occur: the path, the whole digest, and below them each place
 * with its quotation. `leads` has the last file stay with what follows.
 */
export function evidenceList(flow: Flow, evidence: readonly DocumentEvidence[], title: string, leads = false): void {
  const files = Map.groupBy(evidence, (one) => `${one.sha256} ${one.path}`);
  let head = [run(`${title}\n`, STYLE.head)];
  for (const [index, places] of [...files.values()].entries()) {
    const [first] = places;
    if (first === undefined) continue;
    const file = [run(first.path, STYLE.cellStrong), run(`\nsha256 ${first.sha256}\n`, STYLE.monoSoft)];
    const runs = [...head, ...file, ...places.flatMap((place, at) => placeRuns(flow, place, at))];
    const look = { x: PAGE.left + 14, after: 4, type: 'P', keep: 4 };
    if (leads && index === files.size - 1) keptWithNext(flow, runs, { ...look, after: 8 });
    else paragraph(flow, runs, look);
    head = [];
  }
}

/** Returns where in its file `one` stands, such as `line 12`. */
export function placeText(flow: Flow, one: DocumentEvidence): string {
  return one.locator === locatorText({ kind: 'file' }) ? say(flow, 'place.file') : one.locator;
}

/** A place and its quotation; short ones share a line. */
function placeRuns(flow: Flow, one: DocumentEvidence, index: number): readonly Run[] {
  const long = one.quote.length > LONGEST_INLINE_QUOTE;
  const between = index === 0 ? '' : long ? '\n' : '   ';
  const quote = one.quote === '' ? [] : [run(` “${one.quote}”`, STYLE.cell)];
  return [run(`${between}${placeText(flow, one)}`, STYLE.cellSoft), ...quote];
}

/** Returns a value of the archive, or the word for its absence. */
export function orAbsent(flow: Flow, value: string | null): Run {
  return value === null || value === '' ? run(say(flow, 'absent'), STYLE.cellSoft) : run(value, STYLE.cell);
}
