import { join } from 'node:path';
import { z } from 'zod';
import { TABLE_ROLES, type ColumnMap } from '../../src/domain/column-map.ts';
import { CASE_STATUSES } from '../../src/domain/facts.ts';
import { KNOWN_COLUMNS } from '../../src/evidence/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { readSetting, type Setting } from './setting-file.ts';

const word = z.string().min(1).max(1_000);
const schema = z.literal('countersign/columns@1');

const columnMap = z
  .strictObject({
    manufacturer: word,
    role: z.enum(TABLE_ROLES),
    columns: z.record(word, word.nullable()),
    results: z.record(word, z.enum(CASE_STATUSES)),
    confirmedBy: word,
    confirmedAt: z.iso.datetime({ offset: true }),
  })
  .superRefine(({ role, columns }, refined) => {
    const named = Object.values(columns).filter((name) => name !== null);
    if (Object.keys(columns).length === 0) refined.addIssue({ code: 'custom', path: ['columns'] });
    for (const [column, name] of Object.entries(columns)) {
      const fits =
        name === null || (KNOWN_COLUMNS[role].includes(name) && named.indexOf(name) === named.lastIndexOf(name));
      if (!fits) refined.addIssue({ code: 'custom', path: ['columns', column] });
    }
  });

const COLUMNS = {
  name: 'columns.json',
  code: 'COLUMNS_NOT_READABLE',
  most: 4 * 1024 * 1024,
  schema: z.strictObject({ schema, maps: z.array(columnMap).max(10_000) }),
} satisfies Setting<z.ZodType>;

/**
 * Returns what the columns of manufacturers' tables mean, as kept in `columns.json` of the data `folder`; none where it is absent. Throws
 * `COLUMNS_NOT_READABLE`, also for a map that names a column no reader knows, or one twice.
 */
export async function readColumns(folder: string): Promise<readonly ColumnMap[]> {
  return (await readSetting(folder, COLUMNS))?.maps ?? [];
}

/**
 * Keeps a map in `columns.json` of the data `folder`, in the place of one of the same manufacturer and role for the same columns. Throws
 * `COLUMNS_NOT_READABLE` where the file cannot be used, which is then left as it is.
 */
export async function keepColumns(folder: string, map: ColumnMap): Promise<void> {
  const key = ({ manufacturer, role, columns }: ColumnMap): string =>
    JSON.stringify([manufacturer, role, Object.keys(columns).toSorted()]);
  const others = (await readColumns(folder)).filter((known) => key(known) !== key(map));
  const content = { schema: schema.value, maps: [columnMap.parse(map), ...others] };
  await writeAtomically(join(folder, COLUMNS.name), `${JSON.stringify(content, null, 2)}\n`);
}
