import type { CheckBox } from '../domain/facts.ts';
import type { ProseLine } from './markdown-lines.ts';

// A list item that begins with a task box, or a line or list item that begins with a ballot box or check mark.
const TASK = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*)$/u;
const BALLOT = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?([☐☑☒✅✓✔])\ufe0f?\s*(.*)$/u;
const NOT_APPLICABLE =
  /(?:^|[\s([–—:,-])(?:n\/a|not applicable|nicht zutreffend|nicht anwendbar|entfällt|sans objet|non applicable)\s*(?:[:–—,;(-]|\b(?:because|since|weil|da|car)\b)\s*(.+)$/iu;

/** Returns the check box that a line is, or `null`. "n/a" counts with a reason behind it only: without one it is just unticked. */
export function readCheckBox(line: ProseLine): CheckBox | null {
  const match = TASK.exec(line.text) ?? BALLOT.exec(line.text);
  if (match === null) return null;
  const mark = match[1] ?? ' ';
  const text = (match[2] ?? '').trim();
  const reason = NOT_APPLICABLE.exec(text)?.[1]
    ?.replace(/[)\]]\.?$/u, '')
    .trim();
  return {
    text,
    ticked: mark !== ' ' && mark !== '☐',
    notApplicable: reason === undefined || reason === '' ? null : reason,
    line: line.number,
  };
}
