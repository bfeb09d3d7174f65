const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** Returns a whole number with its thousands grouped, such as `12,345`. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** Returns a size for people, in decimal units: `512 bytes`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  let scaled = bytes;
  let unit: string = 'bytes';
  for (const next of UNITS) {
    if (scaled < 999.95) break;
    scaled /= 1_000;
    unit = next;
  }
  return `${scaled < 10 ? scaled.toFixed(1) : counts.format(scaled)} ${unit}`;
}

/** Returns a size exactly, and scaled where that helps: `1,400,200 bytes (1.4 MB)`. */
export function formatBytesExactly(bytes: number): string {
  return bytes < 1_000 ? formatBytes(bytes) : `${formatCount(bytes)} bytes (${formatBytes(bytes)})`;
}

/** Returns seconds for people: `8 s`, `2 min 05 s`, `1 h 12 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3_600)} h ${String(Math.floor((whole % 3_600) / 60)).padStart(2, '0')} min`;
}

/**
 * Returns an ISO 8601 instant as `2024-10-17 13:00:00 UTC`. What cannot be read comes back as it is, because a time from a
 * file must never be shown as another one.
 */
export function formatInstant(text: string): string {
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || !/(?:Z|[+-]\d{2}:?\d{2})$/u.test(text)) return text;
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Returns a digest or fingerprint in groups of four, so that two people can read it to each other. */
export function inFours(hex: string): readonly string[] {
  return hex.match(/.{1,4}/gu) ?? [];
}
