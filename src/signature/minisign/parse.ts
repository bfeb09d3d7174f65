import { decodeBase64 } from '../pem.ts';

/** A signature of minisign or signify as read (jedisct1.github.io/minisign, signify(1)). */
export interface MinisignSignature {
  /** Whether the content's BLAKE2b-512 was signed; else the content itself. */
  readonly prehashed: boolean;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
  /** `null` in signify's form, which has none. */
  readonly trusted: { readonly comment: string; readonly bytes: Uint8Array; readonly signature: Uint8Array } | null;
}

const UNTRUSTED = 'untrusted comment:';
const TRUSTED = 'trusted comment: ';
const LENGTH = 74;
const ID_END = 10;
const GLOBAL_LENGTH = 64;
const LONGEST_LINE = 8 * 1024;

/** Returns the signature that `bytes` are: two lines of signify, or four of minisign. `null` for everything else. */
export function parseMinisign(bytes: Uint8Array): MinisignSignature | null {
  const text = utf8(bytes);
  const lines = text?.split(/\r?\n/u) ?? [];
  if (lines.at(-1) === '') lines.pop();
  if (lines.some((line) => line.length > LONGEST_LINE)) return null;
  const [untrusted = '', encoded = '', trustedLine, encodedGlobal, ...more] = lines;
  if (!untrusted.startsWith(UNTRUSTED) || more.length > 0) return null;
  const body = decodeBase64(encoded);
  if (body?.length !== LENGTH) return null;
  const algorithm = Buffer.from(body.subarray(0, 2)).toString('latin1');
  const head = { keyId: body.subarray(2, ID_END), signature: body.subarray(ID_END) };
  if (trustedLine === undefined) return algorithm === 'Ed' ? { ...head, prehashed: false, trusted: null } : null;
  const signature = decodeBase64(encodedGlobal ?? '');
  if (!trustedLine.startsWith(TRUSTED) || signature?.length !== GLOBAL_LENGTH) return null;
  if (algorithm !== 'Ed' && algorithm !== 'ED') return null;
  const comment = trustedLine.slice(TRUSTED.length);
  return { ...head, prehashed: algorithm === 'ED', trusted: { comment, bytes: Buffer.from(comment), signature } };
}

/** Returns the time that a trusted comment claims, milliseconds since 1970; `null` where it claims none, or several. */
export function claimedTime(comment: string): number | null {
  const times = [...comment.matchAll(/(?:^|\s)timestamp:(\d{1,12})(?=\s|$)/gu)];
  const seconds = times.length === 1 ? Number(times[0]?.[1]) : Number.NaN;
  const instant = new Date(seconds * 1000);
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9999 ? null : instant.getTime();
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
