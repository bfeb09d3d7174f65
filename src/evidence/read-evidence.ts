import type { Sha256 } from '../domain/brand.ts';
import type { ColumnMap } from '../domain/column-map.ts';
import type { EvidenceFile } from '../domain/evidence.ts';
import type { FactsKind } from '../domain/facts.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../domain/limits.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { message } from '../domain/message.ts';
import { ParseError, utf8Pieces } from '../parse/index.ts';
import { isDocumentFile, isLongXml, readOpaque, textOfBytes } from './bytes.ts';
import { readDockerfile } from './docker/read-dockerfile.ts';
import { findPrivateKeys } from './keys/find-keys.ts';
import { syntaxOf } from './kind.ts';
import { archiveKind } from './nested.ts';
import { read, refused, type Outcome } from './reading.ts';
import { looksLikeBundle, readBundle } from './git/bundle.ts';
import { readTextLock, textLockOf } from './build/lock-text.ts';
import { readLcov } from './coverage/lcov.ts';
import { readSpdxTagValue } from './spdx/read-tag-value.ts';
import { readTap } from './runners/tap.ts';
import { readStructured } from './structured.ts';
import { readMarkdown, readTable } from './tables.ts';
import { looksLikeWorkbook } from './xlsx/package.ts';
import { readWorkbook } from './xlsx/read-xlsx.ts';
import { readXml } from './xml.ts';

/** One member with its bytes. `bytes` may be empty where the file is larger than the budget. */
export interface EvidenceInput {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
  readonly role: EvidenceRole | 'tests' | null;
  readonly bytes: Uint8Array;
}

/**
 * Returns what a file says, with a report on how much of it was read. What a file is tells its content; its role and name help only
 * where the content leaves it open. Never throws for what is in a file: damaged, hostile and unknown files come back with state and
 * reason. An archive inside the archive is not opened, and so not read, whatever its role and name: nothing looked into it. Private keys are looked for in every file that is read, of any kind.
 */
export function readEvidence(
  file: EvidenceInput,
  budgets: Budgets = DEFAULT_BUDGETS,
  maps: readonly ColumnMap[] = [],
): EvidenceFile {
  const { path, sha256, size, role, bytes } = file;
  const outcome = inForm(outcomeOf(file, budgets, maps), role);
  return {
    path,
    sha256,
    size,
    role,
    facts: outcome.facts,
    privateKeys: findPrivateKeys(bytes),
    reading: { path, state: outcome.state, notes: outcome.notes },
  };
}

function outcomeOf({ path, size, role, bytes }: EvidenceInput, budgets: Budgets, maps: readonly ColumnMap[]): Outcome {
  if (size > budgets.evidenceFileSize) {
    const note = message('evidence.too-large', { size, limit: budgets.evidenceFileSize });
    return { facts: { kind: 'opaque' }, state: 'not-read', notes: [note] };
  }
  if (bytes.length !== size) {
    return {
      facts: { kind: 'opaque' },
      state: 'not-read',
      notes: [message('evidence.incomplete', { size, got: bytes.length })],
    };
  }
  if (looksLikeBundle(bytes)) return readBundle(bytes);
  const archive = isDocumentFile(bytes, path) || looksLikeWorkbook(bytes) ? null : archiveKind(bytes);
  if (archive !== null) {
    return {
      facts: { kind: 'opaque', archive },
      state: 'not-read',
      notes: [message('evidence.nested-archive', { archive })],
    };
  }
  try {
    if (looksLikeWorkbook(bytes)) return readWorkbook(bytes, role, maps);
    if (isLongXml(bytes)) return readXml(utf8Pieces(bytes));
    const text = textOfBytes(bytes, path);
    return text === null ? readOpaque(bytes, path, role) : readText(text, path, role, maps);
  } catch (thrown) {
    if (thrown instanceof ParseError) return refused(thrown);
    throw thrown;
  }
}

function readText(text: string, path: string, role: EvidenceInput['role'], maps: readonly ColumnMap[]): Outcome {
  const lock = role === null || role === 'lockfile' ? textLockOf(text, path) : null;
  if (lock !== null) return readTextLock(text, lock);
  const syntax = text.trim() === '' ? 'text' : syntaxOf(text, path, role);
  switch (syntax) {
    case 'json':
    case 'yaml':
      return readStructured(text, syntax, role);
    case 'csv':
      return readTable(text, role, maps);
    case 'markdown':
      return readMarkdown(text, role, maps);
    case 'xml':
      return readXml(text);
    case 'dockerfile':
      return readDockerfile(text);
    case 'spdx':
      return readSpdxTagValue(text);
    case 'lcov':
      return readLcov(text);
    case 'tap':
      return readTap(text);
    case 'text':
      return text.trim() === '' ? read({ kind: 'text' }, [message('evidence.empty')]) : read({ kind: 'text' });
  }
}

/** Roles of which only one kind of facts tells anything. */
const FORMS: ReadonlyMap<string, FactsKind> = new Map<string, FactsKind>([
  ['tests', 'test-results'],
  ['sbom', 'sbom'],
  ['anomalies', 'anomalies'],
  ['deviations', 'deviations'],
  ['soup_list', 'soup-list'],
  ['risk_file', 'risk-file'],
  ['trace_matrix', 'trace-matrix'],
  ['dockerfile', 'dockerfile'],
  ['sast', 'static-analysis'],
  ['dast', 'dynamic-test'],
  ['coverage', 'coverage'],
  ['vulnerability_scan', 'vulnerability-scan'],
  ['vex', 'vex'],
  ['provenance', 'provenance'],
  ['lockfile', 'lockfile'],
  ['change_requests', 'change-requests'],
  ['merges', 'merges'],
  ['branch_protection', 'branch-protection'],
  ['source', 'git-history'],
]);

/** Roles that a document written by people may fill as well: what it says is for a person, and it was read for that. */
const WRITTEN: ReadonlySet<string> = new Set([
  'dast',
  'branch_protection',
  'sast',
  'vulnerability_scan',
  'vex',
  'source',
]);

/** A file that was read as something else than its role wants is not understood in that role, however well it was read. */
function inForm(outcome: Outcome, role: EvidenceRole | 'tests' | null): Outcome {
  const wanted = role === null ? undefined : FORMS.get(role);
  const { kind } = outcome.facts;
  if (role === null || wanted === undefined || wanted === kind) return outcome;
  if (role === 'vex' && kind === 'sbom') return outcome;
  if (WRITTEN.has(role) && (kind === 'record' || (role === 'source' && kind === 'opaque'))) return outcome;
  if (outcome.state !== 'read' && outcome.state !== 'partly-read') return outcome;
  const note = message('evidence.other-form', { wanted: role, kind: kind.replaceAll('-', '_') });
  return { ...outcome, state: 'not-understood', notes: [...outcome.notes, note] };
}
