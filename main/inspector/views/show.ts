import { ParseError } from '../../../src/parse/index.ts';
import { Problem } from '../../files/problem.ts';
import type { Inspection } from '../../inspection/index.ts';
import type { Given, Question } from '../protocol.ts';
import { memberBytes, textOf } from '../member-bytes.ts';
import { certificatesIn } from './certificates.ts';
import { pictureOf } from './image.ts';
import { markdownBlocks } from './markdown.ts';
import { structuredTree, treePart, xmlTree, type Branch } from './tree.ts';
import { MOST_FORMATTED, MOST_PICTURE, treeFormat } from './views.ts';

const MOST_TREE = 8 * 1024 * 1024;

/** Returns a Markdown member as blocks. */
export async function formatted(inspection: Inspection, path: string): Promise<Given['formatted']> {
  const member = await memberBytes(inspection, path, MOST_FORMATTED);
  const text = textOf(member);
  if (text === null) throw new Problem('CALL_REFUSED');
  return { blocks: [...markdownBlocks(text)], truncated: member.cut };
}

/** Returns a picture with its size, for the window to draw. */
export async function picture(inspection: Inspection, path: string): Promise<Given['image']> {
  const { bytes, cut } = await memberBytes(inspection, path, MOST_PICTURE);
  const found = cut ? null : pictureOf(bytes);
  if (found === null) throw new Problem('CALL_REFUSED');
  return { ...found, bytes: new Uint8Array(bytes) };
}

/** Returns the certificates of a member. */
export async function certificates(inspection: Inspection, path: string): Promise<Given['certificates']> {
  return certificatesIn((await memberBytes(inspection, path, MOST_FORMATTED)).bytes);
}

let last: { readonly inspection: Inspection; readonly path: string; readonly roots: readonly Branch[] } | null = null;

/** Returns a part of a member's tree; the tree of the member that was looked at last is kept. Throws `TREE_NOT_READABLE`. */
export async function tree(
  inspection: Inspection,
  { path, at, from, count }: Extract<Question, { readonly kind: 'tree' }>,
): Promise<Given['tree']> {
  if (last?.inspection !== inspection || last.path !== path) {
    last = { inspection, path, roots: await rootsOf(inspection, path) };
  }
  const part = treePart(last.roots, at, from, count);
  if (part === null) throw new Problem('CALL_REFUSED');
  return { total: part.total, nodes: [...part.nodes] };
}

async function rootsOf(inspection: Inspection, path: string): Promise<readonly Branch[]> {
  const member = await memberBytes(inspection, path, MOST_TREE);
  const text = textOf(member);
  const format = text === null || member.cut ? null : treeFormat(path, text);
  if (text === null || format === null) throw new Problem('CALL_REFUSED');
  try {
    return format === 'xml' ? xmlTree(text) : structuredTree(text.replace(/^\uFEFF/u, ''), format);
  } catch (thrown) {
    if (thrown instanceof ParseError) throw new Problem('TREE_NOT_READABLE', { line: thrown.line });
    throw thrown;
  }
}
