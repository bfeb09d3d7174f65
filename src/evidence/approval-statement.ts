import { parseSha256, type Sha256 } from '../domain/brand.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message, type Message } from '../domain/message.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import { visible } from '../domain/visible.ts';
import { readWrittenTime } from '../domain/written-time.ts';
import { child, decodeUtf8, ParseError, parseTree, type TreeNode } from '../parse/index.ts';
import { blankToNull } from './fields.ts';

/** An approval of the release, or the sign-off of one anomaly (`anomaly` not `null`), as written; who signed it is not told here. */
export interface ApprovalStatement {
  readonly role: string;
  readonly name: string;
  /** With the instant read: a statement whose date is no date is malformed. */
  readonly date: WrittenTime;
  readonly meaning: string | null;
  readonly anomaly: string | null;
  readonly subject: { readonly path: string; readonly sha256: Sha256 };
}

/** A statement, or everything that is wrong with the file. */
export type StatementReading =
  | { readonly ok: true; readonly statement: ApprovalStatement }
  | { readonly ok: false; readonly problems: readonly Message[] };

const KEYS: ReadonlySet<string> = new Set(['role', 'name', 'date', 'meaning', 'anomaly', 'subject']);
const SUBJECT_KEYS: ReadonlySet<string> = new Set(['path', 'sha256']);

/**
 * Returns the approval statement (YAML, or JSON, which is read by the same rules) that `bytes` are. It is strict: an unknown key, a
 * missing or wrong field makes it malformed, and all of them are named. Never throws.
 */
export function readApprovalStatement(bytes: Uint8Array): StatementReading {
  if (bytes.length > DEFAULT_BUDGETS.signedFileSize)
    return {
      ok: false,
      problems: [message('evidence.too-large', { size: bytes.length, limit: DEFAULT_BUDGETS.signedFileSize })],
    };
  try {
    return decode(parseTree(decodeUtf8(bytes), 'yaml'));
  } catch (thrown) {
    if (!(thrown instanceof ParseError)) throw thrown;
    const { code, line, column, detail } = thrown;
    return { ok: false, problems: [message(`evidence.parse.${code}`, { line, column, detail: visible(detail) })] };
  }
}

function decode(tree: TreeNode): StatementReading {
  const problems: Message[] = [...strangers(tree, KEYS, '')];
  const subject = child(tree, 'subject');
  if (subject !== undefined) problems.push(...strangers(subject, SUBJECT_KEYS, 'subject.'));
  const [role, name, date] = [
    required(tree, 'role', problems),
    required(tree, 'name', problems),
    required(tree, 'date', problems),
  ];
  const meaning = optional(tree, 'meaning', problems);
  const anomaly = optional(tree, 'anomaly', problems);
  const path = required(subject, 'path', problems, 'subject.');
  const digest = required(subject, 'sha256', problems, 'subject.');
  const sha256 = digest === null ? null : parseSha256(digest.replace(/^sha256:/iu, ''));
  const time = date === null ? null : readWrittenTime(date);
  if (digest !== null && sha256 === null)
    problems.push(message('evidence.statement.digest', { field: 'subject.sha256' }));
  if (time !== null && time.instant === null)
    problems.push(message('evidence.statement.date', { field: 'date', written: visible(time.text) }));
  const wrong = role === null || name === null || time === null || path === null || sha256 === null;
  if (wrong || problems.length > 0) return { ok: false, problems };
  return { ok: true, statement: { role, name, date: time, meaning, anomaly, subject: { path, sha256 } } };
}

function strangers(node: TreeNode, known: ReadonlySet<string>, prefix: string): readonly Message[] {
  if (node.kind !== 'map')
    return [message('evidence.statement.not-a-map', { field: prefix === '' ? '/' : prefix.slice(0, -1) })];
  return node.entries
    .filter((entry) => !known.has(entry.key))
    .map((entry) =>
      message('evidence.statement.unknown', { field: visible(`${prefix}${entry.key}`), line: entry.keyAt.line }),
    );
}

function required(node: TreeNode | undefined, key: string, problems: Message[], prefix = ''): string | null {
  const before = problems.length;
  const text = optional(node, key, problems, prefix);
  if (text === null && problems.length === before)
    problems.push(message('evidence.statement.missing', { field: `${prefix}${key}` }));
  return text;
}

function optional(node: TreeNode | undefined, key: string, problems: Message[], prefix = ''): string | null {
  const found = child(node, key);
  if (found === undefined) return null;
  if (found.kind === 'scalar') return blankToNull(found.value === null ? null : found.source);
  problems.push(message('evidence.statement.not-text', { field: `${prefix}${key}`, line: found.at.line }));
  return null;
}
