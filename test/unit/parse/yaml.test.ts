import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { child, ParseError, parseTree, scalarText } from '../../../src/parse/index.ts';

function refusal(text: string): string {
  try {
    parseTree(text, 'yaml');
  } catch (thrown) {
    if (thrown instanceof ParseError) return `${thrown.code} ${thrown.line}:${thrown.column}`;
    throw thrown;
  }
  return 'accepted';
}

function field(text: string, key: string): string | null {
  return scalarText(child(parseTree(text, 'yaml'), key));
}

describe('strict YAML', () => {
  it('keeps versions, octal-looking and dated scalars as written', () => {
    const text = 'version: 2.10\nbuild: 0012\ndate: 2024-10-17\ntagged: yes\n';
    expect(['version', 'build', 'date', 'tagged'].map((key) => field(text, key))).toEqual([
      '2.10',
      '0012',
      '2024-10-17',
      'yes',
    ]);
    expect(child(parseTree(text, 'yaml'), 'tagged')).toMatchObject({ value: 'yes' });
  });

  it('refuses a key that occurs twice, also as number and text', () => {
    expect(refusal('a: 1\nb: 2\na: 3\n')).toBe('DUPLICATE_KEY 3:1');
    expect(refusal('1: a\n"1": b\n')).toBe('DUPLICATE_KEY 2:1');
    expect(refusal('{ fw.bin: x, fw.bin: y }')).toBe('DUPLICATE_KEY 1:14');
  });

  it('refuses merge keys, custom tags, foreign types and complex keys by name', () => {
    expect(refusal('base: &b { a: 1 }\nuse:\n  <<: *b\n')).toBe('UNSUPPORTED 3:3');
    expect(refusal('a: !shell "rm"\n')).toBe('UNSUPPORTED 1:4');
    expect(refusal('a: !!binary aGk=\n')).toMatch(/^UNSUPPORTED/u);
    expect(refusal('a: !!set { x }\n')).toMatch(/^UNSUPPORTED/u);
    expect(refusal('? [a, b]\n: 1\n')).toMatch(/^UNSUPPORTED/u);
    expect(refusal('a: .inf\n')).toBe('UNSUPPORTED 1:4');
  });

  it('lets a quoted << be a key', () => {
    expect(field('"<<": x\n', '<<')).toBe('x');
  });

  it('refuses a second document and another YAML version', () => {
    expect(refusal('a: 1\n---\nb: 2\n')).toBe('UNSUPPORTED 2:1');
    expect(refusal('%YAML 1.1\n---\na: yes\n')).toBe('UNSUPPORTED 1:1');
    expect(refusal('%YAML 1.2\n%YAML 1.2\n---\na: 1\n')).toBe('UNSUPPORTED 2:1');
  });

  it('reads an alias, and refuses unknown, circular and exploding ones', () => {
    expect(field('a: &x hello\nb: *x\n', 'b')).toBe('hello');
    expect(refusal('a: *x\n')).toBe('ALIAS 1:5'.replace('5', '4'));
    expect(refusal('a: &x [*x]\n')).toMatch(/^ALIAS/u);
    const laughs = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let index = 1; index < 12; index += 1) {
      laughs.push(`a${index}: &a${index} [${Array.from({ length: 9 }, () => `*a${index - 1}`).join(', ')}]`);
    }
    expect(refusal(laughs.join('\n'))).toMatch(/^ALIAS/u);
    expect(refusal(`a: &x 1\nb: [${Array.from({ length: 101 }, () => '*x').join(', ')}]\n`)).toMatch(/^ALIAS/u);
  });

  it('refuses numbers that lose digits and keeps them as text in quotes', () => {
    expect(refusal('commit: 12e45678\n')).toBe('NUMBER_LOSES_DIGITS 1:9');
    expect(refusal(`commit: ${'1'.repeat(40)}\n`)).toBe('NUMBER_LOSES_DIGITS 1:9');
    expect(refusal('n: 0xffffffffffffffffff\n')).toMatch(/^NUMBER_LOSES_DIGITS/u);
    expect(field('commit: "12e45678"\n', 'commit')).toBe('12e45678');
  });

  it('refuses depth and size before it recurses', () => {
    expect(refusal('['.repeat(50_000))).toMatch(/^TOO_DEEP/u);
    expect(refusal('- '.repeat(50_000))).toMatch(/^TOO_DEEP/u);
    expect(refusal(`a: ${'x'.repeat(16 * 1024 * 1024)}`)).toMatch(/^TOO_LARGE/u);
    for (const mark of ['\n', '[]', '{}', '"a"', '&a ', '- ', ': ', 'a, ', '!t\t'])
      expect(refusal(mark.repeat(700_001)), mark).toMatch(/^TOO_LARGE/u);
  });

  it('refuses invisible characters and lone surrogates', () => {
    expect(refusal('a: x\u0000y\n')).toBe('SYNTAX 1:5');
    expect(refusal('a: x\u001b[31m\n')).toBe('SYNTAX 1:5');
    expect(refusal('\ufeffa: 1\n')).toBe('SYNTAX 1:1');
    expect(refusal('a: "\\uD800"\n')).toBe('NOT_UTF8 1:4');
  });

  it('keeps __proto__ a key like any other', () => {
    const tree = parseTree('__proto__: { polluted: true }\n', 'yaml');
    expect(child(child(tree, '__proto__'), 'polluted')).toMatchObject({ value: true });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads CR LF and an empty text', () => {
    expect(field('a: 1\r\nb: two\r\n', 'b')).toBe('two');
    expect(parseTree('', 'yaml')).toMatchObject({ kind: 'scalar', value: null });
  });

  it('tells null from the word and from nothing', () => {
    const tree = parseTree('a:\nb: null\nc: "null"\n', 'yaml');
    expect(['a', 'b', 'c', 'd'].map((key) => scalarText(child(tree, key)))).toEqual([null, null, 'null', null]);
  });

  it('never throws anything but a ParseError on arbitrary text', () => {
    const unit = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&',
      '*',
      '!',
      '|',
      '>',
      '"',
      "'",
      '#',
      '?',
      '%',
      ',',
      '<',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        refusal(text);
      }),
      { numRuns: 500 },
    );
  });
});
