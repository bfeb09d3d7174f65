import type { Located } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import type { WrittenTime } from '../../domain/located.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { headOfXml, type XmlSource } from '../../parse/index.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { walkXml } from '../runners/xml-frames.ts';
import { tally } from './tally.ts';

/**
 * Returns the coverage of a Cobertura report (root `coverage`), as coverage.py, gcovr, c8 and others write it. Lines are those of classes;
 * methods list them again. The share that the report states is kept beside, to be compared. Throws `ParseError`.
 */
export function readCobertura(text: XmlSource): Outcome {
  const counted = tally();
  const dropped: Message[] = [];
  let file = '';
  let stated: Located<number> | null = null;
  let measured: WrittenTime | null = null;
  let tool = 'Cobertura';
  let bad = 0;
  walkXml(text, {
    open: ({ name, attributes, line, path }, around) => {
      if (name === 'coverage') {
        const rate = Number(attributes.get('line-rate') ?? 'NaN');
        if (rate >= 0 && rate <= 1) stated = { value: rate, at: { kind: 'element', path: `${path}/@line-rate`, line } };
        tool = attributes.get('version')?.trim() || tool;
        measured = timeOf(attributes.get('timestamp'));
      } else if (name === 'class') {
        file = attributes.get('filename') ?? attributes.get('name') ?? '';
        counted.file(file);
      } else if (
        name === 'line' &&
        around.some((frame) => frame.name === 'class') &&
        !around.some((frame) => frame.name === 'method')
      ) {
        const [number, hits] = [attributes.get('number') ?? '', attributes.get('hits') ?? ''];
        if (!/^\d+$/u.test(number) || !/^-?\d+$/u.test(hits)) {
          bad += 1;
          return;
        }
        counted.line(file, number, Number(hits) > 0);
        const part = /\((\d{1,6})\/(\d{1,6})\)/u.exec(attributes.get('condition-coverage') ?? '');
        if (part !== null) counted.branches(file, number, { covered: Number(part[1]), total: Number(part[2]) });
      }
    },
    close: () => undefined,
    doctype: true,
  });
  if (bad > 0) dropped.push(message('evidence.coverage.lines', { n: bad }));
  return readDropping(counted.report({ tool, stated, measured }), dropped, doctypeNote(text));
}

/** Tools of this field name a document type; that it was left where it is should be seen. */
function doctypeNote(text: XmlSource): readonly Message[] {
  return /<!DOCTYPE/u.test(headOfXml(text).slice(0, 2_000)) ? [message('evidence.coverage.doctype')] : [];
}

/** Seconds or milliseconds since 1970, or a written time. */
function timeOf(text: string | undefined): WrittenTime | null {
  if (text === undefined || text.trim() === '') return null;
  if (!/^\d{9,14}$/u.test(text)) return readWrittenTime(text);
  const instant = Number(text) < 100_000_000_000 ? Number(text) * 1000 : Number(text);
  return { text, instant, zoned: true, dayOnly: false };
}

/** Returns the coverage of a JaCoCo report (root `report`): lines by their covered instructions, branches by line. Throws `ParseError`. */
export function readJacoco(text: XmlSource): Outcome {
  const counted = tally();
  const totals = new Map<string, { covered: number; total: number }>();
  let [folder, file] = ['', ''];
  let measured: WrittenTime | null = null;
  let lines = 0;
  walkXml(text, {
    open: ({ name, attributes }, around) => {
      const number = (key: string): number =>
        /^\d{1,12}$/u.test(attributes.get(key) ?? '') ? Number(attributes.get(key)) : 0;
      if (name === 'package') folder = attributes.get('name') ?? '';
      else if (name === 'sessioninfo') measured = timeOf(attributes.get('dump'));
      else if (name === 'sourcefile') {
        file = `${folder}/${attributes.get('name') ?? ''}`;
        counted.file(file);
      } else if (name === 'line' && around.at(-1)?.name === 'sourcefile') {
        lines += 1;
        const key = attributes.get('nr') ?? '';
        counted.line(file, key, number('ci') > 0);
        const total = number('mb') + number('cb');
        if (total > 0) counted.branches(file, key, { covered: number('cb'), total });
      } else if (name === 'counter' && around.at(-1)?.name === 'report')
        totals.set(attributes.get('type') ?? '', {
          covered: number('covered'),
          total: number('covered') + number('missed'),
        });
    },
    close: () => undefined,
    doctype: true,
  });
  const report = counted.report({ tool: 'JaCoCo', measured });
  if (lines > 0 || totals.size === 0) return readDropping(report, [], doctypeNote(text));
  // Without source lines only the report's own sums are left; they are taken, and it is said.
  const facts = { ...report, lines: totals.get('LINE') ?? report.lines, branches: totals.get('BRANCH') ?? null };
  return readDropping(facts, [message('evidence.coverage.sums')], doctypeNote(text));
}
