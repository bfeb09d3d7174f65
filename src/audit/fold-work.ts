import type {
  DocumentState,
  ArchiveFacts,
  FindingState,
  QuestionState,
  Review,
  SampleState,
  SetUp,
  WorkspaceAction,
  WorkspaceEvent,
  WorkspaceState,
} from '../domain/workspace.ts';

/** What a fold gathers beside the sections. */
export interface Work {
  archiveSha256: string | null;
  archiveName: string | null;
  /** Digests of the audited archive and its supplements, in the order in which they came. */
  readonly archives: string[];
  setUp: SetUp | null;
  verified: WorkspaceState['verified'];
  readonly supplements: WorkspaceState['supplements'][number][];
  readonly findings: Map<string, FindingState>;
  readonly questions: Map<string, QuestionState>;
  readonly samples: Map<string, SampleState>;
  readonly documents: Map<string, DocumentState>;
  handedOver: WorkspaceState['handedOver'];
  reviewFinished: WorkspaceState['reviewFinished'];
  exports: number;
}

/** Returns the work of an empty journal. */
export function newWork(): Work {
  return {
    archiveSha256: null,
    archiveName: null,
    archives: [],
    setUp: null,
    verified: null,
    supplements: [],
    findings: new Map(),
    questions: new Map(),
    samples: new Map(),
    documents: new Map(),
    handedOver: null,
    reviewFinished: null,
    exports: 0,
  };
}

/** Takes one event into `work`. */
export function workOn(work: Work, event: WorkspaceEvent): void {
  const { action, at, author } = event;
  switch (action.kind) {
    case 'opened':
      work.archiveName = work.archiveSha256 === null ? action.archiveName : work.archiveName;
      work.archiveSha256 ??= action.archiveSha256;
      if (work.archives.length === 0) work.archives.push(action.archiveSha256);
      return;
    case 'set-up': {
      const { title, auditors, organisation, manufacturer, language } = action;
      work.setUp = { title, auditors, organisation, manufacturer, language };
      return;
    }
    case 'verified': {
      work.verified = { ...factsOf(action), at };
      return;
    }
    case 'supplement-added': {
      if (work.archives.includes(action.archiveSha256)) return;
      work.archives.push(action.archiveSha256);
      work.supplements.push({ ...factsOf(action), at });
      return;
    }
    case 'document-opened': {
      const key = `${action.sha256} ${action.path}`;
      if (!work.documents.has(key))
        work.documents.set(key, { path: action.path, sha256: action.sha256, firstAt: at, by: author });
      return;
    }
    case 'handed-over':
      work.handedOver = { to: action.to, at, by: author };
      work.reviewFinished = null;
      return;
    case 'recalled':
      work.handedOver = null;
      return;
    case 'review-finished':
      work.handedOver = null;
      work.reviewFinished = { comment: action.comment, at, by: author };
      return;
    case 'exported':
      work.exports += 1;
      return;
    default:
      statement(work, event, action);
  }
}

function factsOf(action: ArchiveFacts): ArchiveFacts {
  const { archiveSha256, archiveName, size, members, verdict, manifestSha256, version } = action;
  return { archiveSha256, archiveName, size, members, verdict, manifestSha256, version };
}

/** Returns a review of something that was changed after it. */
export function staleReview(review: Review | null): Review | null {
  return review === null ? null : { ...review, stale: true };
}

function statement(work: Work, { at, author }: WorkspaceEvent, action: WorkspaceAction): void {
  switch (action.kind) {
    case 'finding-saved': {
      const before = work.findings.get(action.finding.id);
      work.findings.set(action.finding.id, {
        ...action.finding,
        draftedBy: before?.draftedBy ?? author,
        draftedAt: before?.draftedAt ?? at,
        changedAt: at,
        basedOn: [...work.archives],
        review: staleReview(before?.review ?? null),
      });
      return;
    }
    case 'question-saved': {
      const before = work.questions.get(action.question.id);
      const asked = { askedBy: before?.askedBy ?? author, askedAt: before?.askedAt ?? at };
      work.questions.set(action.question.id, { ...action.question, ...asked });
      return;
    }
    case 'sample-drawn':
      work.samples.set(action.draw.id, {
        ...action.draw,
        drawnBy: author,
        drawnAt: at,
        rounds: [action.draw.items.length],
        verdicts: {},
      });
      return;
    case 'sample-extended': {
      const before = work.samples.get(action.id);
      if (before === undefined) return;
      const items = [...before.items, ...action.items];
      work.samples.set(action.id, { ...before, items, rounds: [...before.rounds, action.items.length] });
      return;
    }
    case 'sample-judged': {
      const before = work.samples.get(action.id);
      if (before === undefined) return;
      const verdict = { verdict: action.verdict, note: action.note };
      const verdicts = Object.fromEntries([...Object.entries(before.verdicts), [action.key, verdict]]);
      work.samples.set(action.id, { ...before, verdicts });
      return;
    }
    case 'reviewed': {
      const before = action.subject.kind === 'finding' ? work.findings.get(action.subject.id) : undefined;
      if (before === undefined) return;
      const review = { decision: action.decision, comment: action.comment, by: author, at, stale: false };
      work.findings.set(action.subject.id, { ...before, review });
      return;
    }
    default:
  }
}
