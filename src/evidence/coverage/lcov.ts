import { message } from '../../domain/message.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { tally } from './tally.ts';

/** Returns whether a text is an LCOV trace: its first records name a source file and lines. */
export function looksLikeLcov(text: string): boolean {
  return /^(?:TN:[^\n]*\r?\n)?SF:[^\n]+\r?\n/u.test(text.slice(0, 5_000));
}

/** Returns the coverage of an LCOV trace (geninfo(1)): lines of `DA`, branches of `BRDA`, each file once over all test names. */
export function readLcov(text: string): Outcome {
  const counted = tally();
  let file = '';
  let ended = true;
  let bad = 0;
  for (const line of text.split(/\r?\n/u)) {
    const colon = line.indexOf(':');
    const [key, rest] = colon < 0 ? [line.trim(), ''] : [line.slice(0, colon), line.slice(colon + 1)];
    if (key === 'SF') {
      file = rest;
      ended = false;
      counted.file(file);
    } else if (key === 'DA') {
      const found = /^(\d+),(-?\d+)/u.exec(rest);
      if (found === null) bad += 1;
      else counted.line(file, found[1] ?? '', Number(found[2]) > 0);
    } else if (key === 'BRDA') {
      const found = /^(\d+,[^,]*,[^,]*),(-|\d+)$/u.exec(rest);
      if (found === null) bad += 1;
      else counted.branches(file, found[1] ?? '', { covered: Number(found[2] !== '-' && found[2] !== '0'), total: 1 });
    } else if (key === 'end_of_record') ended = true;
    else if (!KNOWN.has(key)) bad += 1;
  }
  const dropped = [
    ...(bad === 0 ? [] : [message('evidence.coverage.lines', { n: bad })]),
    ...(ended ? [] : [message('evidence.coverage.cut')]),
  ];
  return readDropping(counted.report({ tool: 'LCOV' }), dropped);
}

const KNOWN: ReadonlySet<string> = new Set([
  '',
  'TN',
  'FN',
  'FNDA',
  'FNF',
  'FNH',
  'FNL',
  'FNA',
  'BRF',
  'BRH',
  'LF',
  'LH',
  'VER',
  'MCDC',
  'MCF',
  'MCH',
]);
