import type { SignatureFormat } from '../domain/signature.ts';
import { looksLikePem, readPem } from './pem.ts';

/** What a signature file is, found from its bytes; its name only decides what unknown bytes were meant to be. */
export type Detected =
  | { readonly kind: 'cms-der' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'cms-pem'; readonly text: string }
  | { readonly kind: 'ssh'; readonly bytes: Uint8Array }
  | { readonly kind: 'minisign' }
  | { readonly kind: 'openpgp' }
  | { readonly kind: 'dsse' }
  | { readonly kind: 'sigstore' }
  | { readonly kind: 'raw' }
  | { readonly kind: 'unsupported'; readonly format: SignatureFormat; readonly name: string }
  | { readonly kind: 'malformed'; readonly format: SignatureFormat };

/** The signedData object identifier with its tag, as it stands at the beginning of every CMS signature. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
const SSH_LABEL = 'SSH SIGNATURE';
const SEQUENCE = 0x30;
const INDEFINITE = 0x80;

/** Returns what the bytes of a signature file are. */
export function detect(path: string, bytes: Uint8Array): Detected {
  return detectBinary(bytes) ?? detectText(bytes) ?? detectEnding(path);
}

function detectBinary(bytes: Uint8Array): Detected | null {
  const head = Buffer.from(bytes.subarray(0, 24));
  const [first, second = 0] = head;
  if (first === SEQUENCE && head.subarray(0, 20).includes(SIGNED_DATA)) {
    return second === INDEFINITE ? unsupported('cms', 'CMS in BER encoding') : { kind: 'cms-der' };
  }
  if (first === SEQUENCE && isTimestampResponse(head)) return { kind: 'timestamp' };
  if (head.subarray(0, 6).toString('latin1') === 'SSHSIG') return { kind: 'ssh', bytes };
  if (isOpenPgpSignature(head)) return { kind: 'openpgp' };
  return null;
}

/** A SEQUENCE that begins with a status, itself a SEQUENCE that begins with a number of one byte (RFC 3161, section 2.4.2). */
function isTimestampResponse(head: Buffer): boolean {
  const second = head[1] ?? 0;
  const start = second < 0x80 ? 2 : 2 + (second & 0x7f);
  return head[start] === SEQUENCE && head[start + 2] === 0x02 && head[start + 3] === 0x01;
}

/** A signature packet (tag 2) of version 3 to 6, in the old or the new packet format (RFC 9580, sections 4.2 and 5.2). */
function isOpenPgpSignature(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  const oldLength = new Map([
    [0x88, 2],
    [0x89, 3],
    [0x8a, 5],
  ]).get(first);
  const newLength = first === 0xc2 ? (second < 192 ? 2 : second < 224 ? 3 : 6) : undefined;
  const version = head[oldLength ?? newLength ?? head.length];
  return version !== undefined && version >= 3 && version <= 6;
}

function detectText(bytes: Uint8Array): Detected | null {
  const text = Buffer.from(bytes).toString('latin1').trimStart();
  if (looksLikePem(text)) return detectArmour(text);
  if (text.startsWith('untrusted comment:')) return { kind: 'minisign' };
  if (text.startsWith('{')) return detectJson(text);
  if (/^(?:MIME-Version|Content-Type):/iu.test(text)) return unsupported('cms', 'S/MIME message');
  if (text.startsWith('<') && text.includes('http://www.w3.org/2000/09/xmldsig#'))
    return unsupported('unknown', 'XML signature');
  return null;
}

function detectArmour(text: string): Detected {
  const label = /-----BEGIN ([^\r\n]{0,64}?)-----/u.exec(text)?.[1] ?? '';
  if (label === 'PKCS7' || label === 'CMS' || label === 'PKCS #7 SIGNED DATA') return { kind: 'cms-pem', text };
  if (label.startsWith('PGP ')) return { kind: 'openpgp' };
  return label === SSH_LABEL ? detectSshArmour(text) : { kind: 'malformed', format: 'unknown' };
}

function detectSshArmour(text: string): Detected {
  const [block, ...more] = readPem(text) ?? [];
  const whole = block?.label === SSH_LABEL && more.length === 0;
  return whole ? { kind: 'ssh', bytes: block.der } : { kind: 'malformed', format: 'ssh' };
}

/** One JSON object, or lines of them, recognised by the members that its format requires. */
function detectJson(text: string): Detected | null {
  const keys = topKeys(text) ?? topKeys(text.split('\n', 1)[0] ?? '');
  if (keys === null) return null;
  if (keys.has('payloadType') && keys.has('signatures')) return { kind: 'dsse' };
  if (keys.has('verificationMaterial')) return { kind: 'sigstore' };
  if (keys.has('base64Signature')) return unsupported('sigstore', 'the bundle of older cosign');
  return null;
}

function topKeys(text: string): ReadonlySet<string> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? new Set(Object.keys(value)) : null;
  } catch {
    return null;
  }
}

function detectEnding(path: string): Detected {
  const lower = path.toLowerCase();
  if (lower.endsWith('.sigstore.json')) return { kind: 'malformed', format: 'sigstore' };
  if (lower.endsWith('.dsse.json') || lower.endsWith('.intoto.jsonl')) return { kind: 'malformed', format: 'dsse' };
  if (/\.(?:asc|gpg)$/u.test(lower)) return { kind: 'malformed', format: 'openpgp' };
  if (lower.endsWith('.minisig')) return { kind: 'malformed', format: 'minisign' };
  if (lower.endsWith('.sshsig')) return { kind: 'malformed', format: 'ssh' };
  if (/\.ts[rt]$/u.test(lower)) return { kind: 'malformed', format: 'timestamp' };
  return lower.endsWith('.sig') ? { kind: 'raw' } : { kind: 'malformed', format: 'unknown' };
}

function unsupported(format: SignatureFormat, name: string): Detected {
  return { kind: 'unsupported', format, name };
}
