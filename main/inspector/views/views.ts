import type { View } from '../../../src/domain/views.ts';
import type { Inspection } from '../../inspection/index.ts';
import type { MemberBytes } from '../member-bytes.ts';
import { certificatesIn } from './certificates.ts';
import { pictureOf } from './image.ts';
import { hasTable } from './tables.ts';

/** Larger ones are shown as text: what is made of them would not fit a window. */
export const MOST_FORMATTED = 1024 * 1024;
export const MOST_PICTURE = 32 * 1024 * 1024;
const MOST_CERTIFICATES = 1024 * 1024;

/** Returns the ways to look at a member, the most telling first. `text` is its text, `null` where it is none. */
export function viewsOf(
  inspection: Inspection,
  path: string,
  { bytes, size, cut }: MemberBytes,
  text: string | null,
): readonly View[] {
  const views: View[] = [];
  const of = (view: View, is: boolean): void => {
    if (is) views.push(view);
  };
  of('formatted', text !== null && isMarkdown(path) && size <= MOST_FORMATTED);
  of('table', hasTable(inspection, path));
  of('image', text === null && size <= MOST_PICTURE && pictureOf(bytes) !== null);
  of('certificate', size <= MOST_CERTIFICATES && certificatesIn(bytes).length > 0);
  const structured = text !== null && !cut && treeFormat(path, text) !== null;
  of('tree', structured);
  of('text', text !== null);
  of('hex', text === null);
  return views;
}

/** Returns in which form a text is a tree, by its name and its first character; `null` where it is none. */
export function treeFormat(path: string, text: string): 'json' | 'yaml' | 'xml' | null {
  const first = /^\uFEFF?\s*(\S)/u.exec(text)?.[1];
  if (first === '<' && !isMarkdown(path)) return 'xml';
  if ((first === '{' || first === '[') && !isMarkdown(path)) return /\.ya?ml$/iu.test(path) ? 'yaml' : 'json';
  return /\.ya?ml$/iu.test(path) ? 'yaml' : null;
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/iu.test(path);
}
