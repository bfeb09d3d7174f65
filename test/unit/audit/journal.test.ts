import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOURNAL_START, journalLine, readJournal } from '../../../src/audit/index.ts';
import type { WorkspaceAction } from '../../../src/domain/workspace.ts';

const AT = '2024-11-05T09:00:00.000Z';
const OPENED: WorkspaceAction = {
  kind: 'opened',
  archiveSha256: 'ab'.repeat(32),
  archiveName: 'release.zip',
  tool: 'Countersign 0.1.0',
};
const NOTED: WorkspaceAction = { kind: 'noted', section: '5.8.1', text: 'asked for the raw log' };
const JUDGED: WorkspaceAction = {
  kind: 'judged',
  section: '5.8.2',
  judgement: 'major',
  reason: 'two anomalies lack one',
};

function journal(actions: readonly object[]): { text: string; lines: string[]; head: string } {
  let head = JOURNAL_START;
  const lines = actions.map((action, index) => {
    const made = journalLine(head, index + 1, AT, 'auditor', action as WorkspaceAction);
    head = made.head;
    return made.line;
  });
  return { text: lines.map((line) => `${line}\n`).join(''), lines, head };
}

describe('a journal in good order', () => {
  it('reads back what was written', () => {
    const written = journal([OPENED, NOTED, JUDGED]);
    const read = readJournal(written.text);
    expect(read.events.map((event) => event.action)).toEqual([OPENED, NOTED, JUDGED]);
    expect(read.state.fault).toBeNull();
    expect(read.state.events).toBe(3);
    expect(read.intact).toBe(written.text);
    expect(read.setAside).toBe('');
  });

  it('has the SHA-256 of its last line as head', () => {
    const written = journal([OPENED, NOTED]);
    expect(readJournal(written.text).state.head).toBe(createHash('sha256').update(written.lines[1]!).digest('hex'));
    expect(readJournal(written.text).state.head).toBe(written.head);
  });

  it('names the keys of a line in a fixed order', () => {
    expect(Object.keys(JSON.parse(journal([OPENED]).lines[0]!) as object)).toEqual([
      'sequence',
      'at',
      'author',
      'previous',
      'action',
    ]);
  });

  it('chains each line to the one before', () => {
    const [first, second] = journal([OPENED, NOTED]).lines;
    const digest = createHash('sha256').update(first!).digest('hex');
    expect((JSON.parse(second!) as { previous: string }).previous).toBe(digest);
  });

  it('is empty when the text is', () => {
    const read = readJournal('');
    expect(read.events).toEqual([]);
    expect(read.state).toMatchObject({ events: 0, head: JOURNAL_START, fault: null, archiveSha256: null, exports: 0 });
  });

  it('keeps every kind of locator', () => {
    const locators = [
      { kind: 'file' },
      { kind: 'line', line: 3 },
      { kind: 'line', line: 3, column: 9 },
      { kind: 'pointer', pointer: '/a/0', line: 2 },
      { kind: 'element', path: '/testsuites/testsuite[1]', line: 4 },
      { kind: 'case', id: 'TC-1', line: 5 },
      { kind: 'row', row: 2, column: null, line: 3 },
      { kind: 'row', row: 2, column: 'status', line: 3 },
      { kind: 'commit', commit: 'c0ffee' },
    ];
    const actions = locators.map((locator) => ({
      kind: 'evidence-added',
      section: '5.8.3',
      evidence: { path: 'a.txt', sha256: 'cd'.repeat(32), locator, quote: 'text' },
    }));
    const read = readJournal(journal(actions).text);
    expect(read.state.fault).toBeNull();
    expect(read.events.map((event) => event.action)).toEqual(actions);
  });

  it('reads text of any kind back', () => {
    const readsBack = (text: string, author: string): void => {
      const { line } = journalLine(JOURNAL_START, 1, AT, author, { kind: 'noted', section: 'rollback', text });
      const read = readJournal(`${line}\n`);
      expect(read.state.fault).toBeNull();
      expect(read.state.sections.rollback?.note).toBe(text);
      expect(read.events[0]?.author).toBe(author);
    };
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), readsBack), { seed: 62304 });
    readsBack('\ud800 lone, \u2028 separator, \n feed', '\u202eauthor');
  });
});

