import { message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import { headOfXml, parseXml, type XmlSource } from '../parse/index.ts';
import { readJunit } from './junit/read-junit.ts';
import { read, type Outcome } from './reading.ts';
import { readNunit } from './runners/nunit.ts';
import { readTrx } from './runners/trx.ts';
import { readCycloneDxXml } from './cyclonedx/read-xml.ts';
import { readReqif } from './lists/reqif.ts';
import { readCobertura, readJacoco } from './coverage/cobertura.ts';
import { readZapXml } from './security/zap.ts';
import { readXunit } from './runners/xunit.ts';

/** Reads an XML text: test results of several runners by their root element. Throws `ParseError` when it is not well-formed. */
export function readXml(text: XmlSource): Outcome {
  const root = rootOf(headOfXml(text));
  const runner = RUNNERS.get(root);
  if (runner !== undefined) return runner(text);
  parseXml(text, { open: ignore, text: ignore, close: ignore });
  return read({ kind: 'text' }, [message('evidence.xml.other', { root: visible(root) })]);
}

/** Readers by their root element. */
const RUNNERS: ReadonlyMap<string, (text: XmlSource) => Outcome> = new Map([
  ['testsuites', readJunit],
  ['testsuite', readJunit],
  ['TestRun', readTrx],
  ['test-run', readNunit],
  ['test-results', readNunit],
  ['assemblies', readXunit],
  ['bom', readCycloneDxXml],
  ['coverage', readCobertura],
  ['report', readJacoco],
  ['OWASPZAPReport', readZapXml],
  ['REQ-IF', readReqif],
]);

function ignore(): void {
  // Parsed for its form only.
}

/** The local name of the first element, behind declaration, comments and processing instructions; empty where there is none. */
function rootOf(text: string): string {
  let at = 0;
  for (;;) {
    at = text.indexOf('<', at);
    if (at < 0) return '';
    const close = text.startsWith('<?', at)
      ? '?>'
      : text.startsWith('<!--', at)
        ? '-->'
        : text.startsWith('<!DOCTYPE', at)
          ? '>'
          : null;
    if (close === null) break;
    const end = text.indexOf(close, at + 2);
    if (end < 0) return '';
    at = end + close.length;
  }
  const name = /^<([^\s/>]{1,200})/u.exec(text.slice(at, at + 201))?.[1] ?? '';
  return name.slice(name.indexOf(':') + 1);
}
