import type { ErrorCode, WireError } from '../../src/contract/define.ts';
import { Cancelled, Refusal } from '../../src/domain/errors.ts';
import type { MessageValue } from '../../src/domain/message.ts';

/** A failure that is no refusal of an archive: a file that cannot be read, a session that is not there. Carries a closed code. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, MessageValue>>;

  constructor(code: ErrorCode, values: Readonly<Record<string, MessageValue>> = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.values = values;
  }
}

/** An error that another process reported, with the code it gave. */
export class RemoteFailure extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.code);
    this.name = 'RemoteFailure';
    this.error = error;
  }
}

/** Returns what may cross a process border of any thrown value: a code and facts, never a stack. Unknown errors become `INTERNAL`. */
export function wireError(thrown: unknown): WireError {
  if (thrown instanceof Refusal) return { code: thrown.code, values: thrown.values, member: thrown.member };
  if (thrown instanceof Problem) return { code: thrown.code, values: thrown.values, member: null };
  if (thrown instanceof RemoteFailure) return thrown.error;
  if (thrown instanceof Cancelled) return { code: 'CANCELLED', values: {}, member: null };
  return { code: 'INTERNAL', values: {}, member: null };
}

/**
 * Returns `thrown` as a problem with the file `name`: `FILE_NOT_FOUND` when it is absent, else `fallback` with the
 * operating system's code. Anything that is no error of the file system is returned as it is.
 */
export function fileProblem(
  thrown: unknown,
  name: string,
  fallback: 'FILE_NOT_READABLE' | 'FILE_NOT_WRITABLE',
): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  if (thrown instanceof Problem || thrown instanceof Refusal) return thrown;
  const absent = thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR';
  return new Problem(absent && fallback === 'FILE_NOT_READABLE' ? 'FILE_NOT_FOUND' : fallback, {
    name,
    reason: thrown.code,
  });
}
