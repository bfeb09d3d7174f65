import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { checkMemberName, nameSet } from './names.ts';
import { BLOCK, hasMagic, isZero, readHeader, type TarHeader } from './tar-header.ts';
import { checkGlobalPax, readPax, type PaxFields } from './tar-pax.ts';

/** A file of the archive and where its bytes begin. */
export interface TarEntry {
  readonly path: string;
  readonly size: number;
  readonly dataOffset: number;
}

/** The archive's bytes in their order. */
export interface TarInput {
  /** Returns the next `length` bytes, fewer only where the archive ends. */
  take(length: number): Promise<Uint8Array>;
  /** Passes over `length` bytes. Throws `CONTAINER_TRUNCATED` where the archive ends before. */
  skip(length: number): Promise<void>;
}

/** Extended headers and long names are small; a larger one is no name. */
const MOST_EXTENDED = 1024 * 1024;

const NOTHING: PaxFields = { path: null, size: null };

/** What the headers before an entry say of it. */
interface Announced {
  readonly pax: PaxFields;
  readonly longName: string | null;
}

const UNANNOUNCED: Announced = { pax: NOTHING, longName: null };

/**
 * Walks over all entries of a TAR archive, from first to last byte, and returns its files. Throws a {@link Refusal} with a code `TAR_…`,
 * `CONTAINER_TRUNCATED`, `ENTRY_TYPE_UNSUPPORTED`, `NAME_…` or `BUDGET_…` where the bytes can be read in no way or in more than one.
 */
export async function walkTar(
  input: TarInput,
  budgets: Budgets,
  signal: CancelSignal | undefined,
): Promise<readonly TarEntry[]> {
  const entries: TarEntry[] = [];
  const names = nameSet();
  let announced = UNANNOUNCED;
  let at = 0;
  let total = 0;
  let seen = 0;
  for (;;) {
    throwIfCancelled(signal);
    const block = await input.take(BLOCK);
    if (block.length === 0) throw new Refusal('TAR_END_MISSING', null);
    if (block.length < BLOCK) throw new Refusal('CONTAINER_TRUNCATED', null);
    if (isZero(block)) break;
    const header = readHeader(block, at);
    seen += 1;
    if (seen > 4 * budgets.members) throw new Refusal('BUDGET_MEMBERS', null, { limit: budgets.members });
    if (isExtension(header.type)) {
      announced = await readExtension(input, header, announced, at);
      at += BLOCK + padded(header.size);
      continue;
    }
    const size = sizeOf(header, announced);
    const { path, folder } = placeOf(header, announced, size, hasMagic(block));
    announced = UNANNOUNCED;
    const dataOffset = at + BLOCK;
    at = dataOffset + padded(size);
    if (path !== '') checkMemberName(path, budgets);
    if (folder) {
      if (path !== '') names.addFolder(path);
      continue;
    }
    names.addFile(path);
    if (size > budgets.memberSize) throw new Refusal('BUDGET_MEMBER_SIZE', path, { limit: budgets.memberSize });
    total += size;
    if (total > budgets.totalSize) throw new Refusal('BUDGET_TOTAL_SIZE', null, { limit: budgets.totalSize });
    entries.push({ path, size, dataOffset });
    if (entries.length > budgets.members) throw new Refusal('BUDGET_MEMBERS', null, { limit: budgets.members });
    await input.skip(size);
    await requirePadding(input, padded(size) - size, path);
  }
  if (announced !== UNANNOUNCED) throw new Refusal('TAR_HEADER_MISMATCH', null, { offset: at });
  await requireEnd(input);
  if (entries.length === 0) throw new Refusal('CONTAINER_EMPTY', null);
  return entries;
}

function isExtension(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L';
}

async function readExtension(input: TarInput, header: TarHeader, before: Announced, at: number): Promise<Announced> {
  const unsuited = header.type !== 'g' && (header.type === 'x' ? before.pax !== NOTHING : before.longName !== null);
  if (unsuited || header.size > MOST_EXTENDED) throw new Refusal('TAR_HEADER_MISMATCH', null, { offset: at });
  const bytes = await input.take(header.size);
  if (bytes.length < header.size) throw new Refusal('CONTAINER_TRUNCATED', null);
  await requirePadding(input, padded(header.size) - header.size, null);
  if (header.type === 'g') {
    checkGlobalPax(bytes, at);
    return before;
  }
  if (header.type === 'x') return { ...before, pax: readPax(bytes, at) };
  const end = bytes.indexOf(0);
  if (end === -1 || !isZero(bytes.subarray(end))) throw new Refusal('TAR_HEADER_MISMATCH', null, { offset: at });
  return { ...before, longName: decode(bytes.subarray(0, end)) };
}

/** The size may stand twice; where the older field can hold it, both must be the same. */
function sizeOf(header: TarHeader, { pax }: Announced): number {
  if (pax.size === null) return header.size;
  const OLD_FIELD_ENDS = 8 * 1024 ** 3;
  if (pax.size < OLD_FIELD_ENDS && header.size !== pax.size) {
    throw new Refusal('TAR_HEADER_MISMATCH', pax.path ?? decode(header.name));
  }
  return pax.size;
}

function placeOf(
  header: TarHeader,
  announced: Announced,
  size: number,
  modern: boolean,
): { readonly path: string; readonly folder: boolean } {
  const stated = nameOf(header, announced);
  const slashed = stated.endsWith('/');
  const relative = stated === '.' || stated === './' ? '' : stated.replace(/^\.\//u, '');
  const path = slashed && relative !== '' ? relative.slice(0, -1) : relative;
  const folder = header.type === '5' || (header.type === '0' && slashed && !modern);
  if (header.type !== '0' && header.type !== '5') throw new Refusal('ENTRY_TYPE_UNSUPPORTED', stated);
  if (folder ? size !== 0 : slashed) throw new Refusal('TAR_HEADER_MISMATCH', stated);
  return { path, folder };
}

/** A name may stand in three places. Where the header could hold it, it must be the same there; else the header has its beginning. */
function nameOf(header: TarHeader, { pax, longName }: Announced): string {
  if (pax.path === null && longName === null) return decode(header.name);
  const given = pax.path ?? longName ?? '';
  if (pax.path !== null && longName !== null && pax.path !== longName) throw new Refusal('TAR_HEADER_MISMATCH', given);
  const bytes = new TextEncoder().encode(given);
  const fits = bytes.length <= 100 && /^[\u0000-\u007f]*$/u.test(given);
  if (fits && given !== new TextDecoder('latin1').decode(header.name)) {
    throw new Refusal('TAR_HEADER_MISMATCH', given);
  }
  return given;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('NAME_NOT_UTF8', new TextDecoder().decode(bytes));
  }
}

/** Bytes behind an entry up to the next block must be zero: nobody looks at them, so nothing may hide there. */
async function requirePadding(input: TarInput, length: number, path: string | null): Promise<void> {
  const bytes = await input.take(length);
  if (bytes.length < length) throw new Refusal('CONTAINER_TRUNCATED', null);
  if (!isZero(bytes)) throw new Refusal('TAR_PADDING', path);
}

/** A second zero block ends the archive; after it comes nothing but zeros. */
async function requireEnd(input: TarInput): Promise<void> {
  const second = await input.take(BLOCK);
  if (second.length < BLOCK || !isZero(second)) throw new Refusal('TAR_END_MISSING', null);
  const CHUNK = 64 * 1024;
  for (let rest = await input.take(CHUNK); rest.length > 0; rest = await input.take(CHUNK)) {
    if (!isZero(rest)) throw new Refusal('TAR_TRAILING_DATA', null);
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
