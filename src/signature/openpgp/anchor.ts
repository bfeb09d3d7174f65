import { readKeyAnchor, type AnchorMaterial } from '../keys/anchors.ts';
import { readArmor } from './armor.ts';
import { readPgpCertificates, type PgpCertificate } from './certificate.ts';
import { PgpProblem } from './packets.ts';
import { PgpVersion } from './signature-packet.ts';

const ARMOUR = '-----BEGIN PGP ';

/**
 * Returns the public keys of OpenPGP that `bytes` are, armoured or not; `secret` for secret keys, `null` where they are something else.
 * Their label is what the first of their users calls itself, without mail address: the fingerprint is what proves it.
 */
export function openPgpMaterial(bytes: Uint8Array): readonly AnchorMaterial[] | 'secret' | null {
  const text = Buffer.from(bytes).toString('latin1').trimStart();
  if (text.startsWith(`${ARMOUR}PRIVATE KEY BLOCK`)) return 'secret';
  const armoured = text.startsWith(ARMOUR);
  if (!armoured && (bytes[0] ?? 0) < 0x80) return null;
  try {
    const certificates = readPgpCertificates(armoured ? readArmor(text, 'PUBLIC KEY BLOCK') : bytes);
    return certificates === 'secret' ? 'secret' : certificates.map(material);
  } catch (error) {
    if (error instanceof PgpProblem || error instanceof PgpVersion) return null;
    throw error;
  }
}

function material({ primary, users, bytes }: PgpCertificate): AnchorMaterial {
  const name = (users[0]?.id ?? '').replace(/\s*[(<].*$/su, '').trim();
  const subject = `OpenPGP ${primary.fingerprint.toUpperCase()}`;
  return { ...readKeyAnchor('openpgp-key', subject, bytes, name), notBefore: new Date(primary.created).toISOString() };
}
