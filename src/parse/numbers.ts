/**
 * Returns whether a double holds the decimal number `written` (`-12.50e3`) without losing digits: reading it back gives the same
 * digits. Digits beyond the range of a double, and numbers that become infinite or zero, are lost.
 */
export function keepsDigits(written: string): boolean {
  const value = Number(written);
  const wanted = decimal(written);
  if (!Number.isFinite(value) || wanted === null) return false;
  if (wanted.digits === '') return true;
  if (value === 0) return false;
  const count = Math.min(Math.max(wanted.digits.length, 1), 17);
  return same(wanted, decimal(String(value))) || same(wanted, decimal(value.toExponential(count - 1)));
}

interface Decimal {
  /** Significant digits without zeros at either end; empty for zero. */
  readonly digits: string;
  /** Power of ten of the last significant digit. */
  readonly exponent: number;
}

const DECIMAL = /^[-+]?(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/u;

function decimal(written: string): Decimal | null {
  const match = DECIMAL.exec(written);
  if (match === null) return null;
  const fraction = match[2] ?? '';
  const all = `${match[1] ?? ''}${fraction}`;
  const significant = trimZeros(all);
  return {
    digits: significant.digits,
    exponent: Number(match[3] ?? '0') - fraction.length + significant.dropped,
  };
}

/** Drops zeros at both ends in linear time (a pattern such as `0+$` is quadratic on hostile digits). */
function trimZeros(all: string): { digits: string; dropped: number } {
  let start = 0;
  let end = all.length;
  while (start < end && all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  return { digits: all.slice(start, end), dropped: all.length - end };
}

function same(wanted: Decimal, got: Decimal | null): boolean {
  return got !== null && got.digits === wanted.digits && got.exponent === wanted.exponent;
}
