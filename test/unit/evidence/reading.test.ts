import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import texts from '../../../assets/messages/en/evidence.json' with { type: 'json' };
import { parseSha256 } from '../../../src/domain/brand.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { readEvidence } from '../../../src/evidence/index.ts';
import { PARSE_ERROR_CODES } from '../../../src/parse/index.ts';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const sha256 = parseSha256('0'.repeat(64));
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

describe('reading by content', () => {
  it('keeps every scalar of a general document by pointer, as written', () => {
    const facts = factsAs(evidenceOf('build.yaml', 'source:\n  tag: v2.10\n  clean: true\na/b: [1.10, ~]\n'), 'tree');
    expect(Object.entries(facts.scalars).map(([pointer, { value }]) => [pointer, value])).toEqual([
      ['/source/tag', 'v2.10'],
      ['/source/clean', 'true'],
      ['/a~1b/0', '1.10'],
      ['/a~1b/1', '~'],
    ]);
    expect(facts.scalars['/source/clean']?.at).toEqual({ kind: 'pointer', pointer: '/source/clean', line: 3 });
  });

  it('flattens front matter and reads the record below it', () => {
    const facts = factsAs(
      evidenceOf(
        'release.md',
        '---\nversion: 2.4.0\ntests: { unit: { total: 412 } }\nlevels: [unit]\nempty:\n---\n# 5.8.1 Done\n- [x] ok\n',
      ),
      'record',
    );
    expect(Object.entries(facts.fields).map(([key, { value, at }]) => [key, value, at])).toEqual([
      ['version', '2.4.0', { kind: 'line', line: 2 }],
      ['tests.unit.total', '412', { kind: 'line', line: 3 }],
      ['levels.0', 'unit', { kind: 'line', line: 4 }],
    ]);
    expect(facts.headings[0]?.clause).toBe('5.8.1');
  });

  it('reads the text of a record whose front matter is broken, and says so', () => {
    const file = evidenceOf('plan.md', '---\nid: [\n---\n# Plan\n');
    expect(factsAs(file, 'record').headings).toHaveLength(1);
    expect(file.reading.state).toBe('partly-read');
    expect(noteKeys(file)).toEqual(['evidence.front-matter', 'evidence.parse.SYNTAX']);
  });

  it('refuses to choose between a nested and a dotted key', () => {
    const file = evidenceOf('plan.md', '---\ntests: { total: 1 }\ntests.total: 2\n---\n');
    expect(noteKeys(file)).toEqual(['evidence.key-repeated']);
  });

  it('does not understand a file in a role that wants another form', () => {
    const list = evidenceOf('known.json', '{"deviations": []}', 'anomalies');
    expect(list.reading.state).toBe('not-understood');
    expect(noteKeys(list)).toEqual(['evidence.other-form']);
    expect(evidenceOf('soup.md', '# SOUP\n', 'soup_list').reading.state).toBe('not-understood');
    expect(evidenceOf('empty.xml', '', 'tests').reading.state).toBe('not-understood');
  });

  it('reads JSON behind a name that does not tell it, and text as text', () => {
    expect(evidenceOf('export', '{"anomalies": [{"id": "A-1"}]}').facts.kind).toBe('anomalies');
    expect(evidenceOf('README', 'Just text.').facts.kind).toBe('text');
    expect(evidenceOf('list.txt', 'id,title\nA-1,x\n', 'anomalies').facts.kind).toBe('anomalies');
    expect(evidenceOf('plan.txt', '# Plan\n', 'verification_plan').facts.kind).toBe('record');
    expect(evidenceOf('build.txt', 'version: 1\n', 'build_manifest').facts.kind).toBe('tree');
  });

  it('does not read documents, and has nothing to read in binary files', () => {
    expect(evidenceOf('report.bin', '%PDF-1.7\n').reading).toMatchObject({
      state: 'not-understood',
      notes: [{ key: 'evidence.document' }],
    });
    const binary = Uint8Array.from([0, 1, 2, 3]);
    expect(evidenceOf('fw.bin', binary).reading).toMatchObject({ state: 'read', notes: [{ key: 'evidence.binary' }] });
    expect(evidenceOf('fw.bin', binary, 'sbom').reading.state).toBe('not-understood');
  });

  it('names UTF-16 and damaged text instead of guessing at characters', () => {
    for (const path of ['a.csv', 'a.json', 'a.md', 'a.yaml']) {
      const file = evidenceOf(path, utf16('id,title\n'));
      expect(file.reading).toMatchObject({
        state: 'not-understood',
        notes: [{ key: 'evidence.parse.NOT_UTF8', values: { detail: 'UTF-16LE' } }],
      });
    }
    const latin = new Uint8Array(Buffer.from('id,title\nA-1,Größe\n', 'latin1'));
    expect(evidenceOf('a.csv', latin).reading.notes[0]).toMatchObject({ values: { line: 2, column: 7 } });
  });

  it('does not read what is over the budget or not wholly there', () => {
    if (sha256 === null) throw new Error('no digest');
    const file = { path: 'a.json', sha256, size: 5, role: null, bytes: new Uint8Array(5) } as const;
    expect(readEvidence(file, { ...DEFAULT_BUDGETS, evidenceFileSize: 4 }).reading).toMatchObject({
      state: 'not-read',
      notes: [{ key: 'evidence.too-large' }],
    });
    expect(readEvidence({ ...file, size: 6 }).reading).toMatchObject({
      state: 'not-read',
      notes: [{ key: 'evidence.incomplete' }],
    });
  });

  it('makes hidden characters visible in what it says', () => {
    const file = evidenceOf('a.json', '{"a\u202eb": 1, "a\u202eb": 2}');
    expect(file.reading.notes[0]?.values['detail']).toBe('a<U+202E>b');
  });

  it('keeps data from files out of prototypes', () => {
    const facts = factsAs(
      evidenceOf('a.json', '{"__proto__": {"x": 1}, "constructor": {"prototype": {"y": 2}}}'),
      'tree',
    );
    expect(Object.keys(facts.scalars)).toEqual(['/__proto__/x', '/constructor/prototype/y']);
    const record = factsAs(evidenceOf('a.md', '---\n__proto__: polluted\n---\n'), 'record');
    expect(Object.keys(record.fields)).toEqual(['__proto__']);
  });

  it('never throws, whatever the bytes and the name', () => {
    const path = fc.constantFrom('a.json', 'a.yaml', 'a.csv', 'a.md', 'a.xml', 'Dockerfile', 'a.bin', 'a');
    const role = fc.constantFrom('tests', 'sbom', 'anomalies', 'deviations', 'documents', 'dockerfile', null);
    const text = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '/',
        'a',
        '"',
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '-',
        '#',
        '|',
        '\n',
        ' ',
        '&',
        '=',
        '\u202e',
      ),
    });
    const content = fc.oneof(text, fc.uint8Array());
    fc.assert(
      fc.property(path, role, content, (name, as, bytes) => {
        const file = evidenceOf(name, bytes, as);
        expect(JSON.parse(JSON.stringify(file))).toMatchObject({ path: name });
      }),
      { numRuns: 500 },
    );
  });
});

describe('messages of reading', () => {
  it('has a text for every code of the parsers', () => {
    const keys = PARSE_ERROR_CODES.map((code) => `evidence.parse.${code}`);
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
  });

  it('holds texts that ICU can read', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(() => new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }), key).not.toThrow();
    }
  });
});
