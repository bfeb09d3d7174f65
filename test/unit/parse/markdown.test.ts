import { describe, expect, it } from 'vitest';
import { child, parseMarkdown, ParseError, scalarText, type TreeNode } from '../../../src/parse/index.ts';

describe('Markdown', () => {
  it('keeps the lines before the first heading with their numbers, and all lines where there is none', () => {
    const text = '---\nid: UM\n---\n\nTBD: limits\n\n<!-- hidden -->\n# Manual\nText\n';
    expect(parseMarkdown(text).preamble).toEqual([{ text: 'TBD: limits', line: 5 }]);
    expect(parseMarkdown('one\n\ntwo\n').preamble.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('reads front matter with the line numbers of the file', () => {
    const { frontMatter, headings } = parseMarkdown('---\nid: VP-1\ntests:\n  unit: { planned: 412 }\n---\n\n# Plan\n');
    const tree = frontMatter as TreeNode;
    expect(scalarText(child(tree, 'id'))).toBe('VP-1');
    expect(child(child(child(tree, 'tests'), 'unit'), 'planned')?.at.line).toBe(4);
    expect(headings[0]).toMatchObject({ text: 'Plan', line: 7 });
  });

  it('takes a rule at the top for a rule, and reports front matter that is broken', () => {
    expect(parseMarkdown('---\n\n# Title\n').frontMatter).toBeNull();
    const { frontMatter, headings } = parseMarkdown('---\na: 1\na: 2\n---\n# Title\n');
    expect(frontMatter).toBeInstanceOf(ParseError);
    expect(frontMatter).toMatchObject({ code: 'DUPLICATE_KEY', line: 3 });
    expect(headings).toHaveLength(1);
  });

  it('finds clause numbers at the beginning of headings', () => {
    const text =
      '## 5.8.3 Evaluate\n## Clause 5.8.4: Versions\n## **5.8.5** How\n## Chapter 5.8.6\n## 5 Five\n5.8.7 Archive\n-----\nbody\n';
    expect(parseMarkdown(text).headings.map((heading) => heading.clause)).toEqual([
      '5.8.3',
      '5.8.4',
      '5.8.5',
      null,
      null,
      '5.8.7',
    ]);
  });

  it('keeps the text below a heading up to the next of any level', () => {
    const { headings } = parseMarkdown('# A #\none\n\ntwo\n## B\nthree\n');
    expect(headings.map(({ text, body }) => [text, body])).toEqual([
      ['A', 'one\n\ntwo'],
      ['B', 'three'],
    ]);
  });

  it('reads check boxes of several kinds with their lines', () => {
    const text = '- [x] done\n* [ ] open\n1. [X] third\n☑ fourth\n- ☐ fifth\n- [y] no box\n[x] no item\n';
    const boxes = parseMarkdown(text).checkBoxes;
    expect(boxes.map(({ text: item, ticked, line }) => `${item} ${String(ticked)} ${line}`)).toEqual([
      'done true 1',
      'open false 2',
      'third true 3',
      'fourth true 4',
      'fifth false 5',
    ]);
  });

  it('takes "n/a" for a reason only when one follows', () => {
    const text =
      '- [ ] Pen test: n/a, no interface\n- [ ] Pen test (not applicable: no network)\n- [ ] Pen test n/a\n- [ ] N/A fields are filled\n';
    const reasons = parseMarkdown(text).checkBoxes.map((box) => box.notApplicable);
    expect(reasons).toEqual(['no interface', 'no network', null, null]);
  });

  it('leaves out what a reader of the page does not see: fenced code and comments', () => {
    const text =
      '```\n- [x] in code\n# code\n```\n<!-- - [x] hidden\n- [x] hidden too -->\n- [ ] seen\n~~~~\n~~~\n- [x] still code\n~~~~\n- [x] after `<!--` span\n';
    const { checkBoxes, headings } = parseMarkdown(text);
    expect(checkBoxes.map((box) => box.text)).toEqual(['seen', 'after `<!--` span']);
    expect(headings).toEqual([]);
  });

  it('treats an unclosed fence or comment as running to the end', () => {
    expect(parseMarkdown('```\n- [x] a\n').checkBoxes).toEqual([]);
    expect(parseMarkdown('<!--\n- [x] a\n').checkBoxes).toEqual([]);
  });

  it('reads pipe tables with escaped pipes, and pads short rows', () => {
    const [table] = parseMarkdown('text\n\n| path | sha256 |\n|------|:------:|\n| a\\|b | 1 |\n| c |\n\nend').tables;
    expect(table).toEqual({
      header: ['path', 'sha256'],
      rows: [
        { cells: ['a|b', '1'], line: 5 },
        { cells: ['c', ''], line: 6 },
      ],
      line: 3,
    });
  });

  it('reads links, images, references and addresses in their order, none in code', () => {
    const text =
      'See [plan](docs/plan.md "Plan"), ![shot](<a b.png>), [log][1], <https://x.example> and `[no](code)`.\n\n[1]: logs/run.txt\n';
    expect(parseMarkdown(text).links.map(({ text: label, target }) => [label, target])).toEqual([
      ['plan', 'docs/plan.md'],
      ['shot', 'a b.png'],
      ['log', 'logs/run.txt'],
      ['https://x.example', 'https://x.example'],
    ]);
  });

  it('refuses more lines and characters than memory is meant to hold', () => {
    for (const text of [
      '# \n'.repeat(50_001),
      '\r\n'.repeat(50_001),
      '\r'.repeat(50_001),
      'x'.repeat(8 * 1024 * 1024 + 1),
    ]) {
      expect(() => parseMarkdown(text)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    }
    expect(parseMarkdown('# a\r\n'.repeat(49_999)).headings).toHaveLength(49_999);
  });

  it('stays fast on lines that are made to be slow', () => {
    const hostile = [
      '['.repeat(100_000),
      '`'.repeat(100_000),
      '|'.repeat(100_000),
      '<!--'.repeat(50_000),
      '- [ ] n/a '.repeat(20_000),
      `# ${'#'.repeat(100_000)}x`,
      `|${'-|'.repeat(50_000)}`,
    ];
    const started = performance.now();
    for (const line of hostile) parseMarkdown(`a | b\n${line}\n${line}\n`);
    expect(performance.now() - started).toBeLessThan(120_000);
  });
});
