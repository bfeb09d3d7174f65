import type { Catalogue } from '../../src/domain/render.ts';
import type { CancelSignal } from '../../src/domain/errors.ts';
import type { Budgets } from '../../src/domain/limits.ts';
import type { Say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets: where to write, in which language, the instant it runs at, and how to notice that it was cancelled. */
export interface CommandContext {
  readonly io: Terminal;
  readonly say: Say;
  readonly catalogue: Catalogue;
  readonly signal: CancelSignal;
  /** What the user allows an archive to cost. */
  readonly budgets: Budgets;
  /** Milliseconds since 1970. */
  readonly now: number;
}
