import { SECTIONS, type SectionId } from '../../src/domain/clause.ts';
import { UNTOUCHED_SECTION, type SectionState, type WorkspaceState } from '../../src/domain/workspace.ts';

/** Returns the auditor's state of `section`. */
export function sectionStateOf(workspace: WorkspaceState, section: SectionId): SectionState {
  return workspace.sections[section] ?? UNTOUCHED_SECTION;
}

/** Returns how many of all sections have a judgement. */
export function judgedCount(workspace: WorkspaceState): { readonly judged: number; readonly total: number } {
  const judged = SECTIONS.filter((section) => sectionStateOf(workspace, section).judgement !== 'not-assessed');
  return { judged: judged.length, total: SECTIONS.length };
}

/** Returns the section `step` places after `section`; the ends hold. */
export function neighbour(section: SectionId, step: 1 | -1): SectionId {
  const place = SECTIONS.indexOf(section) + step;
  return SECTIONS[Math.min(SECTIONS.length - 1, Math.max(0, place))] ?? section;
}
