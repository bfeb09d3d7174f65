/** How a line of a document stands as a row of a glossary: it says what a word such as TBD stands for, or it may. */
export type Definition = 'defines' | 'maybe';

const TERM_COLUMN =
  /^(?:abbreviations?|abbr\.?|acronyms?|terms?|short(?: form| name)?|abkürzung(?:en)?|kürzel|begriff|abréviations?|sigles?|termes?)$/iu;
const GLOSSARY =
  /abbreviation|acronym|glossary|definitions? (?:and|of) |terms and definitions|abkürzung|glossar|abréviation|glossaire/iu;
const WORD = /^[*_`"“„]*(?:TBD|TBC|TODO|FIXME|XXX+|placeholder)[*_`"”“]*$/iu;
/** What the words stand for, in English, German and French. Anything else beside such a word may be a row that is not filled in. */
const MEANING =
  /\bto be (?:determined|defined|decided|done|discussed|described|confirmed|clarified|completed|checked)\b|\bto do\b|\bnoch (?:zu|festzu)|\bzu (?:klären|bestimmen|definieren|erledigen)|\bà (?:définir|déterminer|confirmer|faire|compléter)/iu;
/** The line below a table's header. A single dash in a cell is as often "none". */
const RULE_OF_TABLE = /^[|:\s-]*--[|:\s-]*$/u;

/**
 * Returns which of `lines` are rows of a table of abbreviations that define one of the words by which open places are marked, by
 * index. A table is one by the name of its column, or by the `heading` that it stands under.
 */
export function definitionsIn(lines: readonly string[], heading: string): ReadonlyMap<number, Definition> {
  const found = new Map<number, Definition>();
  let column = -1;
  for (const [index, line] of lines.entries()) {
    if (!line.includes('|')) column = -1;
    else if (isHeader(line, lines[index + 1])) column = termColumn(line, heading);
    else {
      const cells = cellsOf(line);
      if (column < 0 || !WORD.test(cells[column] ?? '')) continue;
      const rest = cells.filter((cell, at) => at !== column && cell !== '');
      // A second marker in the row is an open place, whatever the first one is.
      if (rest.length === 0 || rest.some((cell) => /\b(?:TBD|TBC|TODO|FIXME|XXX+)\b/u.test(cell))) continue;
      found.set(index, rest.some((cell) => MEANING.test(cell)) ? 'defines' : 'maybe');
    }
  }
  return found;
}

function isHeader(line: string, next: string | undefined): boolean {
  return !isRule(line) && next !== undefined && isRule(next);
}

function isRule(line: string): boolean {
  return line.includes('|') && line.length <= MOST_RULE && RULE_OF_TABLE.test(line);
}

/** A table's rule is as wide as its columns are, never longer. */
const MOST_RULE = 2_000;

function termColumn(line: string, heading: string): number {
  const named = cellsOf(line).findIndex((cell) => TERM_COLUMN.test(cell.replace(/[*_`]/gu, '')));
  return named < 0 && GLOSSARY.test(heading) ? 0 : named;
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => cell.trim());
}
