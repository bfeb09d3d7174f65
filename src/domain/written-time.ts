import type { WrittenTime } from './facts.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;
const TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/u;

/** A day written with dots or slashes, as people and trackers do, with what may follow it. */
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s+(?:um\s+)?(.+))?$/u;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(.+))?$/u;
const YEAR_FIRST = /^(\d{4})\/(\d{2})\/(\d{2})(?:\s+(.+))?$/u;
/** A day with its month as a word: `17/Oct/24 3:05 PM`, `17. Oktober 2024`, `17 octobre 2024`, `Thu, 17 Oct 2024 15:05:00 +0200`. */
const DAY_FIRST =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:\.|er)?[\s/-]+(\p{L}+)\.?[\s/-]+(\d{4}|\d{2})(?:,?\s+(?:at\s+|um\s+|à\s+)?(.+))?$/u;
const MONTH_FIRST = /^(?:\p{L}+,?\s+)?(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?(.+))?$/u;
const CLOCK =
  /^(\d{1,2})(?::|\s?h\s?)(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([AaPp]\.?[Mm]\.?)?\s*(?:Uhr)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/u;

/** Months in English, German and French by their beginnings, without accents; the first that fits is it. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|janv)/u,
  /^(?:feb|fev)/u,
  /^(?:mar|maerz|mrz)/u,
  /^(?:apr|avr)/u,
  /^(?:may|mai)/u,
  /^(?:jun|juin)/u,
  /^(?:jul|juil)/u,
  /^(?:aug|aou)/u,
  /^sep/u,
  /^(?:oct|okt)/u,
  /^nov/u,
  /^(?:dec|dez)/u,
];

/**
 * Returns what a written date or time says: ISO 8601 calendar dates and times (RFC 3339 included), and the forms that English, German and
 * French tools and people write. An instant without a zone is counted as if it were UTC, and `zoned` says that it is not known. Text of any
 * other form has the instant `null`, and so has `03/04/2024`, of which nobody can tell which number is the month.
 */
export function readWrittenTime(written: string): WrittenTime {
  const text = written.trim();
  const day = DAY.exec(text);
  if (day !== null) return { text, instant: instantOf(day, 0, 0, 0, 0), zoned: false, dayOnly: true };
  const time = TIME.exec(text);
  if (time === null) return text.length > 60 ? unread(text) : peoplesTime(text);
  const local = instantOf(time, part(time[4]), part(time[5]), part(time[6]), milliseconds(time[7]));
  const zone = time[8] === undefined ? 0 : zoneMinutes(time[8]);
  if (local === null || zone === null) return unread(text);
  return { text, instant: local - zone * 60_000, zoned: time[8] !== undefined, dayOnly: false };
}

function unread(text: string): WrittenTime {
  return { text, instant: null, zoned: false, dayOnly: false };
}

function peoplesTime(text: string): WrittenTime {
  const found = peoplesDay(text);
  if (found === null) return unread(text);
  const [year, month, day, rest] = found;
  const date = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  if (rest === undefined) return { ...readWrittenTime(date), text };
  const clock = CLOCK.exec(rest.trim());
  if (clock === null) return unread(text);
  const half = clock[4]?.toLowerCase()[0];
  const shown = part(clock[1]);
  if (half !== undefined && (shown < 1 || shown > 12)) return unread(text);
  const hour = half === undefined ? shown : (shown % 12) + (half === 'p' ? 12 : 0);
  const zone = clock[5] === undefined ? '' : /^(?:UTC|GMT)$/u.test(clock[5]) ? 'Z' : clock[5];
  const iso = `${date}T${String(hour).padStart(2, '0')}:${clock[2] ?? '00'}:${clock[3] ?? '00'}${zone}`;
  return { ...readWrittenTime(iso), text };
}

type Day = readonly [year: number, month: number, day: number, rest: string | undefined];

function peoplesDay(text: string): Day | null {
  const dotted = DOTTED.exec(text);
  if (dotted !== null) return [fullYear(dotted[3]), part(dotted[2]), part(dotted[1]), dotted[4]];
  const first = YEAR_FIRST.exec(text);
  if (first !== null) return [part(first[1]), part(first[2]), part(first[3]), first[4]];
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [one, two] = [part(slashed[1]), part(slashed[2])];
    if (one === two || one > 12) return [part(slashed[3]), two, one, slashed[4]];
    return two > 12 ? [part(slashed[3]), one, two, slashed[4]] : null;
  }
  const worded = DAY_FIRST.exec(text);
  if (worded !== null) return withMonth(worded[2], fullYear(worded[3]), part(worded[1]), worded[4]);
  const american = MONTH_FIRST.exec(text);
  return american === null ? null : withMonth(american[1], part(american[3]), part(american[2]), american[4]);
}

function withMonth(word: string | undefined, year: number, day: number, rest: string | undefined): Day | null {
  const plain = (word ?? '').toLowerCase().replaceAll('ä', 'ae').normalize('NFD').replace(/\p{M}/gu, '');
  const month = MONTHS.findIndex((pattern) => pattern.test(plain)) + 1;
  return month === 0 ? null : [year, month, day, rest];
}

/** A year of two digits is one of this century: no medical software of the last one is released with these tools. */
function fullYear(digits: string | undefined): number {
  return digits?.length === 2 ? 2000 + part(digits) : part(digits);
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
