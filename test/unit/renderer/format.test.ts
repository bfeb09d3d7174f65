import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatBytesExactly,
  formatInstant,
  formatSeconds,
  inFours,
} from '../../../renderer/text/format.ts';

describe('what people read', () => {
  it('scales sizes in decimal units and keeps the exact count', () => {
    expect([1, 999, 1_000, 1_450_000, 999_950, 52e9].map(formatBytes)).toEqual([
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '1.4 MB',
      '1.0 MB',
      '52 GB',
    ]);
    expect(formatBytesExactly(1_400_200)).toBe('1,400,200 bytes (1.4 MB)');
  });

  it('shows instants in UTC and leaves a time without a zone as it was written', () => {
    expect(formatInstant('2024-10-17T15:00:00+02:00')).toBe('2024-10-17 13:00:00 UTC');
    expect(formatInstant('2024-10-17')).toBe('2024-10-17');
    expect(formatInstant('2024-10-17T15:00:00')).toBe('2024-10-17T15:00:00');
    expect(formatInstant('soon')).toBe('soon');
  });

  it('shortens durations', () => {
    expect([0.4, 59, 125, 4_320].map(formatSeconds)).toEqual(['0 s', '59 s', '2 min 05 s', '1 h 12 min']);
  });

  it('groups fingerprints by four without losing a character', () => {
    expect(inFours('0123456789')).toEqual(['0123', '4567', '89']);
  });
});
