import type { CaseStatus } from '../../domain/facts.ts';
import type { XmlSource } from '../../parse/index.ts';
import type { Outcome } from '../reading.ts';
import { collector, wholeNumber, type Collector, type RunnerCase } from './collect.ts';
import { walkXml, type Frame } from './xml-frames.ts';

/** Words of NUnit 2 and 3 beside those of all runners. A warning is no pass. */
const WORDS: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([
  ['inconclusive', 'not-run'],
  ['warning', 'not-run'],
  ['explicit', 'not-run'],
  ['notrunnable', 'error'],
  ['invalid', 'error'],
  ['cancelled', 'error'],
]);

interface Open {
  readonly frame: Frame;
  readonly details: string[];
  readonly properties: { readonly name: string; readonly value: string }[];
  hasOutput: boolean;
}

/** Returns the cases of an NUnit result: `test-run` of version 3, `test-results` of version 2. Throws `ParseError`. */
export function readNunit(text: XmlSource): Outcome {
  const collected = collector(WORDS);
  let open: Open | null = null;
  walkXml(text, {
    open: (frame, around) => {
      const { attributes } = frame;
      if (around.length === 0) {
        const tests = wholeNumber(attributes.get('total')) ?? wholeNumber(attributes.get('testcasecount'));
        collected.stated({ tests });
        collected.time(attributes.get('start-time'));
        collected.time(attributes.get('end-time'));
        // Version 2 splits day and time.
        if (attributes.has('date')) collected.time(`${attributes.get('date') ?? ''}T${attributes.get('time') ?? ''}`);
      }
      if (frame.name === 'test-case') open = { frame, details: [], properties: [], hasOutput: false };
    },
    close: (frame, around) => {
      const said = frame.text.trim();
      if (frame.name === 'property') {
        const [name, value] = [frame.attributes.get('name') ?? '', frame.attributes.get('value') ?? said];
        if (open !== null) open.properties.push({ name: name.toLowerCase(), value });
        else collected.property(name, value, { kind: 'element', path: frame.path, line: frame.line });
      } else if (open !== null && frame === open.frame) {
        collected.add(caseOf(open, around, collected));
        open = null;
      } else if (open !== null && said !== '') {
        if (frame.name === 'message' || frame.name === 'stack-trace') open.details.push(said);
        if (frame.name === 'output' || frame.path.endsWith('/failure/message')) open.hasOutput = true;
      }
      if (open !== null && frame.name === 'attachment') open.hasOutput = true;
    },
  });
  return collected.outcome();
}

function caseOf(
  { frame, details, properties, hasOutput }: Open,
  around: readonly Frame[],
  collected: Collector,
): RunnerCase {
  const { attributes, line } = frame;
  const name = attributes.get('name')?.trim() ?? '';
  const suites = around.filter((one) => one.name === 'test-suite').map((one) => one.attributes.get('name') ?? '');
  const result = attributes.get('result') ?? (attributes.get('executed') === 'False' ? 'notrun' : '');
  const label = attributes.get('label') ?? '';
  // The label tells more than the result: an error among failures, what was never started among what was skipped.
  const told = collected.status(result, name, line);
  const labelled = label === '' || told === 'passed' ? told : collected.status(label, name, line);
  return {
    id: attributes.get('fullname')?.trim() ?? name,
    name,
    suite: suites.at(-1) ?? '',
    status: labelled,
    detail: details.join('\n'),
    properties,
    hasOutput,
    line,
  };
}
