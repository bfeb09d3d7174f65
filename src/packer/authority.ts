import type { KeyObject } from 'node:crypto';
import { OID } from '../signature/oids.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  distinguishedName,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  noRevocationAvailable,
  pem,
  subjectKeyIdentifier,
  type Extension,
  type KeyUsage,
  type NameFields,
} from './certificate.ts';
import type { KeyPair, Scheme, SigningDigest } from './keys.ts';

/** A certificate authority: its certificate, its keys and the certificates between it and its root. */
export interface Authority {
  readonly name: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly keys: KeyPair;
  /** Intermediate certificates to hand to verifiers, this one first, without the self-signed root. */
  readonly chain: readonly Uint8Array[];
}

/** Somebody who signs: the private key, its certificate, and the intermediate certificates above it. */
export interface Signer {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** What every certificate needs, and what may differ from the usual so that wrong certificates can be minted as well. */
export interface CertificateRequest {
  readonly name: NameFields;
  readonly keys: KeyPair;
  /** An unsigned number, most significant byte first. */
  readonly serial: Uint8Array;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whether it may issue certificates; `null` leaves basicConstraints out. */
  readonly ca?: boolean | null;
  readonly pathLength?: number | null;
  /** `null` leaves the extension out. */
  readonly usage?: readonly KeyUsage[] | null;
  /** Object identifiers of extended key usage; `null` leaves the extension out. */
  readonly purposes?: readonly string[] | null;
  /** Whether the certificate says that no revocation information will ever exist (RFC 9608). */
  readonly noRevAvail?: boolean;
  readonly more?: readonly Extension[];
  /** How the issuer signs; the usual way of its key when absent. */
  readonly scheme?: Scheme;
  readonly digest?: SigningDigest;
}

/** Returns a new authority with a self-signed certificate. */
export function createAuthority(request: CertificateRequest): Authority {
  const name = distinguishedName(request.name);
  const certificate = certify(withAuthorityDefaults(request), { name, keys: request.keys });
  return { name, certificate, keys: request.keys, chain: [] };
}

/** Returns a new authority whose certificate `issuer` signs. */
export function issueAuthority(issuer: Authority, request: CertificateRequest): Authority {
  const certificate = certify(withAuthorityDefaults(request), issuer);
  return {
    name: distinguishedName(request.name),
    certificate,
    keys: request.keys,
    chain: [certificate, ...issuer.chain],
  };
}

/**
 * Returns a signer with a certificate by `issuer`: no authority, usage digitalSignature and nonRepudiation, purpose document
 * signing (RFC 9336), unless the request says otherwise.
 */
export function issue(issuer: Authority, request: CertificateRequest): Signer {
  return {
    privateKey: request.keys.privateKey,
    certificate: certify(withSignerDefaults(request), issuer),
    chain: issuer.chain,
  };
}

/** Returns a signer whose certificate signs itself: a trust anchor of its own. */
export function selfSigned(request: CertificateRequest): Signer {
  const name = distinguishedName(request.name);
  const certificate = certify(withSignerDefaults(request), { name, keys: request.keys });
  return { privateKey: request.keys.privateKey, certificate, chain: [] };
}

/** Returns the certificate of an authority or a signer as PEM. */
export function certificatePem(of: { readonly certificate: Uint8Array }): string {
  return pem(of.certificate);
}

function withAuthorityDefaults(request: CertificateRequest): CertificateRequest {
  return { ca: true, usage: ['keyCertSign', 'cRLSign'], purposes: null, ...request };
}

function withSignerDefaults(request: CertificateRequest): CertificateRequest {
  return { ca: false, usage: ['digitalSignature', 'nonRepudiation'], purposes: [OID.documentSigning], ...request };
}

function certify(
  request: CertificateRequest,
  issuer: { readonly name: Uint8Array; readonly keys: KeyPair },
): Uint8Array {
  const { ca = null, usage = null, purposes = null } = request;
  const extensions: Extension[] = [];
  if (ca !== null) extensions.push(basicConstraints(ca, request.pathLength ?? null));
  if (usage !== null) extensions.push(keyUsage(usage));
  if (purposes !== null) extensions.push(extendedKeyUsage(purposes));
  if (ca !== null || usage !== null || purposes !== null) {
    extensions.push(subjectKeyIdentifier(request.keys.publicKey), authorityKeyIdentifier(issuer.keys.publicKey));
  }
  if (request.noRevAvail === true) extensions.push(noRevocationAvailable());
  extensions.push(...(request.more ?? []));
  return makeCertificate(
    {
      serial: request.serial,
      issuer: issuer.name,
      subject: distinguishedName(request.name),
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      publicKey: request.keys.publicKey,
      extensions,
    },
    { privateKey: issuer.keys.privateKey, scheme: request.scheme, digest: request.digest },
  );
}
