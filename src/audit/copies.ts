import type { WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';

/** Returns a workspace as the manufacturer may have it: without private notes, in the state as in the events. */
export function withoutPrivateNotes(
  state: WorkspaceState,
  events: readonly WorkspaceEvent[],
): { readonly state: WorkspaceState; readonly events: readonly WorkspaceEvent[] } {
  const sections = Object.fromEntries(
    Object.entries(state.sections).map(([section, own]) => [section, { ...own, privateNote: '' }]),
  );
  return {
    state: { ...state, sections },
    events: events.map((event) =>
      event.action.kind === 'privately-noted' ? { ...event, action: { ...event.action, text: '' } } : event,
    ),
  };
}
