import { mediumFailure, type Archive } from '../archive/index.ts';
import type { Member } from '../domain/archive.ts';
import { throwIfCancelled } from '../domain/errors.ts';
import type { EmbeddedKind, EmbeddedSignature } from '../domain/signature.ts';
import type { VerifyOptions } from './options.ts';

/** Endings of files that can hold a signature of their own. The bytes then tell whether they do. */
const CANDIDATE =
  /\.(?:exe|dll|sys|ocx|efi|scr|jar|war|ear|apk|aab|appx|msix|nupkg|vsix|docx|xlsx|pptx|xlsm|docm|pdf|dylib|rpm)$/iu;
/** What is read of one file to recognise a signature in it. A larger file is looked at in its beginning alone. */
const MOST_BYTES = 64 * 1024 * 1024;
const HEAD = 64 * 1024;
const MOST_FILES = 2_000;

/**
 * Returns the artefacts that hold a signature of their own, such as Authenticode in a program or the signature of a JAR, in path order.
 * These are recognised and not checked: what covers an artefact here is the release's own checksum. Throws `Cancelled` and what the
 * archive throws of its content.
 */
export async function embeddedSignatures(
  archive: Archive,
  options: VerifyOptions,
): Promise<readonly EmbeddedSignature[]> {
  const found: EmbeddedSignature[] = [];
  for (const member of archive.members.filter(({ path }) => CANDIDATE.test(path)).slice(0, MOST_FILES)) {
    throwIfCancelled(options.signal);
    const bytes = await bytesOf(archive, member, options);
    const kind = bytes === null ? null : embeddedKind(bytes);
    if (kind !== null) found.push({ path: member.path, kind });
  }
  return found;
}

async function bytesOf(archive: Archive, { path, size }: Member, options: VerifyOptions): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  const most = size <= MOST_BYTES ? MOST_BYTES : HEAD;
  let length = 0;
  try {
    for await (const chunk of archive.stream(path, options.signal)) {
      chunks.push(chunk);
      length += chunk.length;
      // What is neither of these kinds by its first bytes is not read on.
      if (length >= most || (length >= 8 && chunks.length === 1 && !mayHold(Buffer.from(chunk)))) break;
    }
  } catch (thrown) {
    if (mediumFailure(thrown) === null) throw thrown;
    return null;
  }
  return Buffer.concat(chunks);
}

function mayHold(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 4);
  return (
    magic.startsWith('MZ') ||
    magic === 'PK\u0003\u0004' ||
    magic === '%PDF' ||
    MAGIC_OF_MAC.has(head.readUInt32BE()) ||
    head.readUInt32BE() === RPM
  );
}

const MAGIC_OF_MAC: ReadonlySet<number> = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe]);
const RPM = 0xedabeedb;
const CODE_SIGNATURE = 0x1d;

/** Returns what kind of signature the file holds, `null` where it holds none that is known here. */
export function embeddedKind(bytes: Buffer): EmbeddedKind | null {
  if (bytes.length < 8) return null;
  const magic = bytes.readUInt32BE();
  if (bytes.toString('latin1', 0, 2) === 'MZ') return hasCertificateTable(bytes) ? 'authenticode' : null;
  if (bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004') return kindOfZip(bytes);
  if (bytes.toString('latin1', 0, 4) === '%PDF') {
    return bytes.includes('/ByteRange') &&
      /\/Type\s*\/Sig\b|\/SubFilter\s*\/(?:adbe|ETSI)/u.test(bytes.toString('latin1'))
      ? 'pdf'
      : null;
  }
  if (MAGIC_OF_MAC.has(magic)) return hasCodeSignature(bytes, magic) ? 'apple' : null;
  return magic === RPM ? kindOfRpm(bytes) : null;
}

/** The fifth data directory of a PE file is the attribute certificate table (Microsoft PE format). */
function hasCertificateTable(bytes: Buffer): boolean {
  if (bytes.length < 0x40) return false;
  const start = bytes.readUInt32LE(0x3c);
  if (start + 24 + 2 > bytes.length || bytes.toString('latin1', start, start + 4) !== 'PE\u0000\u0000') return false;
  const optional = start + 24;
  const directories = optional + (bytes.readUInt16LE(optional) === 0x20b ? 112 : 96);
  const entry = directories + 4 * 8;
  return entry + 8 <= bytes.length && bytes.readUInt32LE(directories - 4) > 4 && bytes.readUInt32LE(entry + 4) > 0;
}

function kindOfZip(bytes: Buffer): EmbeddedKind | null {
  if (bytes.includes('APK Sig Block 42')) return 'apk';
  if (bytes.includes('AppxSignature.p7x')) return 'appx';
  if (bytes.includes('_xmlsignatures/')) return 'office';
  if (bytes.includes('.signature.p7s')) return 'nuget';
  return /META-INF\/[\w.-]{1,100}\.(?:RSA|DSA|EC)/iu.test(bytes.toString('latin1')) ? 'jar' : null;
}

/** A load command of Mach-O (LC_CODE_SIGNATURE). */
function hasCodeSignature(bytes: Buffer, magic: number): boolean {
  const little = magic === 0xcefaedfe || magic === 0xcffaedfe;
  const wide = magic === 0xfeedfacf || magic === 0xcffaedfe;
  const read = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (bytes.length < 32) return false;
  const count = Math.min(read(16), 1_000);
  let at = wide ? 32 : 28;
  for (let index = 0; index < count && at + 8 <= bytes.length; index += 1) {
    if (read(at) === CODE_SIGNATURE) return true;
    const size = read(at + 4);
    if (size < 8) return false;
    at += size;
  }
  return false;
}

/** The signature header follows the lead of 96 bytes; one of these tags stands in it where the package is signed (RPM V3 and V4). */
function kindOfRpm(bytes: Buffer): EmbeddedKind | null {
  if (bytes.length < 112 || bytes.readUInt32BE(96) >>> 8 !== 0x8eade8) return null;
  const count = Math.min(bytes.readUInt32BE(104), 1_000);
  for (let index = 0; index < count; index += 1) {
    const at = 112 + index * 16;
    if (at + 4 > bytes.length) return null;
    if ([267, 268, 1002, 1005].includes(bytes.readUInt32BE(at))) return 'rpm';
  }
  return null;
}
