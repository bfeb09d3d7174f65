import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import type { SignatureResult } from '../domain/signature.ts';
import { field, fieldsOf, filesOf, listField } from './files.ts';
import { refFile, refValue } from './references.ts';

/** How the fingerprints that documents of the release state stand to one signer. */
export interface CustodyStanding {
  /** `key` or `certificate`: that fingerprint is stated; `differs`: others are; `form`: none can be compared; `unread`, `none`: none was found. */
  readonly standing: 'key' | 'certificate' | 'differs' | 'form' | 'unread' | 'none';
  readonly path: string;
  /** The fingerprints as written. */
  readonly stated: readonly string[];
  readonly where: readonly EvidenceRef[];
}

interface Stated {
  readonly file: EvidenceFile;
  readonly located: Located<string>;
  /** 64 lower-case hexadecimal characters; `null` where it is written in a form that is no SHA-256. */
  readonly sha256: string | null;
}

const KEYS = ['key_fingerprint', 'key_fingerprints', 'certificate_fingerprint'] as const;
/** In a record about keys alone, a fingerprint is that of a key; elsewhere it could be of anything. */
const CUSTODY_KEYS = [...KEYS, 'fingerprint'] as const;

/** Returns how the key custody record and the release record speak of the key of `signer`. */
export function custodyOf(release: Release, signer: NonNullable<SignatureResult['signer']>): CustodyStanding {
  const custody = filesOf(release, 'key_custody');
  const records = filesOf(release, 'release_record');
  const stated = [
    ...custody.flatMap((file) => statedIn(file, CUSTODY_KEYS)),
    ...records.flatMap((file) => statedIn(file, KEYS)),
  ];
  const told = (of: readonly Stated[], standing: CustodyStanding['standing']): CustodyStanding => ({
    standing,
    path: of[0]?.file.path ?? '',
    stated: of.map(({ located }) => located.value.trim()),
    where: of.map(({ file, located }) => refValue(file, located)),
  });
  const [key, certificate] = [signer.keyFingerprint, signer.fingerprint].map((print) =>
    stated.filter(({ sha256 }) => sha256 === print),
  );
  if (key?.[0] !== undefined) return told(key, 'key');
  if (certificate?.[0] !== undefined) return told(certificate, 'certificate');
  const comparable = stated.filter(({ sha256 }) => sha256 !== null);
  if (comparable.length > 0) return told(comparable, 'differs');
  if (stated.length > 0) return told(stated, 'form');
  const unread = custody.find((file) => fieldsOf(file).size === 0);
  return unread === undefined
    ? { standing: 'none', path: '', stated: [], where: custody.map(refFile) }
    : { standing: 'unread', path: unread.path, stated: [], where: [refFile(unread)] };
}

/** A record holds the fingerprints of a handful of keys. */
const MOST_STATED = 50;

function statedIn(file: EvidenceFile, keys: readonly string[]): readonly Stated[] {
  const located = keys.flatMap((key) => {
    const one = field(file, key);
    return one === null ? listField(fieldsOf(file), key) : [one];
  });
  return located.slice(0, MOST_STATED).map((one) => ({ file, located: one, sha256: sha256Of(one.value) }));
}

/** Reads a SHA-256 as hexadecimal, with or without colons or spaces, or as base64 the way OpenSSH writes it. */
function sha256Of(written: string): string | null {
  const bare = written.trim().replace(/^sha-?256[:\s=]\s*/iu, '');
  const digits = bare.replace(/[\s:]/gu, '');
  if (/^[0-9a-f]{64}$/iu.test(digits)) return digits.toLowerCase();
  if (!/^[A-Za-z0-9+/]{43}=?$/u.test(bare)) return null;
  return Buffer.from(bare, 'base64').toString('hex');
}
