import { describe, expect, it } from 'vitest';
import { contract } from '../../../src/contract/contract.ts';
import type { Block } from '../../../src/domain/views.ts';
import type { Inspection } from '../../../main/inspection/index.ts';
import { readMember } from '../../../main/inspector/read-member.ts';
import { certificatesIn } from '../../../main/inspector/views/certificates.ts';
import { pictureOf } from '../../../main/inspector/views/image.ts';
import { markdownBlocks } from '../../../main/inspector/views/markdown.ts';
import { formatted, tree } from '../../../main/inspector/views/show.ts';
import { fileRows } from '../../../main/inspector/views/tables.ts';
import { structuredTree, treePart, xmlTree } from '../../../main/inspector/views/tree.ts';
import { treeFormat } from '../../../main/inspector/views/views.ts';
import { readRelease } from '../../../src/release/index.ts';
import { sharedSample } from '../../support/sample.ts';
import { signedFiles, verified } from '../../support/signed-release.ts';
import { rejection } from './support.ts';

async function inspectionOf(files: Readonly<Record<string, string>>): Promise<Inspection> {
  const { archive, verification } = await verified(signedFiles(files, ''));
  const release = await readRelease(archive, verification);
  return { archive, verification, release } as Inspection;
}

const words = (blocks: readonly Block[]): string => JSON.stringify(blocks);

