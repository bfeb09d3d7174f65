import { describe, expect, it } from 'vitest';
import { findMatches, MOST_MATCHES, piecesOf } from '../../../renderer/features/evidence/find.ts';
import { bytesOfBase64, hexRow } from '../../../renderer/features/evidence/hex.ts';
import { lineRows, PIECE, rowOfLine, rowOfOffset } from '../../../renderer/features/evidence/lines.ts';

describe('the lines of a file', () => {
  const shown = (content: string) => lineRows(content).map((row) => content.slice(row.start, row.end));

  it('end at LF and CRLF, and keep every other control character', () => {
    expect(shown('a\r\nb\nc\rd\n')).toEqual(['a', 'b', 'c\rd']);
    expect(shown('')).toEqual(['']);
    expect(shown('\n\nx')).toEqual(['', '', 'x']);
    expect(shown('\r\n')).toEqual(['']);
  });

  it('come in pieces when they are very long, without losing or splitting a character', () => {
    const content = `${'x'.repeat(PIECE - 1)}😀${'y'.repeat(PIECE)}\nend`;
    const rows = lineRows(content);
    expect(rows.map((row) => row.line)).toEqual([1, 1, 1, 2]);
    expect(rows.map((row) => row.continued)).toEqual([false, true, true, false]);
    expect(shown(content).join('')).toBe(content.replace('\n', ''));
    expect(shown(content).every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('are found by number, and not found beyond the end', () => {
    const rows = lineRows(`${'x'.repeat(PIECE * 3)}\nb\nc`);
    expect(rowOfLine(rows, 1)).toBe(0);
    expect(rowOfLine(rows, 3)).toBe(4);
    expect(rowOfLine(rows, 4)).toBeNull();
    expect(rowOfOffset(rows, PIECE)).toBe(1);
    expect(rowOfOffset(rows, PIECE * 3 + 1)).toBe(3);
  });

  it('are laid out fast for 100,000 lines', () => {
    const content = 'a line of evidence\n'.repeat(100_000);
    const before = performance.now();
    expect(lineRows(content)).toHaveLength(100_000);
    expect(performance.now() - before).toBeLessThan(60_000);
  });
});

describe('the search in a file', () => {
  it('takes the sought text literally, without regard to case', () => {
    expect(findMatches('A.b a.B axb', 'a.b')).toEqual([
      { start: 0, end: 3 },
      { start: 4, end: 7 },
    ]);
    for (const hostile of ['(', '[a-', '\\', '$^', '{1,', '-', '/', '(a+)+$']) {
      expect(findMatches(`x${hostile}y`, hostile)).toEqual([{ start: 1, end: 1 + hostile.length }]);
    }
  });

  it('stops counting at its limit', () => {
    expect(findMatches('a'.repeat(MOST_MATCHES * 2), 'a')).toHaveLength(MOST_MATCHES);
    expect(findMatches('abc', '')).toEqual([]);
  });

  it('marks what was found in a row, also where it goes on in the next', () => {
    const matches = findMatches('one two one', 'one');
    expect(piecesOf('one two one', 0, 9, matches)).toEqual([
      { text: 'one', match: 0 },
      { text: ' two ', match: null },
      { text: 'o', match: 1 },
    ]);
    expect(piecesOf('one two one', 9, 11, matches)).toEqual([{ text: 'ne', match: 1 }]);
  });
});

describe('the bytes of a file', () => {
  it('are shown 16 a row, with dots for what does not print', () => {
    const bytes = bytesOfBase64(btoa('ABC\u0000\u00ff 0123456789z'));
    expect(hexRow(bytes, 0)).toEqual({
      offset: '00000000',
      hex: '41 42 43 00 ff 20 30 31 32 33 34 35 36 37 38 39',
      text: 'ABC.. 0123456789',
    });
    expect(hexRow(bytes, 1)).toEqual({ offset: '00000010', hex: '7a', text: 'z' });
  });

  it('are none when the text is not base64', () => {
    expect(bytesOfBase64('***')).toHaveLength(0);
  });
});
