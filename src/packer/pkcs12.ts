import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import type { Signer } from './authority.ts';

export type Pkcs12ProblemCode =
  | 'PKCS12_MALFORMED'
  | 'PKCS12_PASSPHRASE_WRONG'
  | 'PKCS12_NO_KEY'
  | 'PKCS12_SEVERAL_KEYS'
  | 'PKCS12_KEY_UNSUPPORTED'
  | 'PKCS12_NO_CERTIFICATE';

/** A PKCS#12 file that gives no signer. */
export class Pkcs12Problem extends Error {
  readonly code: Pkcs12ProblemCode;

  constructor(code: Pkcs12ProblemCode) {
    super(code);
    this.name = 'Pkcs12Problem';
    this.code = code;
  }
}

/** The largest file that is opened: a key and its chain need some ten kilobytes. */
const MOST_BYTES = 1024 * 1024;

/**
 * Returns the signer in a PKCS#12 file (RFC 7292): its one private key, the certificate of that key, and the other certificates but
 * self-signed ones. The file is the user's own. Throws {@link Pkcs12Problem}.
 */
export function openPkcs12(bytes: Uint8Array, passphrase: string): Signer {
  const bags = openBags(bytes, passphrase);
  const keys = bags.filter(({ type }) => type === forge.pki.oids.keyBag || type === forge.pki.oids.pkcs8ShroudedKeyBag);
  const [keyBag, ...otherKeys] = keys;
  if (keyBag === undefined) throw new Pkcs12Problem('PKCS12_NO_KEY');
  if (otherKeys.length > 0) throw new Pkcs12Problem('PKCS12_SEVERAL_KEYS');
  const privateKey = nodeKey(keyBag);
  const certificates = bags.filter(({ type }) => type === forge.pki.oids.certBag).map(nodeCertificate);
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (own === undefined) throw new Pkcs12Problem('PKCS12_NO_CERTIFICATE');
  const chain = certificates.filter((certificate) => certificate !== own && !isSelfSigned(certificate));
  return {
    privateKey,
    certificate: new Uint8Array(own.raw),
    chain: chain.map((certificate) => new Uint8Array(certificate.raw)),
  };
}

function openBags(bytes: Uint8Array, passphrase: string): readonly forge.pkcs12.Bag[] {
  if (bytes.length > MOST_BYTES) throw new Pkcs12Problem('PKCS12_MALFORMED');
  try {
    const asn1 = forge.asn1.fromDer(Buffer.from(bytes).toString('binary'));
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase).safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (error) {
    throw new Pkcs12Problem(isPassphraseError(error) ? 'PKCS12_PASSPHRASE_WRONG' : 'PKCS12_MALFORMED');
  }
}

function isPassphraseError(error: unknown): boolean {
  return error instanceof Error && /password|decrypt/iu.test(error.message);
}

/** A bag whose key node-forge does not know (elliptic curves) comes as its DER, PKCS#8. */
function nodeKey(bag: forge.pkcs12.Bag): KeyObject {
  try {
    const asn1 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
    return createPrivateKey({ key: der(asn1), format: 'der', type: 'pkcs8' });
  } catch {
    throw new Pkcs12Problem('PKCS12_KEY_UNSUPPORTED');
  }
}

function nodeCertificate(bag: forge.pkcs12.Bag): X509Certificate {
  try {
    return new X509Certificate(der(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1));
  } catch {
    throw new Pkcs12Problem('PKCS12_MALFORMED');
  }
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

function der(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}
