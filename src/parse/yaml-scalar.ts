import type { Scalar } from 'yaml';
import { ParseError } from './errors.ts';
import type { Span } from './lines.ts';
import type { TreeNode } from './node.ts';
import { keepsDigits } from './numbers.ts';

const PREFIX = 'tag:yaml.org,2002:';
const TAGS: ReadonlySet<string> = new Set(['str', 'int', 'float', 'bool', 'null'].map((name) => `${PREFIX}${name}`));

/**
 * Returns a YAML scalar as a tree node. Throws {@link ParseError}: `UNSUPPORTED` for a tag outside the core schema and for `.inf`
 * and `.nan`, which JSON cannot carry on; `NUMBER_LOSES_DIGITS`; `NOT_UTF8` for a lone surrogate.
 */
export function scalarNode(node: Scalar.Parsed, at: Span): TreeNode {
  if (node.tag !== undefined && !TAGS.has(node.tag)) throw new ParseError('UNSUPPORTED', at, node.tag);
  const { value } = node as { value: unknown };
  const written = node.source;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new ParseError('NOT_UTF8', at, written);
    return { kind: 'scalar', value, source: value, at };
  }
  if (typeof value === 'number') {
    checkNumber(written, value, at);
    return { kind: 'scalar', value, source: written, at };
  }
  if (typeof value === 'boolean' || value === null) return { kind: 'scalar', value, source: written, at };
  throw new ParseError('UNSUPPORTED', at, written);
}

function checkNumber(written: string, value: number, at: Span): void {
  if (/^[-+]?\.(?:inf|nan)$/iu.test(written)) throw new ParseError('UNSUPPORTED', at, written);
  const based = /^0[ox]/u.test(written);
  const kept = based ? Number.isSafeInteger(value) : keepsDigits(written);
  if (!kept) throw new ParseError('NUMBER_LOSES_DIGITS', at, written);
}
