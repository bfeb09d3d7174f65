import { TABLE_ROLES } from '../../src/domain/column-map.ts';
import { columnsReadAs, KNOWN_COLUMNS, resultOfWord } from '../../src/evidence/index.ts';
import { Problem } from '../files/problem.ts';
import type { Inspection } from '../inspection/index.ts';
import type { Given } from './protocol.ts';

const MOST_COLUMNS = 200;
const MOST_WORDS = 40;
const MOST_EXAMPLES = 3;
const MOST_TEXT = 1_000;

/**
 * Returns the columns of a table that nothing was concluded from, for a person to say what they mean: each as written, with its first
 * different values, what its own name would stand for, and its words where they are few enough to be results. Throws `CALL_REFUSED` for
 * a file that is no such table, or whose manufacturer the manifest does not name.
 */
export function tableColumns({ release }: Inspection, path: string): Given['columns'] {
  const file = release.evidence.find((one) => one.path === path);
  const role = TABLE_ROLES.find((one) => one === file?.role);
  const manufacturer = release.manifest?.product.manufacturer ?? null;
  if (file?.facts.kind !== 'table' || role === undefined || manufacturer === null) throw new Problem('CALL_REFUSED');
  const { header, rows } = file.facts;
  const readAs = columnsReadAs(header, role);
  const columns = header.slice(0, MOST_COLUMNS).flatMap((written, index) => {
    if (written.trim() === '' || written.length > MOST_TEXT) return [];
    const values = [...new Set(rows.map(({ cells }) => (cells[index] ?? '').trim()))].filter((value) => value !== '');
    const words = values.length <= MOST_WORDS && values.every((value) => value.length <= 100) ? values : [];
    return {
      written,
      readAs: readAs[index] ?? null,
      examples: values.slice(0, MOST_EXAMPLES).map((value) => value.slice(0, MOST_TEXT)),
      words: role === 'tests' ? words.map((word) => ({ word, result: resultOfWord(word) })) : [],
    };
  });
  return { path, role, manufacturer, columns, known: KNOWN_COLUMNS[role] };
}
