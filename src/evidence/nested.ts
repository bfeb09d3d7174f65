import type { NestedArchive } from '../domain/facts.ts';

interface Magic {
  readonly archive: NestedArchive;
  readonly offset: number;
  readonly bytes: readonly number[];
}

/** How containers and compressed files begin (APPNOTE 4.3.7 and 4.3.16, RFC 1952, RFC 8878, POSIX ustar, and the formats' own documents). */
const MAGICS: readonly Magic[] = [
  { archive: 'zip', offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { archive: 'zip', offset: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  { archive: 'gzip', offset: 0, bytes: [0x1f, 0x8b, 0x08] },
  { archive: 'zstd', offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { archive: 'xz', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { archive: 'bzip2', offset: 4, bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] },
  { archive: '7z', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { archive: 'rar', offset: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { archive: 'tar', offset: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72, 0x00] },
  { archive: 'tar', offset: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72, 0x20, 0x20, 0x00] },
];

/** Returns which archive or compressed file `bytes` are by their beginning, whatever they are called; `null` where they are none that is known. */
export function archiveKind(bytes: Uint8Array): NestedArchive | null {
  const found = MAGICS.find((magic) => magic.bytes.every((byte, index) => bytes[magic.offset + index] === byte));
  return found?.archive ?? null;
}
