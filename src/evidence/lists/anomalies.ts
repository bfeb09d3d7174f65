import { createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '../../domain/brand.ts';
import type { Anomaly, AnomalyList, WrittenTime } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import { message, type Message } from '../../domain/message.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { child, NO_ITEMS, scalarText, type TreeNode } from '../../parse/index.ts';
import { locate, locatedText, pointerTo, textOf, textsOf, unknownKeys, wrongType, type Entry } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { ANOMALY_ALIASES } from './aliases.ts';
import { columnsOf, droppedRow, rowPlace, rowTexts, unevenRows, type TableRow } from './columns.ts';
import type { Csv } from '../../parse/index.ts';

const TEXTS = [
  'id',
  'title',
  'description',
  'affected_function',
  'affected_version',
  'reproduction',
  'status',
  'severity',
  'found_in',
  'found_on',
  'evaluation',
  'evaluator',
  'evaluated_on',
  'verdict',
  'residual_severity',
  'residual_probability',
  'residual_level',
] as const;
const LISTS = ['hazards', 'risk_controls', 'requirements', 'tests'] as const;

/** The names of the columns and keys of an anomaly, as `docs/release-format.md` lists them. */
export const ANOMALY_COLUMNS: ReadonlySet<string> = new Set([...TEXTS, ...LISTS]);

/** One entry, wherever it comes from: its texts and lists by name, its place, its own bytes as text. */
export interface Source {
  readonly text: (name: (typeof TEXTS)[number]) => string | null;
  readonly list: (name: (typeof LISTS)[number]) => readonly string[];
  readonly at: Locator;
  readonly raw: string;
}

/**
 * Returns the anomalies of a JSON export `{ export, anomalies }` or of a bare list of entries. An entry without an id, and
 * anything of a wrong type, is left out and named. `text` is the file's text: the digest of an entry is taken over its own part.
 */
export function readAnomalyTree(tree: TreeNode, text: string): Outcome {
  const list = tree.kind === 'list' ? tree : child(tree, 'anomalies');
  const pointer = tree.kind === 'list' ? '' : '/anomalies';
  const head = child(tree, 'export');
  const items = list?.kind === 'list' ? list.items : NO_ITEMS;
  const problems: Message[] = [];
  const anomalies = items.flatMap((node, index) => {
    const entry: Entry = { node, pointer: pointerTo(pointer, index), problems };
    if (node.kind !== 'map') {
      problems.push(wrongType(entry.pointer, node, 'map'));
      return [];
    }
    const anomaly = anomalyOf({
      text: (name) => textOf(entry, name),
      list: (name) => textsOf(entry, name),
      at: locate(entry.pointer, node),
      raw: text.slice(node.at.start, node.at.end),
    });
    if (anomaly === null)
      problems.push(message('evidence.dropped.no-id', { pointer: entry.pointer, line: node.at.line }));
    return anomaly ?? [];
  });
  const stated = statedRows(head, problems);
  const facts: AnomalyList = { kind: 'anomalies', ...exportOf(head), statedRows: stated, anomalies };
  return readDropping(facts, problems, unknownKeys(items, ANOMALY_COLUMNS));
}

function exportOf(head: TreeNode | undefined): Omit<AnomalyList, 'kind' | 'anomalies' | 'statedRows'> {
  const exported = locatedText(head, '/export', 'exported_at');
  return {
    version: locatedText(head, '/export', 'version'),
    tool: locatedText(head, '/export', 'tool')?.value ?? null,
    query: locatedText(head, '/export', 'query'),
    exported: exported === null ? null : readWrittenTime(exported.value),
    exportedAt: exported === null ? null : exported.at,
  };
}

function statedRows(head: TreeNode | undefined, problems: Message[]): AnomalyList['statedRows'] {
  const rows = child(head, 'rows');
  const text = scalarText(rows);
  if (rows === undefined || text === null) return null;
  if (/^\d{1,9}$/u.test(text)) return { value: Number(text), at: locate('/export/rows', rows) };
  problems.push(wrongType('/export/rows', rows, 'number'));
  return null;
}

/** Returns the anomalies of a CSV export with the columns of `docs/release-format.md`. Rows without an id are left out and named. */
export function readAnomalyTable(csv: Csv): Outcome {
  const columns = columnsOf(csv, KNOWN, ANOMALY_ALIASES);
  const problems: Message[] = [...columns.problems, ...unevenRows(csv)];
  const anomalies = csv.rows.flatMap((row, index) => {
    const table: TableRow = { row, number: index + 1, columns };
    const anomaly = anomalyOf({
      text: (name) => rowTexts(table, name)[0] ?? labelled(name, rowTexts(table, 'labels', true)),
      list: (name) => rowTexts(table, name, true),
      at: rowPlace(row, index + 1),
      raw: row.raw,
    });
    if (anomaly === null) problems.push(...droppedRow(table, 'id'));
    return anomaly ?? [];
  });
  const nothing = { version: null, tool: null, query: null, exported: null, exportedAt: null, statedRows: null };
  return readDropping({ kind: 'anomalies', ...nothing, anomalies }, problems, columns.notes);
}

/** Columns of a table that are read: those of an anomaly, and the labels of a tracker. */
const KNOWN: ReadonlySet<string> = new Set([...ANOMALY_COLUMNS, 'labels']);

/** How labels name a field in front of its value: `severity::2`, `component: ui`. */
const LABELS: ReadonlyMap<string, RegExp> = new Map([
  ['severity', /^(?:severity|priority|schwere|gravité)\s*(?:::|[:/=-])\s*(.+)$/iu],
  ['affected_version', /^(?:affects|affected|version)\s*(?:::|[:/=-])\s*(.+)$/iu],
  ['affected_function', /^(?:component|area|function)\s*(?:::|[:/=-])\s*(.+)$/iu],
  ['verdict', /^(?:verdict|acceptability)\s*(?:::|[:/=-])\s*(.+)$/iu],
]);

/** Returns what the labels of an issue say of a field, `null` where none does. */
export function labelled(name: string, labels: readonly string[]): string | null {
  const pattern = LABELS.get(name);
  return pattern === undefined
    ? null
    : (labels.map((label) => pattern.exec(label)?.[1]?.trim()).find((found) => found !== undefined) ?? null);
}

/** Returns the anomaly that an entry is, `null` for one without an id. */
export function anomalyOf(source: Source): Anomaly | null {
  const id = source.text('id');
  if (id === null) return null;
  return {
    id,
    title: source.text('title'),
    description: source.text('description'),
    affectedFunction: source.text('affected_function'),
    affectedVersion: source.text('affected_version'),
    reproduction: source.text('reproduction'),
    status: source.text('status'),
    severity: source.text('severity'),
    foundIn: source.text('found_in'),
    foundOn: time(source.text('found_on')),
    evaluation: source.text('evaluation'),
    evaluator: source.text('evaluator'),
    evaluatedOn: time(source.text('evaluated_on')),
    verdict: source.text('verdict'),
    riskSeverity: source.text('residual_severity'),
    riskProbability: source.text('residual_probability'),
    riskLevel: source.text('residual_level'),
    hazards: source.list('hazards'),
    riskControls: source.list('risk_controls'),
    requirements: source.list('requirements'),
    tests: source.list('tests'),
    entrySha256: digest(source.raw),
    at: source.at,
  };
}

function time(text: string | null): WrittenTime | null {
  return text === null ? null : readWrittenTime(text);
}

function digest(raw: string): Sha256 {
  const hex = createHash('sha256').update(raw, 'utf8').digest('hex');
  return parseSha256(hex) ?? (hex as Sha256);
}
