import { describe, expect, it } from 'vitest';
import { parseTree, parseXml, utf8Pieces, ParseError, type TreeNode } from '../../../src/parse/index.ts';

/** A node with everything in it as plain data, to compare with. */
function whole(node: TreeNode): unknown {
  if (node.kind === 'list') return { at: node.at, items: [...node.items].map(whole) };
  if (node.kind === 'map')
    return { at: node.at, entries: node.entries.map(({ key, keyAt, value }) => [key, keyAt, whole(value)]) };
  return node;
}

describe('a list of more than a thousand items', () => {
  const item = (n: number): string => `{ "n": ${n}, "é": ["x\\u0041", [${n}]],\r\n "deep": { "a": null } }`;
  const text = `{ "before": [1, 2],\n "long": [\n${Array.from({ length: 1_500 }, (_, n) => item(n)).join(',\n')}\n], "after": true }`;
  const tree = parseTree(text, 'json');
  const long = tree.kind === 'map' ? tree.entries[1]?.value : undefined;
  if (long?.kind !== 'list') throw new Error('no list');

  it('gives each item as it would stand in a short list, with its place, each time it is asked for', () => {
    expect(long.items.length).toBe(1_500);
    for (const n of [1_499, 0, 1_000, 7]) {
      const start = text.indexOf(`{ "n": ${n},`);
      const found = long.items.at(n);
      expect(found?.at).toMatchObject({ line: 3 + 2 * n, column: 1, start, end: start + item(n).length });
      expect(text.slice(found?.at.start, found?.at.end)).toBe(item(n));
    }
    expect(long.items.at(1_500)).toBeUndefined();
    expect([...long.items].map(whole)).toEqual([...long.items].map(whole));
  });

  it('can be gone through in every way that a short one can', () => {
    const lines = long.items.map(({ at }) => at.line);
    expect(lines).toEqual(Array.from({ length: 1_500 }, (_, n) => 3 + 2 * n));
    expect(long.items.flatMap(({ at }) => [at.line, at.line])).toHaveLength(3_000);
    const visited: number[] = [];
    long.items.forEach((one, index) => visited.push(one.at.line - 2 * index));
    expect(new Set(visited)).toEqual(new Set([3]));
    expect([...long.items.entries()].map(([index, { at }]) => at.line - 2 * index)).toEqual(visited);
    expect(long.items.every(({ kind }) => kind === 'map')).toBe(true);
  });

  it.each([
    ['a key that stands twice', '{"a":1,"a":2}', 'DUPLICATE_KEY'],
    ['more than a hundred levels', `${'['.repeat(120)}${']'.repeat(120)}`, 'TOO_DEEP'],
    ['a number that loses digits', '12345678901234567890', 'NUMBER_LOSES_DIGITS'],
    ['nothing', '', 'SYNTAX'],
  ])('is refused for %s in its last item', (_, last, code) => {
    const list = `[${'{},'.repeat(1_200)}${last}]`;
    expect(() => parseTree(list, 'json')).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('a text in pieces', () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('is the text, also where a character lies across two pieces, and without its mark', () => {
    const text = `${'€'.repeat(40_000)}x${'😀'.repeat(40_000)}`;
    expect([...utf8Pieces(bytesOf(`\uFEFF${text}`))].join('')).toBe(text);
    expect(utf8Pieces(bytesOf(text)).head).toBe(text);
    expect([...utf8Pieces(new Uint8Array(0))]).toEqual([]);
  });

  it.each([
    ['in the middle', [0xff], 'y', 3],
    ['at the end', [0xe2, 0x82], '', 4],
  ])('is refused with the place of a byte that is no UTF-8 %s', (_, bad, after, column) => {
    const before = `${'line\n'.repeat(50_000)}ab`;
    const bytes = new Uint8Array([...bytesOf(before), ...bad, ...bytesOf(after)]);
    expect(() => [...utf8Pieces(bytes)]).toThrow(
      expect.objectContaining({ code: 'NOT_UTF8', line: 50_001, column }) as Error,
    );
  });

  it('is parsed as XML with the same lines, and refused at the same place', () => {
    const body = Array.from({ length: 20_000 }, (_, n) => `<case name="ü${n}">text ${n}</case>`).join('\n');
    const seen = (source: Parameters<typeof parseXml>[0]): string => {
      let all = '';
      parseXml(source, {
        open: ({ name, line, attributes }) => (all += `${name}@${line}:${attributes.get('name') ?? ''} `),
        text: (part) => (all += part),
        close: () => undefined,
      });
      return all;
    };
    const xml = `<?xml version="1.0"?>\n<all>${body}</all>`;
    expect(seen(utf8Pieces(bytesOf(xml)))).toBe(seen(xml));
    const broken = xml.replace('text 19999</case>', 'text');
    const errors = [broken, utf8Pieces(bytesOf(broken))].map((source) => {
      try {
        return seen(source);
      } catch (thrown) {
        return thrown instanceof ParseError ? [thrown.code, thrown.line] : thrown;
      }
    });
    expect(errors[0]).toEqual(errors[1]);
  });
});
