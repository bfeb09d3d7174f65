import type { Catalogue } from '../../src/domain/render.ts';
import type { CancelSignal } from '../../src/domain/errors.ts';
import type { Settings } from '../files/settings.ts';
import type { Say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets: where to write, in which language, the instant it runs at, and how to notice that it was cancelled. */
export interface CommandContext {
  readonly io: Terminal;
  readonly say: Say;
  readonly catalogue: Catalogue;
  readonly signal: CancelSignal;
  /** What the user set in the data folder; the usual for commands that need none of it. */
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly now: number;
}
