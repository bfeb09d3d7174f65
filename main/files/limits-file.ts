import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import { decodeUtf8, ParseError } from '../../src/parse/index.ts';
import { fileProblem, Problem } from './problem.ts';
import { readBounded } from './read-bounded.ts';

const NAME = 'limits.json';
const MOST_BYTES = 64 * 1024;
/** The window holds no more rows of one list. */
const MOST_MEMBERS = 250_000;

const whole = z.int().min(1);
const limitsSchema = z
  .strictObject({
    ...(Object.fromEntries(Object.keys(DEFAULT_BUDGETS).map((name) => [name, whole])) as Record<
      keyof Budgets,
      typeof whole
    >),
    members: whole.max(MOST_MEMBERS),
  })
  .partial();

/**
 * Returns the budgets that the user set in `limits.json` of the user's data `folder`, the usual ones where it names none or is
 * absent. Throws `LIMITS_NOT_READABLE` for a file that is anything but an object of known names and whole numbers above zero:
 * with limits that nobody chose an archive would be refused, or not, for the wrong reason.
 */
export async function readLimits(folder: string): Promise<Budgets> {
  const text = await readText(join(folder, NAME));
  if (text === null) return DEFAULT_BUDGETS;
  const parsed = limitsSchema.safeParse(parseJson(text));
  if (parsed.success) return { ...DEFAULT_BUDGETS, ...(parsed.data as Partial<Budgets>) };
  const [issue] = parsed.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  throw unusable('FIELD', field === '' ? undefined : field);
}

async function readText(path: string): Promise<string | null> {
  try {
    const bytes = await readBounded(path, NAME, MOST_BYTES);
    if (bytes === null) throw unusable('TOO_LARGE');
    return decodeUtf8(bytes);
  } catch (thrown) {
    if (thrown instanceof ParseError) throw unusable('MALFORMED');
    const problem = fileProblem(thrown, NAME, 'FILE_NOT_READABLE');
    if (!(problem instanceof Problem) || problem.code === 'LIMITS_NOT_READABLE') throw problem;
    if (problem.code === 'FILE_NOT_FOUND') return null;
    throw unusable(String(problem.values['reason']));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unusable('MALFORMED');
  }
}

function unusable(reason: string, field = 'none'): Problem {
  return new Problem('LIMITS_NOT_READABLE', { name: NAME, reason, field });
}
