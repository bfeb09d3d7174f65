import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, NO_ITEMS, scalarText, type TreeNode } from '../../parse/index.ts';
import { blankToNull, locate, pointerTo, splitList, wrongType } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { ANOMALY_ALIASES, canonicalNames } from './aliases.ts';
import { ANOMALY_COLUMNS, anomalyOf, labelled } from './anomalies.ts';
import { columnName } from './columns.ts';

/** An export of a tracker, by what only it writes. */
export type Tracker = 'github' | 'gitlab' | 'linear' | 'jira';

/** Returns which tracker wrote a JSON value, `null` where it is none that is known. */
export function trackerOf(tree: TreeNode): Tracker | null {
  const list = issuesIn(tree);
  const all = (...keys: readonly string[]): boolean =>
    list.length > 0 && list.every((node) => keys.every((key) => child(node, key) !== undefined));
  if (all('number', 'title', 'state')) return 'github';
  if (all('iid', 'title', 'state')) return 'gitlab';
  if (all('identifier', 'title', 'state')) return 'linear';
  const issues = child(tree, 'issues');
  return issues?.kind === 'list' && issues.items.every((issue) => child(issue, 'fields')?.kind === 'map')
    ? 'jira'
    : null;
}

/** The issues of a bare list, or of what Linear's interface answers. */
function issuesIn(tree: TreeNode): readonly TreeNode[] {
  const list = tree.kind === 'list' ? tree : linearNodes(tree);
  return list?.kind === 'list' ? [...list.items] : [];
}

function linearNodes(tree: TreeNode): TreeNode | undefined {
  const issues = child(child(tree, 'data') ?? tree, 'issues');
  return issues?.kind === 'map' ? child(issues, 'nodes') : undefined;
}

const TOOLS = { github: 'GitHub', gitlab: 'GitLab', linear: 'Linear' } as const;

/**
 * Returns the anomalies of issues as GitHub (REST or `gh issue list --json`), GitLab (REST) and Linear write them. Pull requests, which
 * GitHub lists among issues, are none. The digest of an entry is taken over its own part of `text`.
 */
export function readIssues(tree: TreeNode, text: string, tracker: keyof typeof TOOLS): Outcome {
  const items = issuesIn(tree);
  const issues = items.filter((node) => child(node, 'pull_request') === undefined);
  const notes =
    issues.length === items.length ? [] : [message('evidence.tracker.pulls', { n: items.length - issues.length })];
  const pointer =
    tree.kind === 'list' ? '' : child(tree, 'data') === undefined ? '/issues/nodes' : '/data/issues/nodes';
  const anomalies = issues.flatMap((node) => {
    const labels = namesIn(child(node, 'labels'));
    const said = (...keys: readonly string[]): string | null =>
      keys.map((key) => nameOf(child(node, key))).find((found) => found !== null) ?? null;
    const values: Readonly<Record<string, string | null>> = {
      id: idOf(node, tracker),
      title: said('title'),
      description: said('body', 'description'),
      status: said('state'),
      severity: labelled('severity', labels) ?? said('severity', 'priorityLabel'),
      affected_version: labelled('affected_version', labels),
      affected_function: labelled('affected_function', labels),
      verdict: labelled('verdict', labels),
      found_on: said('created_at', 'createdAt'),
    };
    return entryOf(node, pointerTo(pointer, items.indexOf(node)), values, text);
  });
  return readDropping({ kind: 'anomalies', ...NOTHING, tool: TOOLS[tracker], anomalies }, [], notes);
}

function idOf(node: TreeNode, tracker: Tracker): string | null {
  if (tracker === 'linear') return textOf(node, 'identifier');
  const number = textOf(node, tracker === 'github' ? 'number' : 'iid');
  return number === null ? null : `#${number}`;
}

function nameOf(node: TreeNode | undefined): string | null {
  return node === undefined ? null : said(node);
}

/**
 * Returns the anomalies of a Jira search (`issues` with `fields`). Custom fields are read by their names, where the export holds the map
 * `names`; without it they are only numbers. A `total` above what is there is stated rows that are absent.
 */
