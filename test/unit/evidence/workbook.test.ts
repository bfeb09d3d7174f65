import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/evidence/index.ts';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';
import { packed, workbook, workbookParts, type Cell, type SheetSpec } from '../../support/workbook.ts';

const ANOMALIES: SheetSpec = {
  name: 'Anomalies',
  rows: [
    ['ID', 'Title', 'Severity', 'Status', 'Found on'],
    ['A-1', 'Dose & unit', 'minor', 'open', '2024-10-01'],
    ['A-2', 'Late', 'major', 'open', '2024-10-02'],
  ],
};
const read = (bytes: Uint8Array, role: Parameters<typeof evidenceOf>[2] = 'anomalies') =>
  evidenceOf('list.xlsx', bytes, role);
const anomalies = (bytes: Uint8Array) => factsAs(read(bytes), 'anomalies').anomalies;

describe('a workbook', () => {
  it('is read as the table of its role, each entry with its sheet and cell', () => {
    const file = read(workbook([ANOMALIES]));
    expect(file.reading).toMatchObject({ state: 'read', notes: [] });
    expect(factsAs(file, 'anomalies').anomalies).toMatchObject([
      { id: 'A-1', title: 'Dose & unit', severity: 'minor', at: { kind: 'cell', sheet: 'Anomalies', cell: 'A2' } },
      { id: 'A-2', at: { cell: 'A3' } },
    ]);
  });

  it('is found by its bytes, whatever its name, and is no document then', () => {
    expect(evidenceOf('export.bin', workbook([ANOMALIES]), 'anomalies').facts.kind).toBe('anomalies');
    expect(evidenceOf('list.xlsx', workbook([ANOMALIES])).facts.kind).toBe('table');
  });

  it('finds the header below a title and data of the document, on whichever sheet it stands', () => {
    const titled: SheetSpec = {
      name: 'List',
      rows: [['Known anomalies', '', '', ''], ['Document', 'SOP-7', 'Revision', '3'], [], ...ANOMALIES.rows],
      after: '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>',
    };
    const cover: SheetSpec = {
      name: 'Cover',
      rows: [
        ['Author', 'QA'],
        ['Date', '2024-10-01'],
      ],
    };
    const file = read(workbook([cover, titled]));
    expect(factsAs(file, 'anomalies').anomalies.map(({ id, at }) => [id, at])).toEqual([
      ['A-1', { kind: 'cell', sheet: 'List', cell: 'A5' }],
      ['A-2', { kind: 'cell', sheet: 'List', cell: 'A6' }],
    ]);
    expect(noteKeys(file)).toEqual(['evidence.xlsx.merged', 'evidence.xlsx.others']);
  });

  it('tells of hidden rows, columns and sheets, filters and formulas, and reads what they hold', () => {
    const formula: Cell = { xml: '<f>LOWER("OPEN")</f><v>open</v>', attributes: 't="str"' };
    const file = read(
      workbook([
        {
          ...ANOMALIES,
          hidden: true,
          rows: [ANOMALIES.rows[0]!, ['A-1', 'T', 'minor', formula, '']],
          rowAttributes: { 2: 'hidden="1"' },
          before: '<cols><col min="3" max="5" hidden="1"/></cols>',
          after: '<autoFilter ref="A1:E2"/>',
        },
      ]),
    );
    expect(factsAs(file, 'anomalies').anomalies).toMatchObject([{ id: 'A-1', severity: 'minor', status: 'open' }]);
    expect(file.reading.state).toBe('read');
    expect(noteKeys(file)).toEqual([
      'evidence.xlsx.hidden-sheet',
      'evidence.xlsx.hidden-rows',
      'evidence.xlsx.hidden-columns',
      'evidence.xlsx.filtered',
      'evidence.xlsx.formulas',
    ]);
    expect(file.reading.notes[2]!.values).toMatchObject({ n: 3 });
  });

  it('gives every cell of a merged group its value', () => {
    const file = read(
      workbook([
        {
          name: 'Trace',
          rows: [
            ['Requirement', 'Tests'],
            ['REQ-1', 'TC-1'],
            ['', 'TC-2'],
          ],
          after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
        },
      ]),
      'trace_matrix',
    );
    expect(factsAs(file, 'trace-matrix').rows.map(({ requirement, tests }) => [requirement, tests])).toEqual([
      ['REQ-1', ['TC-1']],
      ['REQ-1', ['TC-2']],
    ]);
  });

  it('reads days by the style of their cells, in both ways of counting, and no other number as a day', () => {
    const day = (value: string, style: string): Cell => ({ xml: `<v>${value}</v>`, attributes: `s="${style}"` });
    const found = (cell: Cell, from1904 = false) =>
      anomalies(
        workbook(
          [
            {
              name: 'S',
              rows: [
                ['id', 'found on'],
                ['A', cell],
              ],
            },
          ],
          { from1904 },
        ),
      )[0]!.foundOn?.text;
    expect(found(day('45582', '1'))).toBe('2024-10-17');
    expect(found(day('45582.625', '2'))).toBe('2024-10-17T15:00:00');
    expect(found(day('44120', '1'), true)).toBe('2024-10-17');
    expect(found(day('59', '1'))).toBe('1900-02-28');
    expect(found(day('61', '1'))).toBe('1900-03-01');
    expect(found(day('45582', '0'))).toBe('45582');
    expect(found(day('45582', '3'))).toBe('45582');
    expect(found(day('9e99', '1'))).toBe('9e99');
  });

  it('reads shared texts with their runs joined, without phonetic readings', () => {
    const texts =
      '<sst><si><t>id</t></si><si><t>title</t></si><si><r><t>Do</t></r><r><t>se</t></r><rPh><t>x</t></rPh></si></sst>';
    const shared = (at: number): Cell => ({ xml: `<v>${String(at)}</v>`, attributes: 't="s"' });
    const rows = [
      [shared(0), shared(1)],
      ['A-1', shared(2)],
      ['A-2', shared(99)],
    ];
    expect(anomalies(workbook([{ name: 'S', rows }], { texts })).map(({ title }) => title)).toEqual(['Dose', null]);
  });

  it('that is damaged, lies or says nothing is one sentence', () => {
    const whole = workbook([ANOMALIES]);
    expect(noteKeys(read(whole.subarray(0, whole.length - 30)))).toEqual(['evidence.xlsx.package']);
    const parts = workbookParts([ANOMALIES]);
    expect(noteKeys(read(packed({ ...parts, 'xl/workbook.xml': new TextEncoder().encode('<workbook/>') })))).toEqual([
      'evidence.xlsx.workbook',
    ]);
    expect(noteKeys(read(workbook([{ name: 'Empty', rows: [] }])))).toEqual(['evidence.xlsx.empty']);
    const broken = packed({ ...parts, 'xl/worksheets/sheet1.xml': new TextEncoder().encode('<worksheet><row>') });
    expect(read(broken).reading.state).toBe('not-understood');
    const doctype = new TextEncoder().encode('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>');
    expect(noteKeys(read(packed({ ...parts, 'xl/worksheets/sheet1.xml': doctype })))).toEqual([
      'evidence.parse.DOCTYPE',
    ]);
  });

  it('whose directory names another size, or a part twice, is refused', () => {
    const whole = Buffer.from(workbook([ANOMALIES]));
    const central = whole.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    const lying = Buffer.from(whole);
    lying.writeUInt32LE(lying.readUInt32LE(central + 24) + 1, central + 24);
    expect(noteKeys(read(lying))).toEqual(['evidence.xlsx.package']);
    const twice = Buffer.from(
      packed({ ...workbookParts([ANOMALIES]), 'xl/worksheets/sheet2.xml': new TextEncoder().encode('<worksheet/>') }),
    );
    for (let at = twice.indexOf('sheet2.xml'); at >= 0; at = twice.indexOf('sheet2.xml', at + 1))
      twice.write('sheet1.xml', at);
    expect(noteKeys(read(twice))).toEqual(['evidence.xlsx.package']);
  });

  it('that inflates beyond what it says or what is allowed is refused in time', () => {
    const bomb = packed({
      ...workbookParts([ANOMALIES]),
      'xl/worksheets/sheet1.xml': [new Uint8Array(300 * 1024 * 1024), { level: 9 }],
    });
    expect(noteKeys(read(bomb))).toEqual(['evidence.xlsx.budget']);
    const lying = Buffer.from(bomb);
    const central = lying.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    lying.writeUInt32LE(1000, central + 24);
    expect(noteKeys(read(lying))).toEqual(['evidence.xlsx.budget']);
  });

  it('keeps its places where rows and columns lie about themselves', () => {
    const parts = workbookParts([ANOMALIES]);
    const sheet = (inside: string) =>
      readEvidence({
        ...input(
          packed({
            ...parts,
            'xl/worksheets/sheet1.xml': new TextEncoder().encode(`<worksheet>${inside}</worksheet>`),
          }),
        ),
      });
    const far = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="XFD1" t="str"><v>title</v></c></row>';
    expect(sheet(`${far}<row r="1000000000"><c t="str"><v>A-1</v></c></row>`).facts).toMatchObject({
      anomalies: [{ id: 'A-1' }],
    });
    expect(sheet('<mergeCell ref="A1:XFD1048576"/>').reading.state).toBe('not-understood');
    expect(sheet('<row r="x"><c r="-1" s="q"><v>1</v></c></row>').reading.state).toBe('not-understood');
  });
});

function input(bytes: Uint8Array): Parameters<typeof readEvidence>[0] {
  const { sha256, size } = evidenceOf('x.xlsx', bytes, 'anomalies');
  return { path: 'x.xlsx', sha256, size, role: 'anomalies', bytes };
}
