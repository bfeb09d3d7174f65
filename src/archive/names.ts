import { Buffer } from 'node:buffer';
import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
const DRIVE = /^[a-z]:/iu;
/** Windows gives these names to devices, with any ending, in any folder. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\.|$)/iu;

/**
 * Checks one member's path against the name policy: relative, `/` between its parts, the same file on every system.
 * Throws a {@link Refusal} with a code `NAME_…`, `BUDGET_NAME_LENGTH` or `BUDGET_DEPTH`; returns nothing otherwise.
 */
export function checkMemberName(path: string, budgets: Budgets): void {
  if (Buffer.byteLength(path) > budgets.nameLength) {
    throw new Refusal('BUDGET_NAME_LENGTH', `${path.slice(0, 80)}…`, { limit: budgets.nameLength });
  }
  if (!path.isWellFormed()) throw new Refusal('NAME_NOT_UTF8', path.toWellFormed());
  if (path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path)) throw new Refusal('NAME_ABSOLUTE', path);
  if (CONTROL.test(path)) throw new Refusal('NAME_CONTROL_CHARACTER', path);
  if (path.includes('\\')) throw new Refusal('NAME_BACKSLASH', path);
  const parts = path.split('/');
  for (const part of parts) checkPart(part, path);
  if (parts.length - 1 > budgets.depth) throw new Refusal('BUDGET_DEPTH', path, { limit: budgets.depth });
}

function checkPart(part: string, path: string): void {
  if (part === '..') throw new Refusal('NAME_PARENT', path);
  if (part === '' || part === '.') throw new Refusal('NAME_EMPTY_PART', path);
  if (part.includes(':')) throw new Refusal('NAME_COLON', path);
  if (part.endsWith('.') || part.endsWith(' ')) throw new Refusal('NAME_TRAILING_DOT_OR_SPACE', path);
  if (RESERVED.test(part)) throw new Refusal('NAME_RESERVED', path);
}

interface Taken {
  readonly path: string;
  readonly type: 'file' | 'folder';
  /** Whether the folder has an entry of its own. */
  readonly stated: boolean;
}

/** The names of one archive seen so far, by what a case-insensitive or normalising file system would make of them. */
export interface NameSet {
  /** Adds a file. Throws `NAME_DUPLICATE` or `NAME_COLLISION` (values: `other`). */
  addFile(path: string): void;
  /** Adds a folder entry, without its final `/`. Throws the same. */
  addFolder(path: string): void;
}

/** Returns an empty {@link NameSet}. */
export function nameSet(): NameSet {
  const taken = new Map<string, Taken>();
  return {
    addFile(path) {
      const key = foldedName(path);
      const other = taken.get(key);
      if (other !== undefined) throw clash(path, 'file', other);
      taken.set(key, { path, type: 'file', stated: true });
      claimFolders(taken, path);
    },
    addFolder(path) {
      const key = foldedName(path);
      const other = taken.get(key);
      if (other?.type === 'file' || (other?.stated === true && other.path === path)) throw clash(path, 'folder', other);
      taken.set(key, { path, type: 'folder', stated: true });
      claimFolders(taken, path);
    },
  };
}

/** Folders that differ in case only merge without harm: what collides is files, or a file and a folder. */
function claimFolders(taken: Map<string, Taken>, path: string): void {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    const key = foldedName(folder);
    const other = taken.get(key);
    if (other?.type === 'file') throw clash(path, 'folder', other);
    if (other !== undefined) return;
    taken.set(key, { path: folder, type: 'folder', stated: false });
  }
}

function clash(path: string, type: Taken['type'], other: Taken): Refusal {
  const same = path === other.path && type === other.type;
  return new Refusal(same ? 'NAME_DUPLICATE' : 'NAME_COLLISION', path, { other: other.path });
}

/**
 * Returns `path` as file systems that fold case and normalise compare it. Upper case first unfolds ligatures and sharp s
 * (Unicode full case folding); the dotless i alone would lose its identity on the way and is kept apart.
 */
export function foldedName(path: string): string {
  if (ASCII.test(path)) return path.toLowerCase();
  return path
    .normalize('NFD')
    .split('ı')
    .map((part) => part.toUpperCase().toLowerCase())
    .join('ı')
    .normalize('NFC');
}

const ASCII = /^[\u0000-\u007f]*$/u;
