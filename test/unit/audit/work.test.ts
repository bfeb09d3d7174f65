import { describe, expect, it } from 'vitest';
import {
  denial,
  drawRandom,
  drawStratified,
  foldWorkspace,
  JOURNAL_START,
  populationDigest,
  withoutPrivateNotes,
} from '../../../src/audit/index.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Draw, SampleItem } from '../../../src/domain/sample.ts';
import type { WorkspaceAction, WorkspaceEvent, WorkspaceState } from '../../../src/domain/workspace.ts';
import { sessionView } from '../../support/session-fixture.ts';

const { assessment } = sessionView('passed');
const FINDING: Finding = {
  id: 'F-1',
  section: '5.8.1',
  rule: 'CS-581-01',
  requirement: 'Verification is complete before release.',
  statement: 'Two system tests were not run.',
  evidence: [],
  extent: 'counted',
  affected: 2,
  examined: 96,
  grade: 'minor',
  gradeReason: '',
  linked: [],
  status: 'stated',
  statusReason: '',
};
const DRAW: Draw = {
  id: 'S-1',
  section: '5.8.2',
  population: { table: 'anomalies', text: '', facets: [], size: 3, sha256: 'ab'.repeat(32) as never },
  method: 'random',
  seed: '7',
  row: null,
  strata: null,
  items: [{ key: 'A-1', label: 'A-1', stratum: '' }],
};
const item = (key: string, stratum = ''): SampleItem => ({ key, label: key, stratum });
const ITEMS = Array.from({ length: 1_000 }, (_, index) => item(`T-${String(index)}`, index < 900 ? 'unit' : 'system'));

type Said = WorkspaceAction | readonly [author: string, action: WorkspaceAction];

function events(...said: readonly Said[]): readonly WorkspaceEvent[] {
  return said.map((one, index) => {
    const [author, action] = Array.isArray(one) ? (one as [string, WorkspaceAction]) : ['Ada', one as WorkspaceAction];
    const at = new Date(Date.UTC(2026, 10, 24, 9, index)).toISOString();
    return { sequence: index + 1, at, author, previous: '', action };
  });
}

function fold(...said: readonly Said[]): WorkspaceState {
  const all = events(...said);
  return foldWorkspace(all, { head: JOURNAL_START, lines: all.length, unknownActions: 0, fault: null });
}

const opened = { kind: 'opened', archiveSha256: 'a', archiveName: 'a.zip', tool: '' } as const;
const supplement = {
  kind: 'supplement-added',
  archiveSha256: 'b',
  archiveName: 'b.zip',
  size: 1,
  members: 1,
  verdict: 'INDETERMINATE',
  manifestSha256: null,
  version: null,
} as const;
const judged = { kind: 'judged', section: '5.8.1', judgement: 'minor', reason: 'seen' } as const;
const noted = { kind: 'noted', section: '5.8.1', text: 'one' } as const;

describe('what was undone', () => {
  it('never was, and what was said before it counts again', () => {
    const state = fold(noted, { ...noted, text: 'two' }, { kind: 'undone', sequence: 2 });
    expect(state.sections['5.8.1']?.note).toBe('one');
    expect(state.undoable).toEqual({ sequence: 1, kind: 'noted' });
  });

  it('is not more than one can take back oneself', () => {
    expect(fold(opened).undoable).toBeNull();
    expect(fold(noted, { kind: 'handed-over', to: 'Bob' }).undoable).toBeNull();
  });
});

describe('a judgement', () => {
  it('keeps which archives it was based on', () => {
    const state = fold(opened, judged, supplement, { ...judged, section: '5.8.2' });
    expect(state.sections['5.8.1']?.basedOn).toEqual(['a']);
    expect(state.sections['5.8.2']?.basedOn).toEqual(['a', 'b']);
    expect(state.supplements).toMatchObject([{ archiveName: 'b.zip', verdict: 'INDETERMINATE' }]);
  });
});

describe('findings, questions and samples', () => {
  it('are kept in their last wording, with who drafted them', () => {
    const state = fold({ kind: 'finding-saved', finding: FINDING }, [
      'Ben',
      { kind: 'finding-saved', finding: { ...FINDING, grade: 'major' } },
    ]);
    expect(state.findings).toMatchObject([{ id: 'F-1', grade: 'major', draftedBy: 'Ada' }]);
    expect(state.authors).toEqual(['Ada', 'Ben']);
  });

  it('keep the first draw when a sample is extended, and every verdict', () => {
    const state = fold(
      { kind: 'sample-drawn', draw: DRAW },
      { kind: 'sample-judged', id: 'S-1', key: 'A-1', verdict: 'nonconforming', note: 'no verdict' },
      { kind: 'sample-extended', id: 'S-1', items: [item('A-2'), item('A-3')] },
    );
    expect(state.samples[0]).toMatchObject({
      rounds: [1, 2],
      items: [{ key: 'A-1' }, { key: 'A-2' }, { key: 'A-3' }],
      verdicts: { 'A-1': { verdict: 'nonconforming', note: 'no verdict' } },
    });
  });

  it('list a document once, as it was first opened', () => {
    const one = { kind: 'document-opened', path: 'a.md', sha256: '1' } as const;
    const state = fold(one, ['Ben', one], { ...one, sha256: '2' });
    expect(state.documents).toMatchObject([
      { sha256: '1', by: 'Ada' },
      { sha256: '2', by: 'Ada' },
    ]);
  });
});

