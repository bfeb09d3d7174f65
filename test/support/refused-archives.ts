import { Buffer } from 'node:buffer';
import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { RefusalCode } from '../../src/domain/errors.ts';
import type { Budgets } from '../../src/domain/limits.ts';
import { buildTar, pax, paxRecord } from './tar-builder.ts';
import { buildZip, type EntrySpec } from './zip-builder.ts';

/** What a folder holds: bytes of files by name, which need not be text; `null` is a link that leads nowhere. */
export type FolderContent = readonly (readonly [string | Uint8Array, string | Uint8Array | null])[];

/** One archive that must be refused, as a file, and as a folder where a folder can be wrong in this way. */
export interface Refused {
  readonly file: (() => Uint8Array) | null;
  readonly folder?: FolderContent;
  readonly limits?: Partial<Budgets>;
  /** The damage of one member: the archive is opened, and the member is named by the code. */
  readonly member?: true;
}

const A: EntrySpec = { name: 'a.txt', data: 'alpha' };
const B: EntrySpec = { name: 'b.txt', data: 'beta' };
const TAR_A = { name: 'a.txt', data: 'alpha' };
const TAR_B = { name: 'b.txt', data: 'beta' };
const junk = Buffer.from('junk');
const zip =
  (...entries: readonly EntrySpec[]) =>
  (): Uint8Array =>
    buildZip(entries);
/** The same wrong name in a ZIP and in a folder. */
const named = (...names: readonly string[]): Refused => ({
  file: zip(...names.map((name) => ({ name, data: 'x' }))),
  folder: names.map((name) => [name, 'x']),
});
const manifests = (...files: readonly (readonly [string, string | Uint8Array])[]): Refused => ({
  file: zip(...files.map(([name, data]) => ({ name, data }))),
  folder: files,
});

