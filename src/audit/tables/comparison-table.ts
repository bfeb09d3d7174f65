import type { Assessment } from '../../domain/assessment.ts';
import type { DeskRow } from '../../domain/desk.ts';
import { keyed, text, word, type Table } from './table.ts';

const COLUMNS = [word('area'), text('name'), word('change'), text('before'), text('after')];

/** Returns what is different from the release before, one difference a row; empty where none was compared. */
export function comparisonTable({ comparison }: Assessment): Table {
  if (comparison === null) return { columns: COLUMNS, rows: [] };
  const { anomalies, soup, testsGone, approvers, toolchain, results } = comparison;
  return {
    columns: COLUMNS,
    rows: keyed([
      ...results.map(({ rule, before, after }) => row('rule', rule, 'changed', before, after)),
      ...anomalies.vanished.map((id) => row('anomaly', id, 'vanished')),
      ...anomalies.added.map((id) => row('anomaly', id, 'new')),
      ...anomalies.closed.map((id) => row('anomaly', id, 'closed')),
      ...testsGone.map((id) => row('test', id, 'vanished')),
      ...soup.changed.map(({ name, before, after }) => row('soup', name, 'changed', before, after)),
      ...soup.added.map((name) => row('soup', name, 'new')),
      ...soup.removed.map((name) => row('soup', name, 'removed')),
      ...approvers.added.map((name) => row('approver', name, 'new')),
      ...approvers.removed.map((name) => row('approver', name, 'removed')),
      ...toolchain.map(({ name, before, after }) => row('tool', name, 'changed', before, after)),
    ]),
  };
}

function row(area: string, name: string, change: string, before = '', after = ''): DeskRow {
  return { key: `${area} ${name} ${change}`, cells: [area, name, change, before, after], at: null };
}
