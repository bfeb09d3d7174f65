import { DEFAULT_THRESHOLDS } from '../../src/clauses/index.ts';
import type { Thresholds } from '../../src/domain/assessment.ts';
import type { ColumnMap } from '../../src/domain/column-map.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import { readColumns } from './columns-file.ts';
import { readLimits } from './limits-file.ts';
import { readThresholds } from './thresholds-file.ts';

/** What the user set in the data folder, for the window and the command line alike. */
export interface Settings {
  /** What an archive may cost. */
  readonly budgets: Budgets;
  readonly thresholds: Thresholds;
  /** What the columns of manufacturers' tables mean. */
  readonly columns: readonly ColumnMap[];
}

/** What holds where the user set nothing. */
export const USUAL_SETTINGS: Settings = { budgets: DEFAULT_BUDGETS, thresholds: DEFAULT_THRESHOLDS, columns: [] };

/** Returns the settings of the data `folder`. Throws `LIMITS_NOT_READABLE`, `THRESHOLDS_NOT_READABLE` or `COLUMNS_NOT_READABLE`. */
export async function readSettings(folder: string): Promise<Settings> {
  const budgets = await readLimits(folder);
  return { budgets, thresholds: await readThresholds(folder), columns: await readColumns(folder) };
}
