import type { WrittenTime } from './facts.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;
const TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/u;

/**
 * Returns what a written date or time says (ISO 8601 calendar dates and times, RFC 3339 included). An instant without a zone
 * is counted as if it were UTC, and `zoned` says that it is not known. Text of any other form has the instant `null`.
 */
export function readWrittenTime(written: string): WrittenTime {
  const text = written.trim();
  const day = DAY.exec(text);
  if (day !== null) return { text, instant: instantOf(day, 0, 0, 0, 0), zoned: false, dayOnly: true };
  const time = TIME.exec(text);
  if (time === null) return { text, instant: null, zoned: false, dayOnly: false };
  const local = instantOf(time, part(time[4]), part(time[5]), part(time[6]), milliseconds(time[7]));
  const zone = time[8] === undefined ? 0 : zoneMinutes(time[8]);
  if (local === null || zone === null) return { text, instant: null, zoned: false, dayOnly: false };
  return { text, instant: local - zone * 60_000, zoned: time[8] !== undefined, dayOnly: false };
}

function instantOf(
  match: RegExpExecArray,
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number | null {
  const [year, month, day] = [part(match[1]), part(match[2]), part(match[3])];
  if (hour > 23 || minute > 59 || second > 60) return null;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC rolls an impossible day over into the next month; such a date is not a date.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = part(zone.slice(1, 3));
  const minutes = part(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
}

function part(digits: string | undefined): number {
  return digits === undefined || digits === '' ? 0 : Number(digits);
}

/** How two written times stand to each other. `unclear`: one cannot be read, or they share a day and a zone or hour is missing. */
export type TimeOrder = 'before' | 'same' | 'after' | 'unclear';

/**
 * Compares two written times honestly: instants where both are exact and have a zone; else the calendar days as written, and
 * within one day nothing is concluded.
 */
export function compareWritten(left: WrittenTime, right: WrittenTime): TimeOrder {
  if (left.instant === null || right.instant === null) return 'unclear';
  if (left.zoned && right.zoned && !left.dayOnly && !right.dayOnly) return order(left.instant, right.instant);
  const byDay = order(writtenDay(left), writtenDay(right));
  return byDay === 'same' ? 'unclear' : byDay;
}

function order<T extends number | string>(left: T, right: T): TimeOrder {
  if (left === right) return 'same';
  return left < right ? 'before' : 'after';
}

function writtenDay(time: WrittenTime): string {
  const written = /^\d{4}-\d{2}-\d{2}/u.exec(time.text.trim());
  return written === null ? new Date(time.instant ?? 0).toISOString().slice(0, 10) : written[0];
}

const HOUR = 3_600_000;

/**
 * Returns whether `instant` (milliseconds since 1970) lies on another day than a written time: in the zone that is written, else in
 * every zone on Earth (UTC-12 to UTC+14). `false` where the written time cannot be read.
 */
export function isOtherDay(written: WrittenTime, instant: number): boolean {
  if (written.instant === null) return false;
  const midnight = Date.parse(`${writtenDay(written)}T00:00:00Z`);
  if (!written.zoned) return instant < midnight - 14 * HOUR || instant >= midnight + 36 * HOUR;
  const local = readWrittenTime(written.text.replace(/\s?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/u, '')).instant;
  const offset = (local ?? written.instant) - written.instant;
  return instant + offset < midnight || instant + offset >= midnight + 24 * HOUR;
}
