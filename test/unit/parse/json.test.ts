import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { child, ParseError, parseTree, scalarText, type TreeNode } from '../../../src/parse/index.ts';

function refusal(text: string): { code: string; line: number; column: number } {
  try {
    parseTree(text, 'json');
  } catch (thrown) {
    if (thrown instanceof ParseError) return { code: thrown.code, line: thrown.line, column: thrown.column };
    throw thrown;
  }
  return { code: 'accepted', line: 0, column: 0 };
}

function plain(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return new Map(node.entries.map(({ key, value }) => [key, plain(value)]));
}

describe('strict JSON', () => {
  it('keeps the text of numbers beside their value', () => {
    const version = child(parseTree('{"version": 1.10}', 'json'), 'version');
    expect(scalarText(version)).toBe('1.10');
    expect(version).toMatchObject({ value: 1.1, at: { line: 1, column: 13, start: 12, end: 16 } });
  });

  it('places values by line and column, CR LF and lone CR included', () => {
    const tree = parseTree('{\r\n "a": 1,\r "b": [true]\n}', 'json');
    expect(child(tree, 'a')?.at).toMatchObject({ line: 2, column: 7 });
    expect(child(tree, 'b')?.at).toMatchObject({ line: 3, column: 7 });
  });

  it('gives spans that cut the exact text out of the source', () => {
    const source = '{"a": {"id": "A-1", "x": [1, 2]}, "b": 3}';
    const at = child(parseTree(source, 'json'), 'a')?.at;
    expect(source.slice(at?.start, at?.end)).toBe('{"id": "A-1", "x": [1, 2]}');
  });

  it('refuses a key that occurs twice, also when one is written with escapes', () => {
    expect(refusal('{"a": 1, "a": 2}')).toEqual({ code: 'DUPLICATE_KEY', line: 1, column: 10 });
    expect(refusal('{"sha": 1, "\\u0073ha": 2}').code).toBe('DUPLICATE_KEY');
  });

  it('keeps __proto__ as a key like any other', () => {
    const tree = parseTree('{"__proto__": {"admin": true}, "constructor": 1}', 'json');
    expect(child(child(tree, '__proto__'), 'admin')).toMatchObject({ value: true });
    expect(child(tree, 'toString')).toBeUndefined();
  });

  it.each([
    '9007199254740993',
    '123456789012345678901234567890',
    '1e400',
    '-1e400',
    '1e-400',
    '0.1000000000000000055511151231',
  ])('refuses the number %s, which would lose digits', (number) => {
    expect(refusal(`[${number}]`).code).toBe('NUMBER_LOSES_DIGITS');
    expect(scalarText(child(parseTree(`{"a": "${number}"}`, 'json'), 'a'))).toBe(number);
  });

  it.each(['0', '-0', '1.10', '1E22', '1.0000', '0.10000000000000001', '9007199254740991', '123456789e-9', '5e-324'])(
    'accepts the number %s',
    (number) => {
      expect(refusal(`[${number}]`).code).toBe('accepted');
    },
  );

  it('refuses a million digits at once', () => {
    expect(refusal(`[${'9'.repeat(1_000_000)}]`).code).toBe('NUMBER_LOSES_DIGITS');
    expect(refusal(`[1${'0'.repeat(300_000)}1.5]`).code).toBe('NUMBER_LOSES_DIGITS');
  });

  it('refuses lone surrogates, which no UTF-8 can carry', () => {
    expect(refusal('["\\ud800"]').code).toBe('NOT_UTF8');
    expect(refusal('["\\udc00\\ud800"]').code).toBe('NOT_UTF8');
    expect(refusal('["\\ud83d\\ude00"]').code).toBe('accepted');
  });

  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "['a']",
    '01',
    '+1',
    '.5',
    '1.',
    'NaN',
    'tru',
    '[1] 2',
    '"\t"',
    '"\\x41"',
    '// a\n1',
    '\ufeff{}',
  ])('refuses %j', (text) => {
    expect(refusal(text).code).toBe('SYNTAX');
  });

  it('reads 100 levels and refuses the next, without recursion running out', () => {
    expect(refusal('['.repeat(100) + ']'.repeat(100)).code).toBe('accepted');
    expect(refusal('['.repeat(101) + ']'.repeat(101))).toEqual({ code: 'TOO_DEEP', line: 1, column: 101 });
    expect(refusal('[{"a":'.repeat(500_000)).code).toBe('TOO_DEEP');
  });

  it('refuses more nodes than memory is meant to hold', () => {
    expect(refusal(`[${'0,'.repeat(2_000_001)}0]`).code).toBe('TOO_LARGE');
  });

  it('reads every JSON value as JSON.parse does, or refuses a number', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        const toMaps = (one: unknown): unknown => {
          if (Array.isArray(one)) return one.map(toMaps);
          if (typeof one !== 'object' || one === null) return one;
          return new Map(Object.entries(one).map(([key, inner]) => [key, toMaps(inner)]));
        };
        expect(plain(parseTree(text, 'json'))).toEqual(toMaps(JSON.parse(text)));
      }),
      { numRuns: 200 },
    );
  });

  it('never throws anything but a ParseError on arbitrary text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'u', '1', 'e', '-', ' ', '\n') }),
        (text) => {
          refusal(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
