import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, decodeXml, parseCsv, ParseError, parseXml } from '../../../src/parse/index.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ParseError) return `${thrown.code} ${thrown.line}:${thrown.column}`;
    throw thrown;
  }
  return 'accepted';
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('UTF-8', () => {
  it('strips one byte order mark and keeps a second', () => {
    expect(decodeUtf8(utf8('\ufeffa'))).toBe('a');
    expect(decodeUtf8(utf8('\ufeff\ufeffa'))).toBe('\ufeffa');
  });

  it('names the line of the first byte that is none', () => {
    expect(codeOf(() => decodeUtf8(bytes(0x61, 0x0a, 0x62, 0xff, 0x63)))).toBe('NOT_UTF8 2:2');
    expect(codeOf(() => decodeUtf8(bytes(0xc0, 0xaf)))).toBe('NOT_UTF8 1:1');
    expect(codeOf(() => decodeUtf8(bytes(0xed, 0xa0, 0x80)))).toMatch(/^NOT_UTF8 1:/u);
    expect(codeOf(() => decodeUtf8(bytes(0x61, 0xe2, 0x82)))).toMatch(/^NOT_UTF8 1:/u);
  });

  it('names UTF-16 when a mark shows it', () => {
    expect(() => decodeUtf8(bytes(0xff, 0xfe, 0x61, 0x00))).toThrow(expect.objectContaining({ detail: 'UTF-16LE' }));
  });
});

describe('CSV', () => {
  it('keeps each record exactly as it stands, without its line end, and its line', () => {
    const csv = parseCsv('id,title\r\nA-1,"two\r\nlines, ""quoted"""\r\n\r\nA-2,plain');
    expect(csv.rows).toEqual([
      { cells: ['A-1', 'two\r\nlines, "quoted"'], line: 2, raw: 'A-1,"two\r\nlines, ""quoted"""' },
      { cells: ['A-2', 'plain'], line: 5, raw: 'A-2,plain' },
    ]);
  });

  it.each([
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['"a,b,c";d;e\n1;2;3\n', ';'],
    ['a,b\n1,2\n', ','],
    ['only\none\n', ','],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(parseCsv(text).delimiter).toBe(delimiter);
    expect(parseCsv(text).uneven).toEqual([]);
  });

  it('sets rows apart whose cells are not as many as the header has', () => {
    const csv = parseCsv('a,b\n1,2\n1\n1,2,3\n');
    expect(csv.rows).toHaveLength(1);
    expect(csv.uneven.map((row) => row.line)).toEqual([3, 4]);
  });

  it.each(['', '\n\n', 'a,b\n"x', 'a,b\n"x"y,1', 'a,b\nx"y,1', 'a\0,b'])('refuses %j', (text) => {
    expect(codeOf(() => parseCsv(text))).toMatch(/^SYNTAX/u);
  });

  it('bounds cells and cell sizes', () => {
    expect(codeOf(() => parseCsv(','.repeat(2_000)))).toMatch(/^TOO_LARGE/u);
    expect(codeOf(() => parseCsv(`a\n${'x'.repeat(1024 * 1024 + 1)}`))).toMatch(/^TOO_LARGE/u);
  });

  it('reads back every table that is written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'ü') });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ['h1,h2', ...rows.map((row) => row.map(quote).join(','))].join('\r\n');
        expect(parseCsv(text).rows.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});

describe('XML', () => {
  const ignore = { open: () => undefined, text: () => undefined, close: () => undefined };

  it('hands elements on with local names, attributes and the line they begin on', () => {
    const seen: string[] = [];
    parseXml('<?xml version="1.0"?>\n<j:a xmlns:j="urn:x"\n  one="1">\n<b/></j:a>', {
      open: ({ name, attributes, line }) => seen.push(`${name} ${line} ${[...attributes].join()}`),
      text: () => undefined,
      close: (name) => seen.push(`/${name}`),
    });
    expect(seen).toEqual(['a 2 one,1', 'b 4 ', '/b', '/a']);
  });

  it('refuses a document type before any entity can be declared', () => {
    const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>';
    expect(codeOf(() => parseXml(laughs, ignore))).toMatch(/^DOCTYPE/u);
    expect(codeOf(() => parseXml('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', ignore))).toMatch(/^DOCTYPE/u);
  });

  it('refuses unknown entities, two roots, unclosed and repeated things', () => {
    for (const text of ['<a>&xxe;</a>', '<a/><b/>', '<a>', '<a b="1" b="2"/>', '<a></b>', 'text', '']) {
      expect(
        codeOf(() => parseXml(text, ignore)),
        text,
      ).toMatch(/^SYNTAX/u);
    }
  });

  it('bounds depth and attributes', () => {
    expect(codeOf(() => parseXml('<a>'.repeat(200_000), ignore))).toMatch(/^TOO_DEEP/u);
    const attributes = Array.from({ length: 300 }, (_, index) => `a${index}="1"`).join(' ');
    expect(codeOf(() => parseXml(`<a ${attributes}/>`, ignore))).toMatch(/^TOO_LARGE/u);
  });

  it('decodes the encodings that runners write, and names others', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>';
    expect(decodeXml(Uint8Array.from([0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le'))]))).toBe(text);
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>';
    expect(decodeXml(new Uint8Array(Buffer.from(latin, 'latin1')))).toBe(latin);
    expect(codeOf(() => decodeXml(utf8('<?xml version="1.0" encoding="UTF-7"?><a/>')))).toMatch(/^UNSUPPORTED/u);
    expect(codeOf(() => decodeXml(bytes(0x3c, 0x61, 0xff)))).toMatch(/^NOT_UTF8/u);
  });
});
