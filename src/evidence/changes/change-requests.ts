import type { ChangeRequest, ChangeRequests } from '../../domain/facts.ts';
import type { Message } from '../../domain/message.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import type { Csv, TreeNode } from '../../parse/index.ts';
import { splitList } from '../fields.ts';
import {
  below,
  booleanAt,
  entriesAt,
  itemsAt,
  leftOut,
  numberAt,
  placeAt,
  rootSpot,
  textAt,
  textsAt,
  timeAt,
  type Spot,
} from '../json-walk.ts';
import { columnName, columnsOf, droppedRow, rowPlace, rowTexts, unevenRows, type TableRow } from '../lists/columns.ts';
import { readDropping, type Outcome } from '../reading.ts';

/** What trackers call the fields of a change request, the names of `docs/release-format.md` first. */
const NAMES = {
  id: ['id', 'key', 'issue_key', 'number', 'iid', 'vorgangsschlüssel', 'clé'],
  title: ['title', 'summary', 'subject', 'zusammenfassung', 'titel', 'titre', 'résumé'],
  version: [
    'fix_version',
    'version',
    'fixversion',
    'fix_version/s',
    'fix_versions',
    'fixversions',
    'milestone',
    'lösungsversion/en',
  ],
  status: ['status', 'state', 'statut', 'état'],
  approved_by: ['approved_by', 'approver', 'custom_field_(approved_by)', 'genehmigt_von', 'approuvé_par'],
  approved_on: ['approved_on', 'approval_date', 'custom_field_(approved_on)', 'genehmigt_am', 'approuvé_le'],
  commits: ['implemented_in', 'commits', 'commit', 'custom_field_(commits)'],
  merges: ['pull_requests', 'merge_requests', 'merges', 'pulls'],
  requirements: ['requirements', 'requirement', 'anforderungen', 'exigences'],
  verified_by: [
    'verified_by',
    'verification',
    'tests',
    'custom_field_(verified_by)',
    'verifiziert_durch',
    'vérifié_par',
  ],
  verified_on: ['verified_on', 'verification_date', 'custom_field_(verified_on)', 'verifiziert_am', 'vérifié_le'],
  documents: ['documents', 'affected_documents', 'dokumente'],
  risk_file_reviewed: ['risk_file_reviewed', 'risk_reviewed', 'custom_field_(risk_file_reviewed)'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Field = keyof typeof NAMES;

const ALIASES = Object.entries(NAMES).flatMap(([field, names]) => names.map((name) => [name, field] as const));

/** Returns whether a JSON or YAML value is an export of change requests. */
export function looksLikeChangeRequests(tree: TreeNode): boolean {
  return below(rootSpot(tree), 'change_requests')?.node.kind === 'list';
}

/** Returns change requests of `{ export, change_requests }`, of a list of them, or of a Jira search. Entries without an id are left out. */
export function readChangeRequests(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const dropped: Message[] = [];
  const jira = itemsAt(root, 'issues');
  const list = tree.kind === 'list' ? itemsAt(root) : jira.length > 0 ? jira : itemsAt(root, 'change_requests');
  const names = new Map(entriesAt(root, 'names').map((entry) => [entry.key, textAt(entry) ?? ''] as const));
  const items = list.flatMap((spot) => {
    const entry = entryOf(spot, names);
    const item = itemOf(entry.text, entry.texts, booleanAt(entry.spot('risk_file_reviewed')), placeAt(spot));
    if (item === null) dropped.push(leftOut(spot, 'id'));
    return item ?? [];
  });
  const rows = below(root, 'export', 'rows') ?? below(root, 'total');
  const stated = numberAt(rows);
  const facts: ChangeRequests = {
    kind: 'change-requests',
    tool: textAt(root, 'export', 'tool') ?? (jira.length > 0 ? 'Jira' : null),
    exported: timeAt(root, 'export', 'exported_at'),
    statedRows: rows === null || stated === null ? null : { value: stated, at: placeAt(rows) },
    items,
  };
  return readDropping(facts, dropped);
}

interface EntryReader {
  readonly spot: (field: Field) => Spot | null;
  readonly text: (field: Field) => string | null;
  readonly texts: (field: Field) => readonly string[];
}

/** The fields of one entry by any of their names: keys as written, and inside `fields` those of Jira with the names of custom ones. */
function entryOf(spot: Spot, names: ReadonlyMap<string, string>): EntryReader {
  const byName = new Map<string, Spot>();
  for (const entry of [...entriesAt(spot), ...entriesAt(spot, 'fields')]) {
    const name = columnName(names.get(entry.key) ?? entry.key);
    if (!byName.has(name)) byName.set(name, entry);
  }
  const find = (field: Field): Spot | null =>
    NAMES[field].map((name) => byName.get(name)).find((found) => found !== undefined) ?? null;
  const said = (one: Spot): string | null =>
    textAt(one) ?? textAt(one, 'name') ?? textAt(one, 'value') ?? textAt(one, 'displayName') ?? textAt(one, 'title');
  return {
    spot: find,
    text: (field) => {
      const found = find(field);
      return found === null ? null : (said(found) ?? itemsAt(found).flatMap((one) => said(one) ?? [])[0] ?? null);
    },
    texts: (field) => {
      const found = find(field);
      if (found === null) return [];
      return found.node.kind === 'list'
        ? itemsAt(found).flatMap((one) => said(one) ?? [])
        : textsAt(found).flatMap(splitList);
    },
  };
}

/** Returns the change requests of a table with the columns of `docs/release-format.md` or those of a tracker. */
export function readChangeTable(csv: Csv): Outcome {
  const known: ReadonlySet<string> = new Set<string>(Object.keys(NAMES));
  const columns = columnsOf(csv, known, ALIASES);
  const dropped: Message[] = [...columns.problems, ...unevenRows(csv)];
  const items = csv.rows.flatMap((row, index) => {
    const table: TableRow = { row, number: index + 1, columns };
    const reviewed = rowTexts(table, 'risk_file_reviewed')[0]?.toLowerCase();
    const item = itemOf(
      (field) => rowTexts(table, field)[0] ?? null,
      (field) => rowTexts(table, field, true),
      reviewed === undefined
        ? null
        : /^(?:true|yes|ja|oui|x|1)$/u.test(reviewed)
          ? true
          : /^(?:false|no|nein|non|0)$/u.test(reviewed)
            ? false
            : null,
      rowPlace(row, index + 1),
    );
    if (item === null) dropped.push(...droppedRow(table, 'id'));
    return item ?? [];
  });
  return readDropping(
    { kind: 'change-requests', tool: null, exported: null, statedRows: null, items },
    dropped,
    columns.notes,
  );
}

function itemOf(
  text: EntryReader['text'],
  texts: EntryReader['texts'],
  riskReviewed: boolean | null,
  at: ChangeRequest['at'],
): ChangeRequest | null {
  const id = text('id');
  if (id === null) return null;
  const time = (field: Field): ChangeRequest['approvedOn'] => {
    const written = text(field);
    return written === null ? null : readWrittenTime(written);
  };
  return {
    id,
    title: text('title'),
    version: texts('version').join('; ') || null,
    status: text('status'),
    approvedBy: text('approved_by'),
    approvedOn: time('approved_on'),
    commits: texts('commits'),
    merges: texts('merges').map((one) => one.replace(/^[#!]/u, '')),
    requirements: texts('requirements'),
    verifiedBy: texts('verified_by'),
    verifiedOn: time('verified_on'),
    documents: texts('documents'),
    riskReviewed,
    at,
  };
}
