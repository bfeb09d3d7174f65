import { message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import { parseXml } from '../parse/index.ts';
import { readJunit } from './junit/read-junit.ts';
import { notUnderstood, read, type Outcome } from './reading.ts';

/** Reads an XML text: JUnit results by their root element. Throws `ParseError` when it is not well-formed. */
export function readXml(text: string): Outcome {
  const root = rootOf(text);
  if (root === 'testsuites' || root === 'testsuite') return readJunit(text);
  parseXml(text, { open: ignore, text: ignore, close: ignore });
  if (root === 'bom') return notUnderstood(message('evidence.cyclonedx.xml'));
  return read({ kind: 'text' }, [message('evidence.xml.other', { root: visible(root) })]);
}

function ignore(): void {
  // Parsed for its form only.
}

/** The local name of the first element, behind declaration, comments and processing instructions; empty where there is none. */
function rootOf(text: string): string {
  let at = 0;
  for (;;) {
    at = text.indexOf('<', at);
    if (at < 0) return '';
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    if (close === null) break;
    const end = text.indexOf(close, at + 2);
    if (end < 0) return '';
    at = end + close.length;
  }
  const name = /^<([^\s/>]{1,200})/u.exec(text.slice(at, at + 201))?.[1] ?? '';
  return name.slice(name.indexOf(':') + 1);
}
