import type { TimeState, TimeTopic, WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';

/**
 * Returns the time spent by topic and the clock that runs. A clock stops when another starts, when it is paused, and, where the program
 * ended without saying so, at the last event before the next `opened`: time that nobody can vouch for is not counted.
 */
export function foldTimes(events: readonly WorkspaceEvent[]): Pick<WorkspaceState, 'times' | 'clock'> {
  const times = new Map<TimeTopic, TimeState>();
  let clock: WorkspaceState['clock'] = null;
  let lastAt = '';
  const of = (topic: TimeTopic): TimeState => times.get(topic) ?? { topic, seconds: 0, corrections: [] };
  const stop = (at: string): void => {
    if (clock === null) return;
    const passed = (Date.parse(at) - Date.parse(clock.since)) / 1_000;
    const before = of(clock.topic);
    if (passed > 0) times.set(clock.topic, { ...before, seconds: before.seconds + Math.round(passed) });
    clock = null;
  };
  for (const { action, at, author } of events) {
    if (action.kind === 'clock-started') {
      stop(at);
      clock = { topic: action.topic, since: at };
    } else if (action.kind === 'clock-paused') stop(at);
    else if (action.kind === 'verified' && lastAt !== '') stop(lastAt);
    else if (action.kind === 'time-corrected') {
      const before = of(action.topic);
      const corrections = [...before.corrections, { minutes: action.minutes, note: action.note, by: author }];
      times.set(action.topic, { ...before, seconds: before.seconds + action.minutes * 60, corrections });
    }
    lastAt = at;
  }
  return { times: [...times.values()], clock };
}
