import { X509Certificate } from 'node:crypto';
import type { Given } from '../protocol.ts';

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/gu;
const MOST = 1_000;

/** Returns the certificates of a file, PEM or DER, as far as the crypto library reads them; empty where there are none. */
export function certificatesIn(bytes: Uint8Array): Given['certificates'] {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks: readonly (string | Uint8Array)[] =
    text.match(PEM)?.slice(0, MOST) ?? (bytes[0] === 0x30 ? [bytes] : []);
  return blocks.flatMap((block) => certificate(block) ?? []);
}

function certificate(block: string | Uint8Array): Given['certificates'][number] | null {
  try {
    const read = new X509Certificate(block);
    const { publicKey } = read;
    const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
    return {
      subject: read.subject.replaceAll('\n', ', '),
      issuer: read.issuer.replaceAll('\n', ', '),
      serial: read.serialNumber.toLowerCase(),
      notBefore: read.validFromDate.toISOString(),
      notAfter: read.validToDate.toISOString(),
      key: [publicKey.asymmetricKeyType ?? '', namedCurve ?? modulusLength ?? ''].join(' ').trim(),
      fingerprint: read.fingerprint256.replaceAll(':', '').toLowerCase(),
      usage: [...((read.keyUsage as readonly string[] | undefined) ?? [])],
      names: read.subjectAltName ?? '',
      isAuthority: read.ca,
    };
  } catch {
    return null;
  }
}
