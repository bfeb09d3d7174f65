import { message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Outcome } from '../reading.ts';
import { collector } from './collect.ts';

const LINE = /^(\s*)(not )?ok\b(?:\s+(\d{1,9}))?\s*(?:-\s*)?(.*)$/u;
const PLAN = /^(\s*)1\.\.(\d{1,9})\s*(?:#.*)?$/u;
const DIRECTIVE = /(?:^|\s)#\s*(skip(?:ped)?|todo)\b\s*(.*)$/iu;
const BAIL = /^Bail out!\s*(.*)$/u;

/** Returns whether a text is of the Test Anything Protocol: its version, or a plan or a result among its first lines. */
export function looksLikeTap(text: string): boolean {
  const first = text
    .slice(0, 4_000)
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .slice(0, 3);
  if (/^TAP version 1[234]\s*$/u.test(first[0] ?? '')) return true;
  return first.length >= 2 && PLAN.test(first[0] ?? '') && LINE.test(first[1] ?? '');
}

/**
 * Returns the cases of a TAP text (versions 12 to 14). Of subtests the inner results count, and the line that sums them up only where it
 * fails and none of them does. What a plan promises and no line tells is named, and so is a run that was given up.
 */
export function readTap(text: string): Outcome {
  const collected = collector();
  let planned: number | null = null;
  let top = 0;
  let deepest = 0;
  let innerFailed = false;
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const plan = PLAN.exec(line);
    if (plan !== null && plan[1] === '') planned = Number(plan[2]);
    const bail = BAIL.exec(line)?.[1];
    if (bail !== undefined) collected.drop(message('evidence.tap.bail', { why: visible(bail), line: index + 1 }));
    const found = LINE.exec(line);
    if (found === null) continue;
    const depth = Math.floor((found[1]?.length ?? 0) / 4);
    const failed = found[2] !== undefined;
    const sums = depth < deepest;
    if (depth === 0) top += 1;
    if (!sums || (failed && !innerFailed)) add(collected, found, failed, index + 1);
    innerFailed = depth === 0 ? false : innerFailed || failed;
    deepest = sums && depth === 0 ? 0 : depth;
  }
  if (planned !== null && planned !== top) {
    collected.drop(message('evidence.tap.plan', { planned, told: top }));
  }
  return collected.outcome();
}

function add(collected: ReturnType<typeof collector>, found: RegExpExecArray, failed: boolean, line: number): void {
  const said = found[4] ?? '';
  const directive = DIRECTIVE.exec(said);
  const name = said.replace(DIRECTIVE, '').trim();
  const word = directive?.[1]?.toLowerCase() ?? '';
  const todo = word === 'todo';
  const skipped = word.startsWith('skip');
  const id = name === '' ? (found[3] ?? String(line)) : name;
  const status = skipped ? 'skipped' : todo ? 'not-run' : failed ? 'failed' : 'passed';
  collected.add({ id, name: id, suite: '', status, detail: directive?.[2]?.trim() ?? '', line });
}
