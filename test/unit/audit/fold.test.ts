import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldWorkspace, JOURNAL_START } from '../../../src/audit/index.ts';
import type { SectionResult } from '../../../src/domain/assessment.ts';
import { parseSha256 } from '../../../src/domain/brand.ts';
import type { RuleOutcome } from '../../../src/domain/clause.ts';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { missingReason, overrules } from '../../../src/domain/judgement.ts';
import { message } from '../../../src/domain/message.ts';
import {
  JUDGEMENTS,
  type Judgement,
  type WorkspaceAction,
  type WorkspaceEvent,
} from '../../../src/domain/workspace.ts';

const STANDING = { head: JOURNAL_START, lines: 0, unknownActions: 0, fault: null };
const EVIDENCE: EvidenceRef = {
  path: 'a.md',
  sha256: parseSha256('ab'.repeat(32))!,
  locator: { kind: 'file' },
  quote: '',
};

function fold(...actions: WorkspaceAction[]) {
  const events = actions.map((action, index): WorkspaceEvent => ({
    sequence: index + 1,
    at: `2024-11-05T09:00:0${String(index)}.000Z`,
    author: `auditor ${String(index)}`,
    previous: '',
    action,
  }));
  return foldWorkspace(events, STANDING);
}

function judged(judgement: Judgement, reason: string) {
  return { kind: 'judged', section: '5.8.4', judgement, reason } as const;
}

function section(result: RuleOutcome, applicable = true): SectionResult {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  return { section: '5.8.4', applicable, why: message('why'), result, counts };
}

describe('the fold of a workspace', () => {
  it('keeps the last judgement with who made it and when', () => {
    const state = fold(judged('minor', 'first'), judged('major', 'second'));
    expect(state.sections['5.8.4']).toMatchObject({
      judgement: 'major',
      reason: 'second',
      judgedBy: 'auditor 1',
      judgedAt: '2024-11-05T09:00:01.000Z',
    });
  });

  it('keeps note, judgement and evidence of a section beside each other', () => {
    const state = fold(
      { kind: 'noted', section: '5.8.4', text: 'one' },
      judged('conforms', ''),
      { kind: 'evidence-added', section: '5.8.4', evidence: EVIDENCE },
      { kind: 'evidence-added', section: '5.8.4', evidence: EVIDENCE },
      { kind: 'noted', section: '5.8.4', text: 'two' },
    );
    expect(state.sections['5.8.4']).toMatchObject({ note: 'two', judgement: 'conforms' });
    expect(state.sections['5.8.4']?.evidence).toHaveLength(2);
  });

  it('says not assessed where only a note stands', () => {
    const state = fold({ kind: 'noted', section: 'rollback', text: 'x' });
    expect(state.sections.rollback).toMatchObject({ judgement: 'not-assessed', judgedAt: null, judgedBy: null });
  });

  it('stays with the archive that was opened first', () => {
    const state = fold(
      { kind: 'opened', archiveSha256: 'a', archiveName: 'first.zip', tool: '' },
      { kind: 'opened', archiveSha256: 'b', archiveName: 'second.zip', tool: '' },
    );
    expect(state).toMatchObject({ archiveSha256: 'a', archiveName: 'first.zip' });
  });

  it('counts exports and does not change what it was given', () => {
    const state = fold({ kind: 'exported', sha256: 'x', pages: 20 }, { kind: 'exported', sha256: 'y', pages: 21 });
    expect(state.exports).toBe(2);
    expect(Object.isFrozen(state)).toBe(true);
  });
});

describe('a judgement that overrules the tool', () => {
  it.each([
    ['conforms', 'fail'],
    ['observation', 'fail'],
    ['not-applicable', 'fail'],
    ['major', 'pass'],
    ['minor', 'pass'],
    ['observation', 'pass'],
    ['conforms', 'undecidable'],
    ['not-applicable', 'undecidable'],
    ['not-applicable', 'judge'],
    ['conforms', 'not-applicable'],
  ] as const)('%s over %s needs a reason', (judgement, result) => {
    expect(missingReason(section(result), judgement, ' \n\t')?.key).toMatch(/^audit\.reason-missing\./u);
    expect(missingReason(section(result), judgement, 'seen on site')).toBeNull();
  });

  it.each([
    ['conforms', 'pass'],
    ['minor', 'fail'],
    ['major', 'fail'],
    ['conforms', 'judge'],
    ['observation', 'judge'],
    ['major', 'undecidable'],
    ['not-applicable', 'not-applicable'],
  ] as const)('%s over %s needs none', (judgement, result) => {
    expect(missingReason(section(result), judgement, '')).toBeNull();
  });

  it('is found by applicability before the result', () => {
    expect(overrules('conforms', section('pass', false))).toBe(true);
    expect(overrules('not-applicable', section('pass', false))).toBe(false);
  });

  it('never overrules by not being made', () => {
    for (const result of ['pass', 'fail', 'judge', 'not-applicable', 'undecidable'] as const) {
      expect(overrules('not-assessed', section(result))).toBe(false);
    }
  });
});

/** Words for what the auditor alone says. */
const OF_THE_AUDITOR = new Set(['audit.judgement.conforms', 'audit.item-verdict.conforming']);

describe('the texts of the audit room', () => {
  const texts = JSON.parse(readFileSync('assets/messages/en/audit.json', 'utf8')) as Record<string, string>;

  it('hold a sentence for every missing reason', () => {
    for (const result of ['pass', 'fail', 'judge', 'not-applicable', 'undecidable']) {
      expect(texts[`audit.reason-missing.${result}`]).toBeTypeOf('string');
    }
  });

  it('hold a word for every judgement, and "conforms" for the auditor alone', () => {
    for (const judgement of JUDGEMENTS) expect(texts[`audit.judgement.${judgement}`]).toBeTypeOf('string');
    const others = Object.entries(texts).filter(([key]) => !OF_THE_AUDITOR.has(key));
    expect(others.filter(([, text]) => /(?<!non)conform/iu.test(text))).toEqual([]);
  });
});
