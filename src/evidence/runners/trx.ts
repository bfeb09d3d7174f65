import type { CaseStatus } from '../../domain/facts.ts';
import type { XmlSource } from '../../parse/index.ts';
import type { Outcome } from '../reading.ts';
import { collector, wholeNumber } from './collect.ts';
import { walkXml, type Frame } from './xml-frames.ts';

/** Outcomes of the TeamTest schema (2010): whatever is not a pass is none. */
const OUTCOMES: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['error', 'error'],
  ['timeout', 'error'],
  ['aborted', 'error'],
  ['passedbutrunaborted', 'error'],
  ['inconclusive', 'not-run'],
  ['notexecuted', 'not-run'],
  ['notrunnable', 'not-run'],
  ['disconnected', 'not-run'],
  ['inprogress', 'not-run'],
  ['pending', 'not-run'],
  ['completed', 'not-run'],
  ['warning', 'not-run'],
]);

interface Result {
  readonly frame: Frame;
  inner: boolean;
  message: string;
  hasOutput: boolean;
}

interface Definition {
  className: string;
  readonly properties: { readonly name: string; readonly value: string }[];
}

/**
 * Returns the cases of a TRX file (`TestRun` of Visual Studio and `dotnet test`). Of data-driven tests the rows count, not the test around
 * them. Class names and properties are joined from the definitions, which may stand before or after. Throws `ParseError`.
 */
export function readTrx(text: XmlSource): Outcome {
  const collected = collector(OUTCOMES);
  const definitions = new Map<string, Definition>();
  const open: Result[] = [];
  const done: Result[] = [];
  let definition: Definition | null = null;
  let key = '';
  walkXml(text, {
    open: (frame) => {
      if (frame.name === 'TestRun') {
        const at = { kind: 'element' as const, path: `${frame.path}/@runUser`, line: frame.line };
        collected.property('tester', frame.attributes.get('runUser') ?? '', at);
      }
      if (frame.name === 'UnitTestResult') {
        const outer = open.at(-1);
        if (outer !== undefined) outer.inner = true;
        open.push({ frame, inner: false, message: '', hasOutput: false });
      }
      if (frame.name === 'UnitTest') {
        definition = { className: '', properties: [] };
        definitions.set(frame.attributes.get('id') ?? '', definition);
      }
      if (frame.name === 'TestMethod' && definition !== null)
        definition.className = frame.attributes.get('className') ?? '';
      if (frame.name === 'Times') {
        collected.time(frame.attributes.get('start'));
        collected.time(frame.attributes.get('finish'));
      }
      if (frame.name === 'Counters') collected.stated({ tests: wholeNumber(frame.attributes.get('total')) });
    },
    close: (frame) => {
      const result = open.at(-1);
      const said = frame.text.trim();
      if (frame.name === 'UnitTestResult' && result !== undefined) {
        open.pop();
        if (!result.inner) done.push(result);
      } else if (frame.name === 'UnitTest') definition = null;
      else if (frame.name === 'Key') key = said;
      else if (frame.name === 'Value' && definition !== null)
        definition.properties.push({ name: key.toLowerCase(), value: said });
      else if (result !== undefined && said !== '') {
        if (frame.name === 'Message' || frame.name === 'StackTrace')
          result.message += `${result.message === '' ? '' : '\n'}${said}`;
        if (OUTPUT.includes(frame.name)) result.hasOutput = true;
      }
      if (result !== undefined && frame.name === 'ResultFile') result.hasOutput = true;
    },
  });
  for (const { frame, message, hasOutput } of done) {
    const { attributes, line } = frame;
    const name = attributes.get('testName')?.trim() ?? '';
    const known = definitions.get(attributes.get('testId') ?? '');
    const className = known?.className.split(',')[0]?.trim() ?? '';
    const id = className === '' || name.startsWith(`${className}.`) ? name : `${className}.${name}`;
    const status = collected.status(attributes.get('outcome') ?? 'Completed', name, line);
    const properties = known?.properties ?? [];
    collected.add({
      id,
      name,
      suite: className,
      status,
      detail: message,
      hasOutput: hasOutput || message !== '',
      properties,
      line,
    });
  }
  return collected.outcome();
}

const OUTPUT: readonly string[] = ['StdOut', 'StdErr', 'DebugTrace', 'Message'];
