import { message } from '../domain/message.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { decodeUtf8, decodeXml, isPlainUtf8Xml } from '../parse/index.ts';
import { looksLikeXml } from './kind.ts';
import type { Outcome } from './reading.ts';

const TEXT_NAMES = /\.(?:json|sarif|ya?ml|csv|tsv|md|markdown|txt|xml|log)$/iu;
const DOCUMENT_NAMES = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|msg|eml)$/iu;

/** Bytes from which on an XML file is read piece by piece. */
const LONG = 8 * 1024 * 1024;

/** Returns whether bytes are XML in UTF-8 that is better not held as one text. */
export function isLongXml(bytes: Uint8Array): boolean {
  const isXml = bytes.length >= LONG && isPlainUtf8Xml(bytes);
  return isXml && looksLikeXml(new TextDecoder('utf-8').decode(bytes.subarray(0, 4_000), { stream: true }));
}

/** Returns whether bytes are XML by their beginning, in UTF-8 or in UTF-16 with a byte order mark. */
function startsXml(bytes: Uint8Array): boolean {
  const head = new TextDecoder('iso-8859-1')
    .decode(bytes.subarray(0, 64))
    .replace(/^ï»¿|^ÿþ|^þÿ/u, '')
    .replaceAll('\0', '');
  return head.trimStart().startsWith('<?xml');
}

/** Returns the text of a file, or `null` when its bytes are none. Throws `ParseError` when a text is in an encoding that is not read. */
export function textOfBytes(bytes: Uint8Array, path: string): string | null {
  if (startsXml(bytes)) return decodeXml(bytes);
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isMarked && !TEXT_NAMES.test(path)) {
    if (bytes.subarray(0, 64_000).includes(0) || isDocumentFile(bytes, path)) return null;
    if (!isUtf8(bytes)) return null;
  }
  return decodeUtf8(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decodeUtf8(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Returns whether a file is a document (PDF, office) by its name or its beginning. Newer office files are ZIP archives by their bytes. */
export function isDocumentFile(bytes: Uint8Array, path: string): boolean {
  return DOCUMENT_NAMES.test(path) || isDocument(bytes);
}

function isDocument(bytes: Uint8Array): boolean {
  const head = [...bytes.subarray(0, 5)];
  return [
    [0x25, 0x50, 0x44, 0x46, 0x2d],
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x7b, 0x5c, 0x72, 0x74, 0x66],
  ].some((magic) => magic.every((byte, index) => head[index] === byte));
}

/**
 * Returns the outcome of bytes that are no text. A document (PDF, office) is not understood, and so is a binary file in a role that
 * wants something read; a binary without a role, such as an artefact, or a source snapshot has nothing to be read.
 */
export function readOpaque(bytes: Uint8Array, path: string, role: EvidenceRole | 'tests' | null): Outcome {
  const facts = { kind: 'opaque' } as const;
  if (isDocumentFile(bytes, path)) {
    return { facts, state: 'not-understood', notes: [message('evidence.document')] };
  }
  const wanted = role !== null && role !== 'source';
  return { facts, state: wanted ? 'not-understood' : 'read', notes: [message('evidence.binary')] };
}
