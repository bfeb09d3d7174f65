import { parseSha256 } from '../domain/brand.ts';
import { EDITIONS, MODES, SAFETY_CLASSES, SECTIONS, type SectionId } from '../domain/clause.ts';
import type { EvidenceRef, Locator } from '../domain/evidence.ts';
import { JUDGEMENTS, type Judgement, type WorkspaceAction } from '../domain/workspace.ts';

/** One journal line in good order. `action` is `null` where this version does not know it. */
export interface DecodedLine {
  readonly sequence: number;
  readonly at: string;
  readonly author: string;
  readonly previous: string;
  readonly action: WorkspaceAction | null;
}

type Fields = ReadonlyMap<string, unknown>;

const KEYS = ['sequence', 'at', 'author', 'previous', 'action'] as const;
const KINDS: readonly string[] = ['opened', 'profile-set', 'judged', 'noted', 'evidence-added', 'exported'];

/**
 * Returns one line of a journal, or `null` when it is not one. A line must be exactly what `JSON.stringify` writes for its values,
 * so that no second reading of it exists (duplicate keys, spaces, other escapes).
 */
export function decodeLine(line: string): DecodedLine | null {
  const parsed = parse(line);
  const fields = fieldsOf(parsed);
  if (fields === null || JSON.stringify(parsed) !== line) return null;
  if (fields.size !== KEYS.length || !KEYS.every((key) => fields.has(key))) return null;
  const sequence = fields.get('sequence');
  const at = text(fields, 'at');
  const author = text(fields, 'author');
  const previous = text(fields, 'previous');
  const action = fieldsOf(fields.get('action'));
  if (typeof sequence !== 'number' || at === null || author === null || previous === null || action === null)
    return null;
  const decoded = decodeAction(action);
  return decoded === 'malformed' ? null : { sequence, at, author, previous, action: decoded };
}

function decodeAction(action: Fields): WorkspaceAction | null | 'malformed' {
  const kind = text(action, 'kind');
  if (kind === null) return 'malformed';
  if (!KINDS.includes(kind)) return null;
  if (kind === 'opened') return opened(action);
  if (kind === 'exported') return exported(action);
  if (kind === 'profile-set') return profileSet(action);
  const section = text(action, 'section');
  if (section === null) return 'malformed';
  if (!isSection(section)) return null;
  if (kind === 'judged') return judged(action, section);
  if (kind === 'noted') return noted(action, section);
  return evidenceAdded(action, section);
}

function opened(action: Fields): WorkspaceAction | 'malformed' {
  const archiveSha256 = text(action, 'archiveSha256');
  const archiveName = text(action, 'archiveName');
  const tool = text(action, 'tool');
  if (archiveSha256 === null || archiveName === null || tool === null) return 'malformed';
  return { kind: 'opened', archiveSha256, archiveName, tool };
}

function profileSet(action: Fields): WorkspaceAction | null | 'malformed' {
  const reason = text(action, 'reason');
  const facts = action.get('facts');
  const [edition, safetyClass] = [action.get('edition'), action.get('safetyClass')];
  if (reason === null || !Array.isArray(facts) || !facts.every((fact) => typeof fact === 'string')) return 'malformed';
  const known = {
    edition: EDITIONS.find((one) => one === edition) ?? null,
    safetyClass: SAFETY_CLASSES.find((one) => one === safetyClass) ?? null,
    mode: MODES.find((one) => one === action.get('mode')),
  };
  // An edition of a newer version is nothing that this one can tell.
  if (known.mode === undefined || known.edition !== edition || known.safetyClass !== safetyClass) return null;
  return {
    kind: 'profile-set',
    edition: known.edition,
    safetyClass: known.safetyClass,
    mode: known.mode,
    facts,
    reason,
  };
}

function exported(action: Fields): WorkspaceAction | 'malformed' {
  const sha256 = text(action, 'sha256');
  const pages = action.get('pages');
  if (sha256 === null || typeof pages !== 'number') return 'malformed';
  return { kind: 'exported', sha256, pages };
}

function judged(action: Fields, section: SectionId): WorkspaceAction | null | 'malformed' {
  const judgement = text(action, 'judgement');
  const reason = text(action, 'reason');
  if (judgement === null || reason === null) return 'malformed';
  return isJudgement(judgement) ? { kind: 'judged', section, judgement, reason } : null;
}

function noted(action: Fields, section: SectionId): WorkspaceAction | 'malformed' {
  const note = text(action, 'text');
  return note === null ? 'malformed' : { kind: 'noted', section, text: note };
}

function evidenceAdded(action: Fields, section: SectionId): WorkspaceAction | null | 'malformed' {
  const evidence = fieldsOf(action.get('evidence'));
  if (evidence === null) return 'malformed';
  const path = text(evidence, 'path');
  const digest = text(evidence, 'sha256');
  const sha256 = digest === null ? null : parseSha256(digest);
  const quote = text(evidence, 'quote');
  const place = fieldsOf(evidence.get('locator'));
  if (path === null || sha256 === null || quote === null || place === null) return 'malformed';
  const locator = decodeLocator(place);
  if (locator === 'malformed') return 'malformed';
  if (locator === null) return null;
  const ref: EvidenceRef = { path, sha256, locator, quote };
  return { kind: 'evidence-added', section, evidence: ref };
}

function decodeLocator(place: Fields): Locator | null | 'malformed' {
  const kind = text(place, 'kind');
  if (kind === null) return 'malformed';
  if (kind === 'file') return { kind };
  if (kind === 'commit') {
    const commit = text(place, 'commit');
    return commit === null ? 'malformed' : { kind, commit };
  }
  if (kind === 'cell') {
    const [sheet, cell] = [text(place, 'sheet'), text(place, 'cell')];
    return sheet === null || cell === null ? 'malformed' : { kind, sheet, cell };
  }
  if (!['line', 'pointer', 'element', 'case', 'row'].includes(kind)) return null;
  const line = place.get('line');
  if (typeof line !== 'number') return 'malformed';
  return decodePlace(place, kind, line);
}

function decodePlace(place: Fields, kind: string, line: number): Locator | 'malformed' {
  if (kind === 'line') {
    const column = place.get('column');
    return typeof column === 'number' ? { kind, line, column } : { kind, line };
  }
  if (kind === 'row') {
    const row = place.get('row');
    return typeof row === 'number' ? { kind, row, column: text(place, 'column'), line } : 'malformed';
  }
  const where = text(place, kind === 'pointer' ? 'pointer' : kind === 'element' ? 'path' : 'id');
  if (where === null) return 'malformed';
  if (kind === 'pointer') return { kind, pointer: where, line };
  return kind === 'element' ? { kind, path: where, line } : { kind: 'case', id: where, line };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The own fields of an object as a map, so that a key such as `__proto__` is a key like any other. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function text(fields: Fields, key: string): string | null {
  const value = fields.get(key);
  return typeof value === 'string' ? value : null;
}

function isSection(value: string): value is SectionId {
  return (SECTIONS as readonly string[]).includes(value);
}

function isJudgement(value: string): value is Judgement {
  return (JUDGEMENTS as readonly string[]).includes(value);
}