describe('a journal that is not what was written', () => {
  it('sets a torn last line aside and keeps the rest', () => {
    const written = journal([OPENED, NOTED, JUDGED]);
    const torn = written.text.slice(0, -20);
    const read = readJournal(torn);
    expect(read.state.fault).toEqual({ kind: 'torn', line: 3 });
    expect(read.state.events).toBe(2);
    expect(read.intact + read.setAside).toBe(torn);
    expect(read.intact).toBe(`${written.lines[0]!}\n${written.lines[1]!}\n`);
  });

  it('takes a whole last line without its line feed for torn', () => {
    const written = journal([OPENED, NOTED]);
    expect(readJournal(written.text.slice(0, -1)).state).toMatchObject({ fault: { kind: 'torn', line: 2 }, events: 1 });
  });

  it('notices a changed word', () => {
    const written = journal([OPENED, NOTED, JUDGED]);
    const read = readJournal(written.text.replace('raw log', 'raw lie'));
    expect(read.state.fault).toEqual({ kind: 'altered', line: 3 });
    expect(read.state.events).toBe(2);
  });

  it('notices a line cut out', () => {
    const [first, , third] = journal([OPENED, NOTED, JUDGED]).lines;
    expect(readJournal(`${first!}\n${third!}\n`).state).toMatchObject({
      fault: { kind: 'altered', line: 2 },
      events: 1,
    });
  });

  it('notices exchanged lines', () => {
    const [first, second, third] = journal([OPENED, NOTED, JUDGED]).lines;
    const state = readJournal(`${first!}\n${third!}\n${second!}\n`).state;
    expect(state.fault).toEqual({ kind: 'altered', line: 2 });
    expect(state.sections['5.8.2']).toBeUndefined();
  });

  it('notices a line written twice', () => {
    const [first, second] = journal([OPENED, NOTED]).lines;
    expect(readJournal(`${first!}\n${second!}\n${second!}\n`).state.fault).toEqual({ kind: 'altered', line: 3 });
  });

  it('notices a first line that is missing', () => {
    const [, second] = journal([OPENED, NOTED]).lines;
    expect(readJournal(`${second!}\n`).state).toMatchObject({ fault: { kind: 'altered', line: 1 }, events: 0 });
  });

  it('notices a line that says a key twice', () => {
    const [line] = journal([NOTED]).lines;
    const twice = line!.replace('"kind":"noted"', '"kind":"noted","kind":"noted"');
    expect(readJournal(`${twice}\n`).state.fault).toEqual({ kind: 'altered', line: 1 });
  });

  it.each(['\n', 'null\n', '[]\n', '{}\n', '\u0000\n', '{"sequence":1}\n', '<html>\n', '1e999\n', '"text"\n'])(
    'takes %j for altered and throws nothing',
    (text) => {
      expect(readJournal(text).state).toMatchObject({ fault: { kind: 'altered', line: 1 }, events: 0 });
    },
  );

  it('refuses known actions that lack their fields', () => {
    const broken = [
      { kind: 'opened' },
      { kind: 'judged', section: '5.8.1' },
      { kind: 'noted', section: '5.8.1', text: 7 },
      { kind: 'exported', sha256: 'x', pages: 'many' },
      { kind: 'profile-set', edition: null, safetyClass: null, mode: 'mock', facts: [1], reason: '' },
      { kind: 'profile-set', edition: null, safetyClass: null, mode: 'mock', facts: [] },
      { kind: 'evidence-added', section: '5.8.1', evidence: { path: 'a', sha256: 'short', quote: '', locator: {} } },
      { section: '5.8.1' },
    ];
    for (const action of broken) {
      expect(readJournal(journal([action]).text).state.fault).toEqual({ kind: 'altered', line: 1 });
    }
  });

  it('does not read a line beyond its bound', () => {
    const huge = journal([{ ...NOTED, text: 'x'.repeat(1_000_001) }]).text;
    expect(readJournal(huge).state.fault).toEqual({ kind: 'altered', line: 1 });
  });

  it('never throws, whatever the text', () => {
    const text = journal([OPENED, NOTED, JUDGED]).text;
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string(), (at, cut, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + cut);
        const read = readJournal(changed);
        expect(read.intact + read.setAside).toBe(changed);
        if (changed !== text && read.state.fault === null)
          expect(text.startsWith(read.intact) || read.state.events === 3).toBe(true);
      }),
      { seed: 62304 },
    );
  });
});

describe('a journal of a newer version', () => {
  it('counts an unknown action and reads on', () => {
    const read = readJournal(journal([OPENED, { kind: 'sealed', by: 'reviewer' }, NOTED]).text);
    expect(read.state).toMatchObject({ fault: null, unknownActions: 1, events: 3 });
    expect(read.events.map((event) => event.sequence)).toEqual([1, 3]);
    expect(read.state.sections['5.8.1']?.note).toBe('asked for the raw log');
  });

  it('counts a judgement, a section and a locator that it does not know', () => {
    const actions = [
      { kind: 'judged', section: '5.8.1', judgement: 'splendid', reason: '' },
      { kind: 'noted', section: '5.8.9', text: '' },
      { kind: 'profile-set', edition: '2030', safetyClass: null, mode: 'mock', facts: [], reason: '' },
      {
        kind: 'evidence-added',
        section: '5.8.1',
        evidence: { path: 'a', sha256: 'ab'.repeat(32), quote: '', locator: { kind: 'page', page: 3 } },
      },
    ];
    expect(readJournal(journal(actions).text).state).toMatchObject({ fault: null, unknownActions: 4, sections: {} });
  });

  it('takes __proto__ for a name like any other', () => {
    const text = journal([{ kind: 'noted', section: '__proto__', text: 'x' }, { kind: '__proto__' }]).text;
    const { state } = readJournal(text);
    expect(state).toMatchObject({ fault: null, unknownActions: 2 });
    expect(Object.keys(state.sections)).toEqual([]);
    expect(({} as { note?: string }).note).toBeUndefined();
    const forged = '{"sequence":1,"at":"","author":"","previous":"","action":{},"__proto__":{"note":"x"}}\n';
    expect(readJournal(forged).state.fault?.kind).toBe('altered');
  });
});

describe('a long journal', () => {
  it('is read in one pass', () => {
    const actions = Array.from({ length: 20_000 }, (_, index) => ({ ...NOTED, text: `note ${String(index)}` }));
    const { state } = readJournal(journal(actions).text);
    expect(state).toMatchObject({ events: 20_000, fault: null });
    expect(state.sections['5.8.1']?.note).toBe('note 19999');
  });
});
