import { join } from 'node:path';
import type { z } from 'zod';
import { decodeUtf8, ParseError } from '../../src/parse/index.ts';
import { fileProblem, Problem } from './problem.ts';
import { readBounded } from './read-bounded.ts';

/** A file of settings in the user's data folder: what it may hold, how large it may be, and the code of one that cannot be used. */
export interface Setting<Schema extends z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  readonly most: number;
  readonly code: 'LIMITS_NOT_READABLE' | 'THRESHOLDS_NOT_READABLE' | 'COLUMNS_NOT_READABLE';
}

/**
 * Returns what the user set in a file of the data `folder`, `null` where it is absent. Throws the setting's code for a file that is
 * anything but what its schema asks for: under settings that nobody chose a result would be wrong without a sign of it.
 */
export async function readSetting<Schema extends z.ZodType>(
  folder: string,
  setting: Setting<Schema>,
): Promise<z.output<Schema> | null> {
  const text = await readText(folder, setting);
  if (text === null) return null;
  const parsed = setting.schema.safeParse(parseJson(text, setting));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
  throw unusable(setting, 'FIELD', at === '' ? undefined : at);
}

async function readText(folder: string, setting: Setting<z.ZodType>): Promise<string | null> {
  const { name, most, code } = setting;
  try {
    const bytes = await readBounded(join(folder, name), name, most);
    if (bytes === null) throw unusable(setting, 'TOO_LARGE');
    return decodeUtf8(bytes);
  } catch (thrown) {
    if (thrown instanceof ParseError) throw unusable(setting, 'MALFORMED');
    const problem = fileProblem(thrown, name, 'FILE_NOT_READABLE');
    if (!(problem instanceof Problem) || problem.code === code) throw problem;
    if (problem.code === 'FILE_NOT_FOUND') return null;
    throw unusable(setting, String(problem.values['reason']));
  }
}

function parseJson(text: string, setting: Setting<z.ZodType>): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unusable(setting, 'MALFORMED');
  }
}

function unusable({ code, name }: Setting<z.ZodType>, reason: string, field = 'none'): Problem {
  return new Problem(code, { name, reason, field });
}
