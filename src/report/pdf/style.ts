import type { Indication } from '../../domain/verdict.ts';
import type { RuleOutcome } from '../../domain/clause.ts';
import type { FontName } from './fonts.ts';

/** How a stretch of text looks. Sizes in points. */
export interface Style {
  readonly font: Exclude<FontName, 'fallback'>;
  readonly size: number;
  /** From one baseline to the next. */
  readonly leading: number;
  readonly color: string;
}

/** A stretch of text in one style. Line feeds in it are kept. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** A4 and its type area, in points from the top left corner. */
export const PAGE = { width: 595.28, height: 841.89, left: 54, right: 541.28, top: 66, bottom: 778 } as const;

export const COLOR = {
  ink: '#16202b',
  soft: '#515d6b',
  rule: '#c9d1da',
  band: '#eef2f6',
  mark: '#edeff2',
  link: '#1f4e8c',
  good: '#17653a',
  bad: '#9f1d1a',
  open: '#825200',
} as const;

const INK = COLOR.ink;

export const STYLE = {
  text: { font: 'sans', size: 9, leading: 12.6, color: INK },
  strong: { font: 'bold', size: 9, leading: 12.6, color: INK },
  soft: { font: 'sans', size: 9, leading: 12.6, color: COLOR.soft },
  cell: { font: 'sans', size: 8, leading: 10.8, color: INK },
  cellStrong: { font: 'bold', size: 8, leading: 10.8, color: INK },
  cellSoft: { font: 'sans', size: 8, leading: 10.8, color: COLOR.soft },
  head: { font: 'bold', size: 7.5, leading: 10, color: COLOR.soft },
  mono: { font: 'mono', size: 7, leading: 10, color: INK },
  monoSoft: { font: 'mono', size: 7, leading: 10, color: COLOR.soft },
  command: { font: 'mono', size: 7.5, leading: 11, color: INK },
  h1: { font: 'bold', size: 17, leading: 22, color: INK },
  h2: { font: 'bold', size: 12, leading: 16, color: INK },
  h3: { font: 'bold', size: 9.5, leading: 13, color: INK },
  title: { font: 'bold', size: 27, leading: 33, color: INK },
  lead: { font: 'sans', size: 12, leading: 17, color: COLOR.soft },
  figure: { font: 'bold', size: 17, leading: 21, color: INK },
  foot: { font: 'sans', size: 7, leading: 9, color: COLOR.soft },
} as const satisfies Readonly<Record<string, Style>>;

/** Icon and colour of a verdict; the word beside them comes from the catalogue, so that colour never stands alone. */
export const VERDICT_LOOK: Readonly<Record<Indication, { readonly icon: string; readonly color: string }>> = {
  TOTAL_PASSED: { icon: '✔', color: COLOR.good },
  INDETERMINATE: { icon: '?', color: COLOR.open },
  TOTAL_FAILED: { icon: '✘', color: COLOR.bad },
};

export const OUTCOME_LOOK: Readonly<Record<RuleOutcome, { readonly icon: string; readonly color: string }>> = {
  pass: { icon: '✔', color: COLOR.good },
  fail: { icon: '✘', color: COLOR.bad },
  judge: { icon: '◆', color: COLOR.link },
  undecidable: { icon: '?', color: COLOR.open },
  'not-applicable': { icon: '–', color: COLOR.soft },
};

/** Returns a run in `style`, in another colour where one is given. */
export function run(text: string, style: Style, color?: string): Run {
  return { text, style: color === undefined ? style : { ...style, color } };
}
