import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

describe('anomaly lists', () => {
  it('reads a JSON export with its head and takes the digest of each entry as it stands', () => {
    const entry =
      '{ "id": "A-1",\r\n   "title": "Größe", "tests": ["T-1", "T-2"], "evaluated_on": "2024-10-01", "residual_level": "low" }';
    const text = `\ufeff{"export": {"tool": "Tracker 9", "query": "release = 2.4.0", "exported_at": "2024-10-17T08:00:00Z", "rows": 1, "version": "2.4.0"},\n"anomalies": [ ${entry} ]}`;
    const facts = factsAs(evidenceOf('anomalies.json', text, 'anomalies'), 'anomalies');
    expect(facts).toMatchObject({
      tool: 'Tracker 9',
      statedRows: { value: 1 },
      version: { value: '2.4.0' },
      exported: { zoned: true },
    });
    expect(facts.anomalies[0]).toMatchObject({
      id: 'A-1',
      title: 'Größe',
      tests: ['T-1', 'T-2'],
      evaluation: null,
      riskLevel: 'low',
      evaluatedOn: { dayOnly: true },
      entrySha256: digest(entry),
      at: { kind: 'pointer', pointer: '/anomalies/0', line: 2 },
    });
  });

  it('reads a CSV export and takes the digest of each record without its line end', () => {
    const text =
      'ID;Title;Affected Function;Verdict;Hazards\r\nA-1;"one\r\ntwo";Dose;acceptable;H-1, H-2\r\n;nobody;;;\r\n';
    const file = evidenceOf('a.csv', text, 'anomalies');
    expect(factsAs(file, 'anomalies').anomalies).toMatchObject([
      {
        id: 'A-1',
        affectedFunction: 'Dose',
        hazards: ['H-1', 'H-2'],
        entrySha256: digest('A-1;"one\r\ntwo";Dose;acceptable;H-1, H-2'),
        at: { row: 1, line: 2 },
      },
    ]);
    expect(file.reading).toMatchObject({
      state: 'partly-read',
      notes: [{ key: 'evidence.dropped.row', values: { row: 2, line: 4 } }],
    });
  });

  it('lists what it leaves out: entries without id, entries that are none, values of a wrong type', () => {
    const text =
      '{"anomalies": [{"title": "x"}, "A-2", {"id": "A-3", "status": {"now": "open"}, "hazards": [["H"]]}], "export": {"rows": "three"}}';
    const file = evidenceOf('a.json', text);
    expect(factsAs(file, 'anomalies').anomalies.map(({ id, status }) => [id, status])).toEqual([['A-3', null]]);
    expect(noteKeys(file)).toEqual([
      'evidence.dropped.no-id',
      'evidence.wrong-type',
      'evidence.wrong-type',
      'evidence.wrong-type',
      'evidence.wrong-type',
    ]);
  });

  it('names keys that the format does not know, so that a misspelt one is seen', () => {
    const file = evidenceOf('a.json', '{"anomalies": [{"id": "A-1", "evaluaton": "fine"}]}');
    expect(file.reading).toMatchObject({
      state: 'read',
      notes: [{ key: 'evidence.unknown-keys', values: { keys: ['evaluaton'] } }],
    });
  });

  it('leaves out rows that are longer or shorter than the header, and repeated columns', () => {
    const uneven = evidenceOf('a.csv', 'id,title,severity,verdict\nA-1,x,low\nA-2,x,low,ok\n', 'anomalies');
    expect(factsAs(uneven, 'anomalies').anomalies.map(({ id }) => id)).toEqual(['A-2']);
    expect(noteKeys(uneven)).toEqual(['evidence.dropped.uneven']);
    const twice = evidenceOf('a.csv', 'id,verdict,Verdict\nA-1,acceptable,unacceptable\n', 'anomalies');
    expect(factsAs(twice, 'anomalies').anomalies[0]?.verdict).toBeNull();
    expect(noteKeys(twice)).toEqual(['evidence.column-repeated']);
  });

  it('caps the list of what was left out and counts the rest', () => {
    const file = evidenceOf(
      'a.json',
      JSON.stringify({ anomalies: Array.from({ length: 80 }, () => ({ title: 'x' })) }),
    );
    expect(file.reading.notes).toHaveLength(51);
    expect(file.reading.notes.at(-1)).toMatchObject({ key: 'evidence.more', values: { n: 30 } });
  });

  it('understands nothing of a list whose keys occur twice', () => {
    const file = evidenceOf(
      'a.json',
      '{"anomalies": [{"id": "A-1", "verdict": "unacceptable", "verdict": "acceptable"}]}',
      'anomalies',
    );
    expect(file.facts.kind).toBe('text');
    expect(file.reading).toMatchObject({ state: 'not-understood', notes: [{ key: 'evidence.parse.DUPLICATE_KEY' }] });
  });
});

