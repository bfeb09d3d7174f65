import type { PgpCertificate } from './certificate.ts';
import { algorithmOf, isMadeBy } from './check.ts';
import type { PgpKey } from './key-packet.ts';
import { PgpProblem } from './packets.ts';
import { PgpVersion, readSignaturePacket, type PgpSignature } from './signature-packet.ts';

/** What a certificate says of one of its keys, as far as its own signatures prove it. Times are milliseconds since 1970. */
export interface KeyStanding {
  /** `absent`: nothing of the primary key binds it; `weak`: only a signature that is no longer relied on does. */
  readonly bound: 'yes' | 'weak' | 'absent';
  readonly maySign: boolean;
  /** `null`: it never ends. */
  readonly ends: number | null;
  /** Since when it is revoked: `always` where its owner says that others may have it, or does not say why. */
  readonly revoked: number | 'always' | null;
}

const TYPE = {
  certifications: [0x10, 0x11, 0x12, 0x13],
  subkeyBinding: 0x18,
  backSignature: 0x19,
  direct: 0x1f,
  keyRevoked: 0x20,
  subkeyRevoked: 0x28,
};
const MAY_SIGN = 0x02;
/** Superseded, and no longer used: what was signed before stays (RFC 9580, section 5.2.3.31). */
const SOFT_REASONS: readonly number[] = [1, 3];

/** Returns how the primary key stands, by its newest signature about itself or one of its users, and its revocations. */
export async function primaryStanding(certificate: PgpCertificate): Promise<KeyStanding> {
  const { primary, own, users } = certificate;
  const direct = own
    .filter(({ type }) => type === TYPE.direct)
    .map((signature) => ({ signature, hashed: [primary.hashed] }));
  const certified = users.flatMap(({ hashed, signatures }) =>
    signatures
      .filter(({ type }) => TYPE.certifications.includes(type))
      .map((signature) => ({ signature, hashed: [primary.hashed, hashed] })),
  );
  const revocations = own
    .filter(({ type }) => type === TYPE.keyRevoked)
    .map((signature) => ({ signature, hashed: [primary.hashed] }));
  return standing(primary, primary, [...direct, ...certified], revocations, () => Promise.resolve(true));
}

/** Returns how a subkey stands; one that signs must itself say that it belongs to the primary key (RFC 9580, section 10.1.5). */
export async function subkeyStanding(
  { primary }: PgpCertificate,
  { key, signatures }: PgpCertificate['subkeys'][number],
): Promise<KeyStanding> {
  const hashed = [primary.hashed, key.hashed];
  const of = (wanted: number): readonly Statement[] =>
    signatures.filter(({ type }) => type === wanted).map((signature) => ({ signature, hashed }));
  return standing(primary, key, of(TYPE.subkeyBinding), of(TYPE.subkeyRevoked), async ({ embedded }) => {
    for (const body of embedded) {
      const back = backSignature(body);
      if (back !== null && (await isMadeBySafely(back, key, hashed))) return true;
    }
    return false;
  });
}

interface Statement {
  readonly signature: PgpSignature;
  readonly hashed: readonly Uint8Array[];
}

async function standing(
  primary: PgpKey,
  key: PgpKey,
  bindings: readonly Statement[],
  revocations: readonly Statement[],
  answers: (signature: PgpSignature) => Promise<boolean>,
): Promise<KeyStanding> {
  const valid: PgpSignature[] = [];
  let weak = false;
  for (const statement of newestFirst(bindings)) {
    weak ||= algorithmOf(statement.signature, primary).state === 'weak' && isBy(statement.signature, primary);
    if (await isProven(statement, primary)) valid.push(statement.signature);
  }
  const [newest] = valid;
  const revoked = await revocationOf(revocations, primary);
  if (newest === undefined) return { bound: weak ? 'weak' : 'absent', maySign: false, ends: null, revoked };
  const flags = newest.keyFlags;
  const maySign = (flags === null ? key === primary : (flags & MAY_SIGN) !== 0) && (await answers(newest));
  const seconds = newest.keyExpiresAfter ?? 0;
  return { bound: 'yes', maySign, ends: seconds === 0 ? null : key.created + seconds * 1000, revoked };
}

async function revocationOf(revocations: readonly Statement[], primary: PgpKey): Promise<number | 'always' | null> {
  let since: number | null = null;
  for (const statement of revocations) {
    // A revocation is believed also where its digest is weak: doubting it would keep trust that was withdrawn.
    if (!isBy(statement.signature, primary)) continue;
    const { state } = algorithmOf(statement.signature, primary);
    if (state === 'known' && !(await isProven(statement, primary))) continue;
    const { revocationReason, created } = statement.signature;
    if (created === null || revocationReason === null || !SOFT_REASONS.includes(revocationReason)) return 'always';
    since = Math.min(since ?? created, created);
  }
  return since;
}

async function isProven({ signature, hashed }: Statement, primary: PgpKey): Promise<boolean> {
  if (!isBy(signature, primary) || signature.unknownCritical !== null) return false;
  return isMadeBySafely(signature, primary, hashed);
}

/** A statement whose numbers are broken is none. */
async function isMadeBySafely(signature: PgpSignature, key: PgpKey, hashed: readonly Uint8Array[]): Promise<boolean> {
  try {
    return (await isMadeBy(signature, key, hashed)) === 'valid';
  } catch (error) {
    if (error instanceof PgpProblem) return false;
    throw error;
  }
}

/** Others may certify a key as well; what they say is not asked for. */
function isBy({ issuerFingerprint, issuerKeyId }: PgpSignature, { fingerprint, keyId }: PgpKey): boolean {
  return issuerFingerprint === null ? issuerKeyId === null || issuerKeyId === keyId : issuerFingerprint === fingerprint;
}

function newestFirst(statements: readonly Statement[]): readonly Statement[] {
  return [...statements].sort((left, right) => (right.signature.created ?? 0) - (left.signature.created ?? 0));
}

function backSignature(body: Uint8Array): PgpSignature | null {
  try {
    const signature = readSignaturePacket(body);
    return signature.type === TYPE.backSignature ? signature : null;
  } catch (error) {
    if (error instanceof PgpProblem || error instanceof PgpVersion) return null;
    throw error;
  }
}
