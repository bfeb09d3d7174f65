import { z } from 'zod';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import { readSetting, type Setting } from './setting-file.ts';

/** The window holds no more rows of one list. */
const MOST_MEMBERS = 250_000;

const whole = z.int().min(1);
const LIMITS = {
  name: 'limits.json',
  code: 'LIMITS_NOT_READABLE',
  most: 64 * 1024,
  schema: z
    .strictObject({
      ...(Object.fromEntries(Object.keys(DEFAULT_BUDGETS).map((name) => [name, whole])) as Record<
        keyof Budgets,
        typeof whole
      >),
      members: whole.max(MOST_MEMBERS),
    })
    .partial(),
} satisfies Setting<z.ZodType>;

/** Returns the budgets that the user set in `limits.json` of the data `folder`, the usual ones where it names none. Throws `LIMITS_NOT_READABLE`. */
export async function readLimits(folder: string): Promise<Budgets> {
  return { ...DEFAULT_BUDGETS, ...((await readSetting(folder, LIMITS)) as Partial<Budgets> | null) };
}