describe('other lists', () => {
  it('reads deviations from YAML', () => {
    const text =
      'deviations:\n  - id: DEV-1\n    tests: [T-1]\n    anomalies: A-1; A-2\n    rationale: deferred\n    approved_on: 2024-10-01\n  - tests: [T-2]\n';
    const file = evidenceOf('deviations.yaml', text);
    expect(factsAs(file, 'deviations').deviations).toMatchObject([
      {
        id: 'DEV-1',
        tests: ['T-1'],
        anomalies: ['A-1', 'A-2'],
        approvedBy: null,
        approvedOn: { dayOnly: true },
        at: { pointer: '/deviations/0', line: 2 },
      },
    ]);
    expect(noteKeys(file)).toEqual(['evidence.dropped.no-id']);
  });

  it('reads a risk file, and takes only true and false for acceptable', () => {
    const text =
      'revision: 7\nhazards: [{ id: H-1, text: overdose }]\nrisk_controls: [{ id: RC-1, text: limit, requirements: [R-1], verifications: [T-1] }]\n' +
      'matrix:\n  - { severity: S1, probability: P1, level: low, acceptable: true }\n  - { severity: S2, probability: P2, level: high, acceptable: maybe }\n';
    const file = evidenceOf('risk.yaml', text, 'risk_file');
    const facts = factsAs(file, 'risk-file');
    expect(facts.revision).toBe('7');
    expect(facts.items.map(({ id, type }) => [id, type])).toEqual([
      ['H-1', 'hazard'],
      ['RC-1', 'risk-control'],
    ]);
    expect(facts.matrix).toHaveLength(1);
    expect(noteKeys(file)).toEqual(['evidence.dropped.matrix']);
  });

  it('reads SOUP lists and trace matrices by their columns', () => {
    const soup = factsAs(
      evidenceOf('soup.csv', 'title,version,manufacturer,purl\nzlib,1.3.1,zlib.org,\n'),
      'soup-list',
    );
    expect(soup.items).toEqual([
      {
        title: 'zlib',
        version: '1.3.1',
        manufacturer: 'zlib.org',
        purl: null,
        at: { kind: 'row', row: 1, column: null, line: 2 },
      },
    ]);
    const trace = factsAs(evidenceOf('trace.csv', 'requirement;tests\nR-1;"T-1;T-2"\nR-2;\n'), 'trace-matrix');
    expect(trace.rows.map(({ requirement, tests }) => [requirement, tests])).toEqual([
      ['R-1', ['T-1', 'T-2']],
      ['R-2', []],
    ]);
  });

  it('keeps a table in a role of its own general, whatever its columns are', () => {
    expect(evidenceOf('c.csv', 'id,severity,verdict\nC-1,low,ok\n', 'merges').facts.kind).toBe('table');
    expect(evidenceOf('c.csv', 'id,severity,verdict\nC-1,low,ok\n').facts.kind).toBe('anomalies');
  });
});
