import { actionSchema } from '../contract/schemas-workspace.ts';
import type { WorkspaceAction } from '../domain/workspace.ts';

/** One journal line in good order. `action` is `null` where this version does not know it. */
export interface DecodedLine {
  readonly sequence: number;
  readonly at: string;
  readonly author: string;
  readonly previous: string;
  readonly action: WorkspaceAction | null;
}

type Fields = ReadonlyMap<string, unknown>;

const KEYS = ['sequence', 'at', 'author', 'previous', 'action'] as const;
const KINDS: ReadonlySet<string> = new Set(actionSchema.options.map((option) => option.shape.kind.value));
/** What zod says of words, keys and forms that a newer version may have: the line is in order, and this version cannot tell. */
const NEWER: ReadonlySet<string> = new Set(['invalid_value', 'invalid_union', 'unrecognized_keys', 'too_big']);

/**
 * Returns one line of a journal, or `null` when it is not one. A line must be exactly what `JSON.stringify` writes for its values,
 * so that no second reading of it exists (duplicate keys, spaces, other escapes).
 */
export function decodeLine(line: string): DecodedLine | null {
  const parsed = parse(line);
  const fields = fieldsOf(parsed);
  if (fields === null || JSON.stringify(parsed) !== line) return null;
  if (fields.size !== KEYS.length || !KEYS.every((key) => fields.has(key))) return null;
  const sequence = fields.get('sequence');
  const at = text(fields, 'at');
  const author = text(fields, 'author');
  const previous = text(fields, 'previous');
  const action = fieldsOf(fields.get('action'));
  if (typeof sequence !== 'number' || at === null || author === null || previous === null || action === null)
    return null;
  const decoded = decodeAction(action, fields.get('action'));
  return decoded === 'malformed' ? null : { sequence, at, author, previous, action: decoded };
}

function decodeAction(action: Fields, value: unknown): WorkspaceAction | null | 'malformed' {
  const kind = text(action, 'kind');
  if (kind === null) return 'malformed';
  if (!KINDS.has(kind)) return null;
  const read = actionSchema.safeParse(value);
  if (read.success) return read.data;
  return read.error.issues.every(({ code }) => NEWER.has(code)) ? null : 'malformed';
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The own fields of an object as a map, so that a key such as `__proto__` is a key like any other. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function text(fields: Fields, key: string): string | null {
  const value = fields.get(key);
  return typeof value === 'string' ? value : null;
}
