import type { SignedContent } from '../content.ts';
import type { TrustAnchor } from '../../domain/signature.ts';
import { readPgpCertificates, type PgpCertificate } from './certificate.ts';
import { isMadeBy } from './check.ts';
import type { PgpKey } from './key-packet.ts';
import { PgpProblem } from './packets.ts';
import { PgpVersion, type PgpSignature } from './signature-packet.ts';

/** A key that a signature may be by: of which trust anchor, and of which public key. */
export interface Candidate {
  readonly anchor: TrustAnchor;
  readonly certificate: PgpCertificate;
  readonly key: PgpKey;
}

/** Returns the keys of the trust anchors that a signature names, by their fingerprint where it tells one. */
export function candidatesFor(
  { issuerFingerprint, issuerKeyId }: PgpSignature,
  anchors: readonly TrustAnchor[],
): readonly Candidate[] {
  const given = anchors.filter(({ kind }) => kind === 'openpgp-key');
  return given.flatMap((anchor) =>
    certificatesOf(anchor).flatMap((certificate) =>
      [certificate.primary, ...certificate.subkeys.map(({ key }) => key)]
        .filter((key) =>
          issuerFingerprint === null ? key.keyId === issuerKeyId : key.fingerprint === issuerFingerprint,
        )
        .map((key) => ({ anchor, certificate, key })),
    ),
  );
}

/** Key identifiers of eight bytes may meet by intent; the key that made the signature is meant. */
export async function choose(
  signature: PgpSignature,
  candidates: readonly Candidate[],
  content: SignedContent,
): Promise<Candidate> {
  const [first, ...others] = candidates;
  if (first === undefined) throw new Error('no key to choose from');
  if (others.length === 0) return first;
  for (const candidate of candidates) {
    if ((await isMadeBy(signature, candidate.key, content.stream())) === 'valid') return candidate;
  }
  return first;
}

function certificatesOf(anchor: TrustAnchor): readonly PgpCertificate[] {
  try {
    const read = readPgpCertificates(certificateBytes(anchor));
    return read === 'secret' ? [] : read;
  } catch (error) {
    if (error instanceof PgpProblem || error instanceof PgpVersion) return [];
    throw error;
  }
}

/** Returns the public key of an anchor as it stands there. */
export function certificateBytes({ material }: TrustAnchor): Uint8Array {
  return new Uint8Array(Buffer.from(material, 'base64'));
}