export function readJiraSearch(tree: TreeNode, text: string): Outcome {
  const dropped: Message[] = [];
  const list = child(tree, 'issues');
  const items = list?.kind === 'list' ? list.items : NO_ITEMS;
  const names = namesOfFields(child(tree, 'names'));
  let unnamed = 0;
  const anomalies = items.flatMap((node, index) => {
    const pointer = pointerTo('/issues', index);
    const fields = child(node, 'fields');
    const entries = fields?.kind === 'map' ? fields.entries : [];
    unnamed += entries.filter(
      ({ key, value }) => /^customfield_\d+$/u.test(key) && !names.has(key) && said(value) !== null,
    ).length;
    const keys = entries.map(({ key }) => columnName(names.get(key) ?? JIRA_KEYS.get(key) ?? key));
    const canonical = canonicalNames(keys, ANOMALY_ALIASES);
    const values: Record<string, string | null> = { id: textOf(node, 'key') };
    for (const [at, { key, value }] of entries.entries()) {
      const name = canonical[at] ?? '';
      if (!ANOMALY_COLUMNS.has(name) || name === 'id' || (values[name] ?? null) !== null) continue;
      values[name] = said(value);
      if (values[name] === null && (value.kind === 'map' || value.kind === 'list') && !isEmpty(value)) {
        dropped.push(wrongType(pointerTo(pointerTo(pointer, 'fields'), key), value, 'text'));
      }
    }
    return entryOf(node, pointer, values, text);
  });
  if (anomalies.length < items.length)
    dropped.push(message('evidence.tracker.no-key', { n: items.length - anomalies.length }));
  const notes = unnamed === 0 ? [] : [message('evidence.tracker.unnamed', { n: unnamed })];
  const total = child(tree, 'total');
  const stated = scalarText(total) ?? '';
  const rows =
    total !== undefined && /^\d{1,9}$/u.test(stated) ? { value: Number(stated), at: locate('/total', total) } : null;
  return readDropping({ kind: 'anomalies', ...NOTHING, tool: 'Jira', statedRows: rows, anomalies }, dropped, notes);
}

const NOTHING = { version: null, tool: null, query: null, exported: null, exportedAt: null, statedRows: null };

/** Jira's own names of fields where they differ from what its tables say. */
const JIRA_KEYS: ReadonlyMap<string, string> = new Map([
  ['versions', 'affects_versions'],
  ['components', 'components'],
]);

function entryOf(
  node: TreeNode,
  pointer: string,
  values: Readonly<Record<string, string | null>>,
  text: string,
): readonly NonNullable<ReturnType<typeof anomalyOf>>[] {
  const anomaly = anomalyOf({
    text: (name) => blankToNull(values[name] ?? null),
    list: (name) => splitList(values[name] ?? ''),
    at: locate(pointer, node),
    raw: text.slice(node.at.start, node.at.end),
  });
  return anomaly === null ? [] : [anomaly];
}

function namesOfFields(node: TreeNode | undefined): ReadonlyMap<string, string> {
  const entries = node?.kind === 'map' ? node.entries : [];
  return new Map(entries.map(({ key, value }) => [key, visible(scalarText(value) ?? '')] as const));
}

/** The text of a field: a scalar, the `name` or `value` of a map, or those of a list. Rich text of newer versions is none. */
function said(node: TreeNode): string | null {
  if (node.kind === 'scalar') return blankToNull(scalarText(node));
  if (node.kind === 'map') return textOf(node, 'name') ?? textOf(node, 'value') ?? textOf(node, 'displayName');
  const parts = node.items.map(said).filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
}

function isEmpty(node: TreeNode): boolean {
  return (node.kind === 'list' && node.items.length === 0) || (node.kind === 'map' && node.entries.length === 0);
}

function namesIn(node: TreeNode | undefined): readonly string[] {
  const list = node?.kind === 'map' ? child(node, 'nodes') : node;
  return list?.kind === 'list' ? list.items.map((item) => said(item) ?? '') : [];
}

function textOf(node: TreeNode, key: string): string | null {
  const found = child(node, key);
  return found?.kind === 'scalar' ? blankToNull(scalarText(found)) : null;
}
