import { locatorText } from '../domain/evidence.ts';
import { message, type Message } from '../domain/message.ts';
import { render, type Catalogue } from '../domain/render.ts';
import type { ArchiveFacts, WorkspaceAction, WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';
import { workSentence } from './model-journal-work.ts';
import type { ReportJournal } from './model-types.ts';

/** Returns the journal's standing and its log, one sentence an event. */
export function journal(state: WorkspaceState, events: readonly WorkspaceEvent[], catalogue: Catalogue): ReportJournal {
  return {
    head: state.head,
    events: state.events,
    exports: state.exports,
    archiveSha256: state.archiveSha256,
    fault: state.fault,
    unknownActions: state.unknownActions,
    log: events.map(({ sequence, at, author, action }) => ({
      sequence,
      at,
      author,
      text: render(catalogue, sentence(action, catalogue)),
    })),
  };
}

function sentence(action: WorkspaceAction, catalogue: Catalogue): Message {
  switch (action.kind) {
    case 'opened':
      return message('report.log.opened', {
        name: action.archiveName,
        sha256: action.archiveSha256,
        tool: action.tool,
      });
    case 'profile-set':
      return message('report.log.profile-set', {
        mode: action.mode.replace('-', '_'),
        edition: action.edition ?? 'stated',
        level: action.safetyClass ?? 'stated',
        facts: [...action.facts],
        n: action.facts.length,
        reason: action.reason,
      });
    case 'judged':
      return message(action.reason === '' ? 'report.log.judged' : 'report.log.judged-with-reason', {
        section: action.section,
        judgement: render(catalogue, message(`audit.judgement.${action.judgement}`)),
        reason: action.reason,
      });
    case 'noted':
      return message('report.log.noted', { section: action.section, characters: action.text.length });
    case 'evidence-added': {
      const { path, locator, sha256 } = action.evidence;
      return message('report.log.evidence-added', {
        section: action.section,
        path,
        place: locator.kind === 'file' ? render(catalogue, message('report.place.file')) : locatorText(locator),
        sha256,
      });
    }
    case 'set-up':
      return message('report.log.set-up', {
        title: action.title,
        auditors: [...action.auditors],
        n: action.auditors.length,
        organisation: action.organisation,
        manufacturer: action.manufacturer,
        language: action.language,
      });
    case 'verified':
      return message('report.log.verified', { ...factsOf(action, catalogue), rules: action.ruleSet });
    case 'supplement-added':
      return message('report.log.supplement-added', factsOf(action, catalogue));
    case 'privately-noted':
      return message('report.log.privately-noted', { section: action.section });
    default:
      return workSentence(action, catalogue);
  }
}

function factsOf({ archiveName, archiveSha256, verdict }: ArchiveFacts, catalogue: Catalogue): Message['values'] {
  return {
    name: archiveName,
    sha256: archiveSha256,
    verdict: render(catalogue, message(`report.log.verdict.${verdict}`)),
  };
}
