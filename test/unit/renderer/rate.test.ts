import { describe, expect, it } from 'vitest';
import { advanceRun, fractionOf, secondsLeft, speedOf, startRun } from '../../../renderer/store/rate.ts';

const hashing = (done: number) => ({ phase: 'hashing', done, total: 1_000 }) as const;

describe('the speed of a running verification', () => {
  it('is not told before a second of a phase has passed', () => {
    const run = advanceRun(advanceRun(startRun(0), hashing(0), 0), hashing(500), 900);
    expect(speedOf(run)).toBeNull();
    expect(secondsLeft(run)).toBeNull();
    expect(fractionOf(run)).toBe(0.5);
  });

  it('comes from the running phase alone', () => {
    const opening = advanceRun(startRun(0), { phase: 'opening', done: 1_000, total: 1_000 }, 500);
    const run = advanceRun(advanceRun(opening, hashing(100), 1_000), hashing(300), 3_000);
    expect(speedOf(run)).toBe(100);
    expect(secondsLeft(run)).toBe(7);
  });

  it('has no part done when the total is not known', () => {
    expect(fractionOf(advanceRun(startRun(0), { phase: 'evidence', done: 0, total: 0 }, 1))).toBeNull();
  });
});
