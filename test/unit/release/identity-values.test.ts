import { describe, expect, test } from 'vitest';
import {
  compareSemver,
  isSemver,
  sameBuild,
  sameCommit,
  sameVersion,
  tagNamesVersion,
} from '../../../src/domain/version.ts';
import { compareWritten, isOtherDay, readWrittenTime } from '../../../src/domain/written-time.ts';

describe('versions', () => {
  test.each([
    ['2.4.0', 'v2.4.0', true],
    ['2.4.0', '2.4.0+b.8842', true],
    ['2.4.0+b.1', '2.4.0+b.2', false],
    ['2.4.0', '2.4', false],
    ['2.4.0', '2.4.0-rc1', false],
  ])('%s and %s name the same: %s', (left, right, same) => {
    expect(sameVersion(left, right)).toBe(same);
    expect(sameVersion(right, left)).toBe(same);
  });

  test.each([
    ['1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['1.0.0-alpha.1', '1.0.0-beta', -1],
    ['1.0.0-beta.2', '1.0.0-beta.11', -1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['2.10.0', '2.9.9', 1],
    ['1.0.0+a', '1.0.0+b', 0],
    ['autumn', '1.0.0', null],
  ])('%s against %s is %s', (left, right, order) => {
    expect(compareSemver(left, right)).toBe(order);
  });

  test('a version with leading zeros or two parts is no Semantic Version', () => {
    expect(['1.02.0', '1.2', 'v1.2.3', '1.2.3-rc.1+b.5'].map(isSemver)).toEqual([false, false, true, true]);
  });

  test.each([
    ['v2.4.0', true],
    ['refs/tags/release/2.4.0', true],
    ['triage-v2.4.0', true],
    ['v12.4.0', false],
    ['v2.4.01', false],
  ])('the tag %s names 2.4.0: %s', (tag, names) => {
    expect(tagNamesVersion(tag, '2.4.0')).toBe(names);
  });

  test('commits agree in a short form of seven characters or more, builds behind a separator', () => {
    expect(sameCommit('0123456', '0123456789ABCDEF0123456789abcdef01234567')).toBe(true);
    expect(sameCommit('012345', '0123456789abcdef0123456789abcdef01234567')).toBe(false);
    expect(sameBuild('8842', '2.4.0+b.8842')).toBe(true);
    expect(sameBuild('842', '2.4.0+b.8842')).toBe(false);
  });
});

describe('written times', () => {
  const order = (left: string, right: string): string => compareWritten(readWrittenTime(left), readWrittenTime(right));

  test.each([
    ['2024-10-17T15:00:00+02:00', '2024-10-17T13:00:00Z', 'same'],
    ['2024-10-17T15:00:00+02:00', '2024-10-17T13:00:01Z', 'before'],
    ['2024-10-17', '2024-10-18T00:10:00Z', 'before'],
    ['2024-10-17', '2024-10-17T23:00:00Z', 'unclear'],
    ['2024-10-17T15:00:00', '2024-10-17T16:00:00+02:00', 'unclear'],
    ['2024-10-17', '2024-10-17', 'unclear'],
    ['last Tuesday', '2024-10-17', 'unclear'],
  ])('%s against %s is %s', (left, right, expected) => {
    expect(order(left, right)).toBe(expected);
  });

  test('impossible dates are no dates', () => {
    for (const text of [
      '2024-02-30',
      '2023-02-29',
      '2024-13-01',
      '2024-10-17T24:00:00Z',
      '2024-10-17T10:00:00+15:00',
    ]) {
      expect(readWrittenTime(text).instant, text).toBeNull();
    }
    expect(readWrittenTime('2024-02-29').instant).toBe(Date.UTC(2024, 1, 29));
  });
});

test.each([
  ['2024-10-17', '2024-10-16T10:00:00Z', false],
  ['2024-10-17', '2024-10-16T09:59:59Z', true],
  ['2024-10-17', '2024-10-18T11:59:59Z', false],
  ['2024-10-17', '2024-10-18T12:00:00Z', true],
  ['2024-10-17T15:00:00', '2024-10-19T00:00:00Z', true],
  ['2024-10-17T23:30:00+02:00', '2024-10-17T21:59:00Z', false],
  ['2024-10-17T23:30:00+02:00', '2024-10-17T22:00:00Z', true],
  ['2024-10-17T00:30:00 -0500', '2024-10-17T04:59:00Z', true],
  ['2024-10-17T10:00:00Z', '2024-10-17T23:59:59Z', false],
  ['soon', '2024-10-17T00:00:00Z', false],
])('beside the written %s, the instant %s is of another day: %s', (written, instant, other) => {
  expect(isOtherDay(readWrittenTime(written), Date.parse(instant))).toBe(other);
});
