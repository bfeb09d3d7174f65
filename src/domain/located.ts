import type { Locator } from './locator.ts';

/** A value together with the place it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly at: Locator;
}

/** A time as written, its instant in milliseconds since 1970 where it could be read, and whether a zone was given. */
export interface WrittenTime {
  readonly text: string;
  readonly instant: number | null;
  readonly zoned: boolean;
  /** Whether only a calendar day was written. */
  readonly dayOnly: boolean;
}
