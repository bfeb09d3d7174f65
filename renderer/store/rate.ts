import type { Progress } from '../../src/domain/archive.ts';

/** Progress of the running verification with what is needed to tell its speed. Instants in milliseconds of one clock. */
export interface Run {
  readonly startedAt: number;
  readonly progress: Progress | null;
  readonly phaseStartedAt: number;
  readonly phaseStartDone: number;
  readonly at: number;
  readonly cancelling: boolean;
}

/** Speeds are told only after this long: before, they jump. */
const SETTLED_MS = 1_000;

/** Returns the run at its start. */
export function startRun(at: number): Run {
  return { startedAt: at, progress: null, phaseStartedAt: at, phaseStartDone: 0, at, cancelling: false };
}

/** Returns the run after `progress` arrived at `at`. A new phase starts its own measurement. */
export function advanceRun(run: Run, progress: Progress, at: number): Run {
  const samePhase = run.progress?.phase === progress.phase;
  if (samePhase) return { ...run, progress, at };
  return { ...run, progress, at, phaseStartedAt: at, phaseStartDone: progress.done };
}

/** Returns bytes a second in the running phase, or `null` as long as it cannot be told. */
export function speedOf(run: Run): number | null {
  if (run.progress === null) return null;
  const elapsed = run.at - run.phaseStartedAt;
  const done = run.progress.done - run.phaseStartDone;
  return elapsed < SETTLED_MS || done <= 0 ? null : (done / elapsed) * 1_000;
}

/** Returns the seconds left in the running phase, or `null` as long as they cannot be told. */
export function secondsLeft(run: Run): number | null {
  const speed = speedOf(run);
  if (speed === null || run.progress === null) return null;
  return Math.max(0, run.progress.total - run.progress.done) / speed;
}

/** Returns the done part of the running phase, 0 to 1, or `null` when its size is not known. */
export function fractionOf(run: Run): number | null {
  if (run.progress === null || run.progress.total <= 0) return null;
  return Math.min(1, Math.max(0, run.progress.done / run.progress.total));
}