describe('time', () => {
  it('runs for one topic at a time, and a pause ends it', () => {
    const state = fold(
      { kind: 'clock-started', topic: '5.8.1' },
      { kind: 'clock-started', topic: 'closing' },
      noted,
      { kind: 'clock-paused' },
      { kind: 'time-corrected', topic: 'closing', minutes: -1, note: 'break' },
    );
    expect(state.times).toEqual([
      { topic: '5.8.1', seconds: 60, corrections: [] },
      { topic: 'closing', seconds: 60, corrections: [{ minutes: -1, note: 'break', by: 'Ada' }] },
    ]);
    expect(state.clock).toBeNull();
  });

  it('that ran when the program ended counts to the last thing done', () => {
    const verified = { ...supplement, kind: 'verified', ruleSet: '' } as const;
    const state = fold({ kind: 'clock-started', topic: '5.8.1' }, noted, verified);
    expect(state.times).toMatchObject([{ topic: '5.8.1', seconds: 60 }]);
    expect(state.clock).toBeNull();
  });
});

describe('a review', () => {
  const handed = { kind: 'handed-over', to: 'Bob' } as const;
  const accepts: WorkspaceAction = {
    kind: 'reviewed',
    subject: { kind: 'finding', id: 'F-1' },
    decision: 'accepted',
    comment: '',
  };
  const saved = { kind: 'finding-saved', finding: FINDING } as const;

  it('is kept with its subject, and marked when that changed afterwards', () => {
    const state = fold(saved, handed, ['Bob', accepts], ['Bob', { kind: 'review-finished', comment: 'fine' }], saved);
    expect(state.findings[0]?.review).toMatchObject({ decision: 'accepted', by: 'Bob', stale: true });
    expect(state).toMatchObject({ handedOver: null, reviewFinished: { by: 'Bob', comment: 'fine' } });
  });

  it.each([
    ['by the auditor', 'ada ', 'REVIEWER_IS_AUDITOR'],
    ['by somebody else', 'Bob', null],
  ])('%s', (_by, author, code) => {
    expect(denial(fold(judged, handed), author, accepts, assessment)).toBe(code);
  });

  it('needs an audit that was handed over, and words where something is returned', () => {
    expect(denial(fold(judged), 'Bob', accepts, assessment)).toBe('NOT_HANDED_OVER');
    const returned = { ...accepts, decision: 'returned', comment: ' ' } as WorkspaceAction;
    expect(denial(fold(judged, handed), 'Bob', returned, assessment)).toBe('CALL_REFUSED');
  });

  it('freezes the audit until it is taken back', () => {
    const state = fold(judged, handed);
    expect(denial(state, 'Ada', noted, assessment)).toBe('WORKSPACE_HANDED_OVER');
    expect(denial(state, 'Bob', noted, assessment)).toBe('WORKSPACE_HANDED_OVER');
    expect(denial(state, 'Ada', { kind: 'recalled', reason: '' }, assessment)).toBeNull();
    expect(denial(fold(judged, handed, { kind: 'recalled', reason: '' }), 'Ada', noted, assessment)).toBeNull();
  });
});

describe('a draw', () => {
  it('is the same for the same seed and another for another', () => {
    const keys = (seed: string) => drawRandom(ITEMS, 20, seed).map(({ key }) => key);
    expect(keys('7')).toEqual(keys('7'));
    expect(keys('7')).not.toEqual(keys('8'));
    expect(new Set(keys('7')).size).toBe(20);
  });

  it('keeps the first draw when it is extended, and does not depend on the order of the rows', () => {
    const first = drawRandom(ITEMS, 20, '7');
    expect(drawRandom(ITEMS.toReversed(), 35, '7').slice(0, 20)).toEqual(first);
  });

  it('takes all where there are no more', () => {
    expect(drawRandom(ITEMS.slice(0, 3), 10, '7')).toHaveLength(3);
  });

  it('over strata is in proportion, with one of each at least', () => {
    const drawn = drawStratified([...ITEMS, item('X-1', 'rare')], 20, '7');
    const counts = Object.groupBy(drawn, ({ stratum }) => stratum);
    expect(drawn).toHaveLength(20);
    expect(counts['rare']).toHaveLength(1);
    expect(counts['unit']!.length).toBeGreaterThan(counts['system']!.length);
    expect(counts['system']!.length).toBeGreaterThanOrEqual(1);
    const more = drawStratified([...ITEMS, item('X-1', 'rare')], 30, '7', drawn);
    expect(more.slice(0, 20)).toEqual(drawn);
    expect(new Set(more.map(({ key }) => key)).size).toBe(30);
  });

  it('names its population by the digest of its keys', () => {
    expect(populationDigest([item('a'), item('b')])).toMatch(/^[0-9a-f]{64}$/u);
    expect(populationDigest([item('a'), item('b')])).not.toBe(populationDigest([item('b'), item('a')]));
  });
});

describe('the copy for the manufacturer', () => {
  it('holds no private note, in the state as in the log', () => {
    const secret = { kind: 'privately-noted', section: '5.8.1', text: 'he hesitated' } as const;
    const state = fold(noted, secret);
    expect(state.sections['5.8.1']?.privateNote).toBe('he hesitated');
    const copy = withoutPrivateNotes(state, events(noted, secret));
    expect(JSON.stringify(copy)).not.toContain('hesitated');
    expect(copy.state.sections['5.8.1']?.note).toBe('one');
    expect(copy.events).toHaveLength(2);
  });
});
