import type { RiskItem } from '../../domain/facts.ts';
import type { Message } from '../../domain/message.ts';
import type { Csv } from '../../parse/index.ts';
import { splitList } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { RISK_ALIASES } from './aliases.ts';
import { columnsOf, droppedRow, rowPlace, rowTexts, unevenRows, type TableRow } from './columns.ts';

const KNOWN: ReadonlySet<string> = new Set(RISK_ALIASES.map(([, own]) => own));
const CONTROL_ID = /^(?:RC|RCM|RM|RMM|M|MIT|SRC)[-_ .]?\d/iu;

/**
 * Returns the hazards and risk controls of a risk table (FMEA or traceability, a row for each pair). Rows of one id count together. A row
 * with neither id is left out and named. Severity and probability are not read: the matrix they belong to is not in a table.
 */
export function readRiskTable(csv: Csv): Outcome {
  const columns = columnsOf(csv, KNOWN, RISK_ALIASES);
  const problems: Message[] = [...columns.problems, ...unevenRows(csv)];
  const items = new Map<string, RiskItem>();
  for (const [index, row] of csv.rows.entries()) {
    const table: TableRow = { row, number: index + 1, columns };
    const found = itemsOf(table);
    if (found.length === 0) problems.push(...droppedRow(table, 'hazard_id'));
    for (const item of found) {
      const key = `${item.type} ${item.id}`;
      const known = items.get(key);
      items.set(key, known === undefined ? item : joined(known, item));
    }
  }
  return readDropping(
    { kind: 'risk-file', revision: null, items: [...items.values()], matrix: [] },
    problems,
    columns.notes,
  );
}

function itemsOf(table: TableRow): readonly RiskItem[] {
  const at = rowPlace(table.row, table.number);
  const said = (name: string): string => rowTexts(table, name)[0] ?? '';
  const requirements = rowTexts(table, 'requirements', true);
  const verifications = rowTexts(table, 'verifications', true);
  const hazard = said('hazard_id');
  // A column of controls may hold their ids, or their words with the ids in front.
  const controls = said('control_id') === '' ? idsIn(said('control')) : splitList(said('control_id'));
  return [
    ...(hazard === ''
      ? []
      : [
          {
            id: hazard,
            type: 'hazard' as const,
            text: said('hazard'),
            requirements: controls.length === 0 ? requirements : [],
            verifications: controls.length === 0 ? verifications : [],
            at,
          },
        ]),
    ...controls.map((id) => ({
      id,
      type: 'risk-control' as const,
      text: said('control'),
      requirements,
      verifications,
      at,
    })),
  ];
}

function idsIn(text: string): readonly string[] {
  return splitList(text).flatMap((part) => {
    const first = part.split(/[\s:,–-]+(?=[\p{L}])|:\s|\s/u)[0]?.trim() ?? '';
    return CONTROL_ID.test(first) ? [first] : [];
  });
}

function joined(known: RiskItem, more: RiskItem): RiskItem {
  const union = (left: readonly string[], right: readonly string[]): readonly string[] => [
    ...new Set([...left, ...right]),
  ];
  return {
    ...known,
    text: known.text === '' ? more.text : known.text,
    requirements: union(known.requirements, more.requirements),
    verifications: union(known.verifications, more.verifications),
  };
}
