import type { MarkdownLink } from '../domain/facts.ts';
import type { ProseLine } from './markdown-lines.ts';

// Every repetition is bounded, so that a line of brackets costs linear time.
const INLINE =
  /\[([^[\]]{0,500})\]\((?:<([^<>]{0,2000})>|([^\s()<>]{1,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500})?))(?:\s{1,5}["'(][^\n]{0,500}?["')])?\s{0,5}\)/gu;
const REFERENCE = /\[([^[\]]{1,500})\](?:\[([^[\]]{0,500})\])?/gu;
const DEFINITION = /^ {0,3}\[([^[\]]{1,500})\]:\s{0,20}(?:<([^<>]{0,2000})>|(\S{1,2000}))/u;
const AUTOLINK = /<((?:https?|mailto|ftp):[^\s<>]{1,2000})>/gu;

/** Returns the targets that `[label]: target` lines define, by label in lower case; the first definition counts. */
export function linkTargets(lines: readonly ProseLine[]): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const line of lines) {
    const match = DEFINITION.exec(line.text);
    if (match === null) continue;
    const label = labelOf(match[1] ?? '');
    if (!targets.has(label)) targets.set(label, match[2] ?? match[3] ?? '');
  }
  return targets;
}

/** Returns the links and images of one line in their order; in code spans there are none. */
export function linksIn(line: ProseLine, targets: ReadonlyMap<string, string>): readonly MarkdownLink[] {
  if (DEFINITION.test(line.text)) return [];
  const text = line.text.replace(/`[^`\n]{1,500}`/gu, (code) => ' '.repeat(code.length));
  const found: { index: number; link: MarkdownLink }[] = [];
  const put = (index: number, label: string, target: string): void => {
    found.push({ index, link: { text: label, target, line: line.number } });
  };
  const inline = [...text.matchAll(INLINE)];
  for (const match of inline) put(match.index, match[1] ?? '', match[2] ?? match[3] ?? '');
  for (const match of text.matchAll(AUTOLINK)) put(match.index, match[1] ?? '', match[1] ?? '');
  const taken = new Set(inline.map((match) => match.index));
  for (const match of text.matchAll(REFERENCE)) {
    const name = match[2] === undefined || match[2] === '' ? (match[1] ?? '') : match[2];
    const target = targets.get(labelOf(name));
    if (target !== undefined && !taken.has(match.index)) put(match.index, match[1] ?? '', target);
  }
  return found.sort((a, b) => a.index - b.index).map((item) => item.link);
}

function labelOf(label: string): string {
  return label.trim().replace(/\s+/gu, ' ').toLowerCase();
}
