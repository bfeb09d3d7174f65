import { queryable, type Table } from '../../../src/audit/index.ts';
import type { DeskColumn, DeskRow, TablePage, TableQuery } from '../../../src/domain/desk.ts';
import { DESK_TABLES, type DeskTable } from '../../../src/domain/sample.ts';
import { pretendDigest } from '../../support/session-parts.ts';

const text = (id: string, facet = false): DeskColumn => ({ id, kind: 'text', label: null, facet });
const word = (id: string): DeskColumn => ({ id, kind: 'word', label: null, facet: true });

const COLUMNS: Readonly<Record<DeskTable, readonly DeskColumn[]>> = {
  anomalies: [
    text('id'),
    text('title'),
    word('open'),
    text('status', true),
    text('severity', true),
    text('hazards'),
    word('hazard-known'),
    word('tests-say'),
    word('sign-off'),
    word('since-previous'),
  ],
  tests: [text('id'), text('name'), word('test-status'), word('level'), word('reconciled'), text('file', true)],
  soup: [
    text('name'),
    text('version'),
    text('licences', true),
    text('supplier', true),
    word('scope'),
    word('in-lists'),
    word('since-previous'),
    text('purl'),
  ],
  changes: [word('change-kind'), text('id'), text('title'), text('status', true), text('author', true), text('date')],
  comparison: [word('area'), text('name'), word('change'), text('before'), text('after')],
};

function pick<T>(list: readonly T[], place: number): T {
  return list[place % list.length]!;
}

function cellsOf(table: DeskTable, n: number): readonly string[] {
  const id = String(n).padStart(4, '0');
  switch (table) {
    case 'anomalies':
      return [
        `AN-${id}`,
        `The alarm of channel ${String(n % 12)} is delayed by ${String(n % 7)} s after a restart`,
        pick(['yes', 'yes', 'no'], n),
        pick(['open', 'accepted', 'closed'], n),
        pick(['minor', 'moderate', 'serious'], n),
        `H-${String(n % 9)}`,
        pick(['known', 'known', 'unknown', 'none'], n),
        pick(['passed', 'not-passed', 'unknown'], n),
        pick(['signed', 'missing'], n),
        pick(['known', 'new'], n),
      ];
    case 'tests':
      return [
        `TC-${id}`,
        `Alarm ${id} sounds within its limit`,
        pick(['passed', 'passed', 'passed', 'failed', 'skipped'], n),
        pick(['unit', 'integration', 'system'], n),
        pick(['not-needed', 'not-needed', 'not-needed', 'anomaly', 'none'], n),
        pick(['tests/unit.xml', 'tests/system.xml'], n),
      ];
    case 'soup':
      return [
        `library-with-a-long-name-${id}`,
        `${String(n % 9)}.${String(n % 31)}.${String(n % 7)}`,
        pick(['MIT', 'Apache-2.0', 'BSD-3-Clause', 'LGPL-2.1-only'], n),
        pick(['The Example Foundation', 'Example Ltd', ''], n),
        pick(['required', 'required', 'optional'], n),
        pick(['both', 'both', 'sbom-only'], n),
        pick(['known', 'changed', 'new'], n),
        `pkg:npm/library-with-a-long-name-${id}@${String(n % 9)}.${String(n % 31)}.${String(n % 7)}`,
      ];
    case 'changes':
      return [
        pick(['request', 'merge'], n),
        `CR-${id}`,
        `Shorten the delay of the alarm ${id}`,
        pick(['approved', 'verified', ''], n),
        pick(['m.roth', 'a.lind'], n),
        '2024-10-02',
      ];
    case 'comparison':
      return [
        pick(['soup', 'anomaly', 'rule', 'tool'], n),
        `item ${id}`,
        pick(['changed', 'new', 'vanished', 'removed'], n),
        '1.2.0',
        '1.3.0',
      ];
  }
}

function tableOf(name: DeskTable, count: number): Table {
  const rows = Array.from({ length: count }, (_, place): DeskRow => {
    const cells = cellsOf(name, place + 1);
    const line = place + 2;
    const path = 'evidence/list.csv';
    return {
      key: `${name} ${String(place + 1)}`,
      cells,
      at: { path, sha256: pretendDigest(path), locator: { kind: 'line', line }, quote: cells[1] ?? '' },
    };
  });
  return { columns: COLUMNS[name], rows };
}

/** Returns the desk of a scenario: every table of `count` rows, answered as the other side does. */
export function deskOf(count: number): (table: DeskTable, query: TableQuery) => TablePage {
  const tables = new Map(DESK_TABLES.map((name) => [name, { ask: null as null | ((query: TableQuery) => TablePage) }]));
  return (name, query) => {
    const known = tables.get(name)!;
    known.ask ??= queryable(tableOf(name, count));
    return known.ask(query);
  };
}
