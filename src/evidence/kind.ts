import type { EvidenceRole } from '../domain/manifest.ts';
import { looksLikeSpdx } from './spdx/read-tag-value.ts';
import { looksLikeLcov } from './coverage/lcov.ts';
import { looksLikeTap } from './runners/tap.ts';
import { looksLikeDockerfile } from './docker/read-dockerfile.ts';

/** The syntax that a text is read in. */
export type Syntax = 'json' | 'yaml' | 'csv' | 'markdown' | 'xml' | 'dockerfile' | 'tap' | 'spdx' | 'lcov' | 'text';

/** Ends of names that tell the syntax; what the content shows (XML, a Dockerfile) comes first. */
const BY_NAME: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  ['json', 'json'],
  ['sarif', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['xml', 'xml'],
  ['trx', 'xml'],
  ['reqif', 'xml'],
  ['jsonld', 'json'],
]);

const TABLE_ROLES: ReadonlySet<string> = new Set(['soup_list', 'trace_matrix', 'risk_file', 'tests']);

/** Returns whether a text is XML by its beginning: the declaration, or a root element that is read. */
export function looksLikeXml(text: string): boolean {
  const start = text.trimStart();
  return (
    /^<\?xml\s/u.test(start) ||
    /^<(?:\w+:)?(?:testsuites?|TestRun|test-run|test-results|assemblies|bom|coverage|report|OWASPZAPReport|REQ-IF)[\s>/]/u.test(
      start,
    )
  );
}

/** Returns the syntax of a text from its content, its name, and, where both leave it open, its role. */
export function syntaxOf(text: string, path: string, role: EvidenceRole | 'tests' | null): Syntax {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  const named = BY_NAME.get(ending);
  const start = text.slice(0, 2_000).trimStart();
  if (looksLikeXml(start)) return 'xml';
  if ((named === undefined || role === 'coverage') && looksLikeLcov(text)) return 'lcov';
  if (named === undefined && looksLikeTap(text)) return 'tap';
  if (named === undefined && looksLikeSpdx(text)) return 'spdx';
  if (named !== undefined) return named;
  if (/^(?:docker|container)file(?:$|[.-])|\.dockerfile$/iu.test(name) || role === 'dockerfile') return 'dockerfile';
  if (start.startsWith('{') || (start.startsWith('[') && role !== null)) return 'json';
  if (ending === '' && looksLikeDockerfile(text)) return 'dockerfile';
  return role === null ? 'text' : byRole(start, role);
}

/** A file whose name tells nothing, in a role: front matter or a heading make it Markdown, a first `key:` YAML. */
function byRole(start: string, role: EvidenceRole | 'tests'): Syntax {
  if (TABLE_ROLES.has(role) && /^[^\n]*[,;\t]/u.test(start)) return 'csv';
  if (role === 'anomalies' && /^[^\n:]*[,;\t]/u.test(start)) return 'csv';
  if (/^---[ \t]*\r?\n[\s\S]*?\n---/u.test(start) || /^#{1,6} /mu.test(start)) return 'markdown';
  return /^(?:---|[A-Za-z_][\w.-]*:(?:\s|$))/u.test(start) ? 'yaml' : 'text';
}