describe('formatted Markdown', () => {
  it('keeps lines, front matter, tables and ticks', () => {
    const text =
      '---\nversion: 1.0\n---\n# Head *of* it\n\n- [x] done\n- [ ] open\n\n| a | b |\n| - | - |\n| 1 | 2 |\n';
    const blocks = markdownBlocks(text);
    expect(blocks.map(({ kind, line }) => [kind, line])).toEqual([
      ['code', 2],
      ['heading', 4],
      ['list', 6],
      ['table', 9],
    ]);
    expect(blocks[2]).toMatchObject({ items: [{ checked: true }, { checked: false, line: 7 }] });
  });

  it('shows HTML and scripts as text, and leads nowhere', () => {
    const blocks = markdownBlocks(
      '<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](file:///etc/passwd) <b>t</b>\n',
    );
    expect(blocks[0]).toEqual({ kind: 'code', line: 1, text: '<script>alert(1)</script>' });
    expect(words(blocks)).toContain('"target":"javascript:alert(1)"');
    expect(words(blocks)).toContain('"text":"<b>"');
  });

  it.each([
    ['quotations within quotations', `${'>'.repeat(5_000)} x`],
    ['lists within lists', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['brackets', '['.repeat(20_000)],
    ['stars', '*a '.repeat(20_000)],
    ['nothing', ''],
    ['front matter that does not end', '---\nversion: 1\n'],
  ])('reads %s within its depth', (_what, text) => {
    const blocks = markdownBlocks(text);
    expect(contract.evidence.formatted.output.safeParse({ blocks, truncated: false }).success).toBe(true);
  });
});

describe('a tree', () => {
  it('is opened level by level, with the lines of its nodes', () => {
    const roots = structuredTree('{\n "a": [1, {"b": "x"}],\n "c": null\n}', 'json');
    expect(treePart(roots, [], 0, 10)).toMatchObject({ total: 1, nodes: [{ kind: 'map', children: 2 }] });
    expect(treePart(roots, [0], 0, 10)?.nodes).toMatchObject([
      { label: 'a', kind: 'list', children: 2, line: 2 },
      { label: 'c', kind: 'scalar', value: 'null', line: 3 },
    ]);
    expect(treePart(roots, [0, 0, 1], 0, 10)?.nodes).toMatchObject([{ label: 'b', value: 'x' }]);
    expect(treePart(roots, [0], 1, 1)?.nodes).toHaveLength(1);
    expect(treePart(roots, [0, 9, 9], 0, 1)).toBeNull();
  });

  it('of XML holds attributes, elements and words', () => {
    const roots = xmlTree('<a x="1">\n <b>text</b> tail <c/></a>');
    expect(treePart(roots, [], 0, 9)?.nodes).toMatchObject([{ label: 'a', kind: 'element', children: 4 }]);
    expect(treePart(roots, [0], 0, 9)?.nodes).toMatchObject([
      { label: 'x', kind: 'attribute', value: '1' },
      { label: 'b', kind: 'element', value: 'text', children: 0 },
      { kind: 'text', value: 'tail' },
      { label: 'c', kind: 'element', children: 0 },
    ]);
  });

  it.each([
    ['a.json', '{"a":1,"a":2}'],
    ['a.xml', '<a>\n<!DOCTYPE x [<!ENTITY e "x">]></a>'],
    ['a.json', `${'['.repeat(500)}${']'.repeat(500)}`],
    ['a.json', '{"a":'],
    ['a.yaml', 'a: &x [1]\nb: [*x, *y]'],
  ])('of %s that lies or is torn is refused with its line', async (path, text) => {
    const inspection = await inspectionOf({ [path]: text });
    const asked = { kind: 'tree', path, at: [], from: 0, count: 9 } as const;
    expect(await rejection(tree(inspection, asked))).toMatchObject({ code: 'TREE_NOT_READABLE' });
  });

  it('is offered by name and first character', () => {
    expect(treeFormat('a.bin', '  {')).toBe('json');
    expect(treeFormat('a.sarif', '[')).toBe('json');
    expect(treeFormat('a.yaml', '{')).toBe('yaml');
    expect(treeFormat('a.md', '<p>')).toBeNull();
    expect(treeFormat('a.txt', 'words')).toBeNull();
  });
});

describe('a picture', () => {
  const png = (width: number, height: number): Buffer => {
    const bytes = Buffer.alloc(33);
    bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };

  it('is known by its first bytes, with its size', () => {
    expect(pictureOf(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    const gif = Buffer.from('GIF89a\x10\x00\x20\x00', 'latin1');
    expect(pictureOf(gif)).toEqual({ type: 'image/gif', width: 16, height: 32 });
    const jpeg = Buffer.from('ffd8ffe00004aaaaffc0000b08001000200101110000', 'hex');
    expect(pictureOf(jpeg)).toEqual({ type: 'image/jpeg', width: 32, height: 16 });
  });

  it.each([
    ['more pixels than are shown', png(60_000, 60_000)],
    ['no pixels', png(0, 10)],
    ['nothing behind its signature', png(1, 1).subarray(0, 12)],
    ['a JPEG that never comes to its frame', Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(64, 0xff)])],
    ['an SVG, which is text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
  ])('is not shown: %s', (_what, bytes) => {
    expect(pictureOf(bytes)).toBeNull();
  });
});

describe('certificates', () => {
  it('are shown as they are written', () => {
    const [one] = certificatesIn(Buffer.from(sharedSample().anchorPem));
    expect(one).toMatchObject({ isAuthority: true });
    expect(one?.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(contract.evidence.certificates.output.safeParse([one]).success).toBe(true);
  });

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'that cannot be read are none: %j',
    (text) => {
      expect(certificatesIn(Buffer.from(text))).toEqual([]);
    },
  );
});

describe('the ways to look at a member', () => {
  it('come the most telling first', async () => {
    const inspection = await inspectionOf({
      'a.md': '# x\n',
      'b.csv': 'x;y\n1;2\n',
      'c.json': '{"a":1}',
      'd.bin': '\0\0',
      'e.txt': 'words',
    });
    const of = async (path: string) => (await readMember(inspection, path)).views;
    expect(await of('a.md')).toEqual(['formatted', 'text']);
    expect(await of('b.csv')).toEqual(['table', 'text']);
    expect(await of('c.json')).toEqual(['tree', 'text']);
    expect(await of('d.bin')).toEqual(['hex']);
    expect(await of('e.txt')).toEqual(['text']);
    const query = { text: '', facets: [], sort: null, from: 0, count: 10 };
    expect(fileRows(inspection, 'b.csv', query)).toMatchObject({ total: 1, columns: [{ label: 'x' }, { label: 'y' }] });
    expect(() => fileRows(inspection, 'e.txt', query)).toThrow('CALL_REFUSED');
    expect(await rejection(formatted(inspection, 'd.bin'))).toMatchObject({ code: 'CALL_REFUSED' });
    expect(await rejection(formatted(inspection, 'nowhere'))).toMatchObject({ code: 'MEMBER_UNKNOWN' });
  });
});
