/** Endings of detached signatures, longest first. A signature lies beside what it signs: `<file><ending>`. */
const DETACHED_ENDINGS = [
  '.sigstore.json',
  '.minisig',
  '.sshsig',
  '.p7s',
  '.asc',
  '.gpg',
  '.sig',
  '.tsr',
  '.tst',
] as const;

/** Endings of envelopes that carry their own statement and name what they are about inside. */
const ENVELOPE_ENDINGS = ['.dsse.json', '.intoto.jsonl'] as const;

/** Returns whether `path` names a certificate revocation list or an OCSP response, by its ending. */
export function isRevocationPath(path: string): boolean {
  return /\.(?:crl|ocsp|ors)$/iu.test(path);
}

/** Returns whether `path` names a detached signature or a signed envelope, by its ending. */
export function isSignaturePath(path: string): boolean {
  return isDetachedSignaturePath(path) || ENVELOPE_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending));
}

/** Returns whether `path` names a detached signature, which a checksum list need not cover. */
export function isDetachedSignaturePath(path: string): boolean {
  return signedPathOf(path) !== null;
}

/** Returns whether `path` names a timestamp (RFC 3161), by its ending. */
export function isTimestampPath(path: string): boolean {
  return /\.ts[rt]$/iu.test(path);
}

/** Returns the path of what the detached signature `path` signs, or `null` when `path` is no detached signature. */
export function signedPathOf(path: string): string | null {
  const lower = path.toLowerCase();
  const ending = DETACHED_ENDINGS.find((candidate) => lower.endsWith(candidate) && lower.length > candidate.length);
  if (ending === undefined) return null;
  const signed = path.slice(0, path.length - ending.length);
  return signed.endsWith('/') ? null : signed;
}
