import { locatorLine, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { shownFindings } from '../../store/desk-state.ts';
import type { AppState } from '../../store/state.ts';

const QUOTE_LENGTH = 200;

/** Returns the finding that is written beside the pane, to which a place is added then; `null` where none is. */
export function openFinding({ screen, work, view, drafts }: AppState): string | null {
  if (screen !== 'work' || work.tab !== 'findings' || view === null) return null;
  const findings = shownFindings(view.workspace, drafts);
  return (findings.find(({ id }) => id === work.id) ?? findings[0])?.id ?? null;
}

/** Returns `place` with what is selected in the pane as its quotation, at the line on which the selection begins. */
export function quoting(place: EvidenceRef, pane: HTMLElement | null): EvidenceRef {
  const selection = document.getSelection();
  const { anchorNode, focusNode } = selection ?? { anchorNode: null, focusNode: null };
  if (selection === null || selection.isCollapsed || pane?.contains(anchorNode) !== true) return place;
  const quote = selection.toString().replaceAll(/\s+/gu, ' ').trim().slice(0, QUOTE_LENGTH);
  if (quote === '') return place;
  const lines = [anchorNode, focusNode].flatMap((node) => lineOf(node) ?? []);
  const line = lines.length === 0 ? null : Math.min(...lines);
  if (line === null || line === locatorLine(place.locator)) return { ...place, quote };
  return { ...place, locator: { kind: 'line', line }, quote };
}

function lineOf(node: Node | null): number | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const line = element?.closest<HTMLElement>('[data-line]')?.dataset.line;
  return line === undefined ? null : Number(line);
}