/** One archive for every code that bytes can bring about; each is made by code, and as small as it can be. */
export const REFUSED: Readonly<Record<Exclude<RefusalCode, 'ARCHIVE_CHANGED' | 'BUDGET_TIME'>, Refused>> = {
  CONTAINER_UNKNOWN: { file: () => Buffer.from('not an archive at all, only a line of text\n'.repeat(20)) },
  CONTAINER_EMPTY: { file: zip(), folder: [] },
  CONTAINER_TRUNCATED: { file: () => buildZip([A, B]).subarray(0, -30) },
  ZIP_END_RECORD_AMBIGUOUS: { file: () => buildZip([A], { comment: buildZip([B]) }) },
  ZIP_MULTI_DISK: { file: () => buildZip([A], { end: { disk: 1, directoryDisk: 1 } }) },
  ZIP_PREFIX_DATA: { file: () => buildZip([A], { prefix: junk }) },
  ZIP_TRAILING_DATA: { file: () => buildZip([A], { trailing: junk }) },
  ZIP_GAP: { file: zip(A, { ...B, before: junk }) },
  ZIP_OVERLAP: { file: zip(A, { ...A, name: 'b.txt', central: { headerOffset: 0 } }) },
  ZIP_ENTRY_COUNT_MISMATCH: { file: () => buildZip([A, B], { end: { entriesHere: 1, entries: 1 } }) },
  ZIP_HEADER_MISMATCH: { file: zip({ ...A, local: { name: 'c.txt' } }) },
  ZIP_ENTRY_MALFORMED: { file: zip({ ...A, local: { signature: 0x04034b51 } }) },
  ZIP_SIZE_MISMATCH: {
    file: zip({ ...A, method: 8, raw: deflateRawSync(Buffer.from('alpha and more')) }),
    member: true,
  },
  ZIP_CRC_MISMATCH: { file: zip({ ...A, raw: Buffer.from('alphb') }), member: true },
  ZIP_DATA_CORRUPT: { file: zip({ ...A, method: 8, raw: Buffer.from([0xff, 0xff]) }), member: true },
  TAR_HEADER_CORRUPT: { file: () => buildTar([TAR_A, { ...TAR_B, checksum: 1 }]) },
  TAR_HEADER_MISMATCH: { file: () => buildTar([pax(paxRecord('path', 'other.txt')), TAR_A]) },
  TAR_PAX_MALFORMED: { file: () => buildTar([pax('99 path=x\n'), TAR_A]) },
  TAR_PADDING: { file: () => buildTar([{ ...TAR_A, padding: 0x41 }, TAR_B]) },
  TAR_END_MISSING: { file: () => buildTar([TAR_A], new Uint8Array(0)) },
  TAR_TRAILING_DATA: { file: () => Buffer.concat([buildTar([TAR_A]), buildTar([TAR_B])]) },
  GZIP_CORRUPT: { file: () => gzipSync(buildTar([TAR_A])).subarray(0, -1) },
  GZIP_TRAILING_DATA: { file: () => Buffer.concat([gzipSync(buildTar([TAR_A])), junk]) },
  ZSTD_CORRUPT: { file: () => zstdCompressSync(buildTar([TAR_A])).subarray(0, -1) },
  ZSTD_TRAILING_DATA: { file: () => Buffer.concat([zstdCompressSync(buildTar([TAR_A])), junk]) },
  ZSTD_UNSUPPORTED: {
    file: () =>
      Buffer.concat([
        zstdCompressSync(buildTar([TAR_A])),
        Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4),
      ]),
  },
  ENTRY_ENCRYPTED: { file: zip({ ...A, flags: 1 }) },
  ENTRY_METHOD_UNSUPPORTED: { file: zip({ ...A, method: 14 }) },
  ENTRY_TYPE_UNSUPPORTED: {
    file: zip({ ...A, central: { attributes: 0o120777 * 0x10000 } }),
    folder: [
      ['a', 'x'],
      ['link', null],
    ],
  },
  NAME_ABSOLUTE: { file: zip({ name: '/etc/passwd', data: 'x' }) },
  NAME_PARENT: { file: zip({ name: '../a', data: 'x' }) },
  NAME_EMPTY_PART: { file: zip({ name: 'a//b', data: 'x' }) },
  NAME_BACKSLASH: named('a\\b'),
  NAME_CONTROL_CHARACTER: named('a\nb'),
  NAME_NOT_UTF8: {
    file: zip({ name: Buffer.from([0x61, 0xff]), data: 'x', flags: 1 << 11 }),
    folder: [[Uint8Array.of(0x61, 0xff), 'x']],
  },
  NAME_RESERVED: named('con'),
  NAME_TRAILING_DOT_OR_SPACE: named('a.'),
  NAME_COLON: named('stream:a'),
  NAME_DUPLICATE: { file: zip(A, A) },
  NAME_COLLISION: named('a.txt', 'A.txt'),
  BUDGET_MEMBERS: { ...named('a', 'b', 'c'), limits: { members: 2 } },
  BUDGET_TOTAL_SIZE: { ...named('a', 'b', 'c'), limits: { totalSize: 2 } },
  BUDGET_MEMBER_SIZE: { ...manifests(['a', 'long']), limits: { memberSize: 3 } },
  BUDGET_RATIO: {
    file: zip({ name: 'bomb', data: Buffer.alloc(50_000), method: 8 }),
    limits: { ratio: 10, ratioFloor: 20 },
  },
  BUDGET_NAME_LENGTH: { ...named('a-name-too-long'), limits: { nameLength: 12 } },
  BUDGET_DEPTH: { ...named('a/b/c/d'), limits: { depth: 2 } },
  MANIFEST_AMBIGUOUS: manifests(['release.yaml', 'version: 1\n'], ['release.json', '{"version":"1"}']),
  MANIFEST_MALFORMED: manifests(['release.yaml', '- a\n']),
  MANIFEST_DUPLICATE_KEY: manifests(['release.yaml', 'version: 1\nversion: 2\n']),
  MANIFEST_NOT_UTF8: manifests(['release.yaml', Buffer.from('version: Prüfung', 'latin1')]),
  MANIFEST_TOO_LARGE: {
    ...manifests(['release.yaml', `version: ${'1'.repeat(99)}\n`]),
    limits: { signedFileSize: 50 },
  },
};
