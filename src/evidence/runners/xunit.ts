import type { CaseStatus } from '../../domain/facts.ts';
import { message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { XmlSource } from '../../parse/index.ts';
import type { Outcome } from '../reading.ts';
import { collector, wholeNumber } from './collect.ts';
import { walkXml, type Frame } from './xml-frames.ts';

interface Open {
  readonly frame: Frame;
  readonly details: string[];
  readonly traits: { readonly name: string; readonly value: string }[];
  hasOutput: boolean;
}

const WORDS: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([['notrun', 'not-run']]);

/**
 * Returns the cases of an xUnit.net result (version 2 and 3): `assemblies` with `assembly`, `collection` and `test`. Errors outside of
 * tests, such as in a fixture's clean-up, are named. Throws `ParseError`.
 */
export function readXunit(text: XmlSource): Outcome {
  const collected = collector(WORDS);
  const totals: number[] = [];
  let open: Open | null = null;
  walkXml(text, {
    open: (frame) => {
      const { attributes } = frame;
      if (frame.name === 'assembly') {
        const total = wholeNumber(attributes.get('total'));
        if (total !== null) totals.push(total);
        collected.time(attributes.get('start-rtf') ?? dayAndTime(attributes));
        collected.time(attributes.get('finish-rtf'));
      }
      if (frame.name === 'test') open = { frame, details: [], traits: [], hasOutput: false };
    },
    close: (frame, around) => {
      const said = frame.text.trim();
      if (open !== null && frame === open.frame) {
        const { attributes, line } = frame;
        const name = attributes.get('name')?.trim() ?? '';
        const [type, method] = [attributes.get('type') ?? '', attributes.get('method') ?? ''];
        const { details, traits, hasOutput } = open;
        collected.add({
          id: type !== '' && method !== '' && name === '' ? `${type}.${method}` : name,
          name,
          suite: type,
          status: collected.status(attributes.get('result') ?? '', name, line),
          detail: details.join('\n'),
          properties: traits,
          hasOutput,
          line,
        });
        open = null;
      } else if (frame.name === 'trait' && open !== null) {
        const { attributes } = frame;
        open.traits.push({ name: (attributes.get('name') ?? '').toLowerCase(), value: attributes.get('value') ?? '' });
      } else if (frame.name === 'error' && around.at(-1)?.name === 'errors') {
        const name = frame.attributes.get('name') ?? frame.attributes.get('type') ?? '';
        collected.drop(message('evidence.runner.error', { name: visible(name), line: frame.line }));
      } else if (open !== null && said !== '') {
        if (['message', 'stack-trace', 'reason'].includes(frame.name)) open.details.push(said);
        if (frame.name === 'output' || frame.name === 'message') open.hasOutput = true;
      }
    },
  });
  if (totals.length > 0) collected.stated({ tests: totals.reduce((sum, total) => sum + total, 0) });
  return collected.outcome();
}

function dayAndTime(attributes: ReadonlyMap<string, string>): string | undefined {
  const [day, time] = [attributes.get('run-date'), attributes.get('run-time')];
  return day === undefined || time === undefined ? undefined : `${day}T${time}`;
}
