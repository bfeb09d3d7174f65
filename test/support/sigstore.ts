import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createAuthority, issue, type Authority, type Extension } from '../../src/packer/index.ts';
import { contextPrimitive, octetString, sequence, utf8String } from '../../src/packer/der.ts';
import { OID } from '../../src/signature/oids.ts';
import { parseCertificate } from '../../src/signature/x509/certificate.ts';
import { request } from './pki.ts';

/** A Sigstore of one's own: an authority, a log of certificates and a log of signatures with one entry. */
export interface OwnSigstore {
  readonly authority: Authority;
  readonly log: KeyObject;
  readonly certificateLog: KeyObject;
}

export interface BundleFields {
  /** ISO 8601; certificates hold from five minutes before to ten after. */
  readonly at?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly version?: '0.1' | '0.3';
  /** An in-toto statement to be signed in place of the content. */
  readonly statement?: object;
  readonly withLoggedCertificate?: boolean;
  readonly withPromise?: boolean;
  /** What the log says was signed, where it is not what was. */
  readonly loggedDigest?: string;
}

const VALID = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };
const IN_TOTO = 'application/vnd.in-toto+json';
const spkiOf = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });
const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const big = (value: number | bigint, size: number): Buffer =>
  Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex');

export function makeSigstore(name = 'Own Sigstore'): OwnSigstore {
  const key = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return { authority: createAuthority(request(name, VALID)), log: key(), certificateLog: key() };
}

/** Returns the trusted root of `own` as its file. */
export function trustedRoot(own: OwnSigstore, start: string | undefined = VALID.notBefore): Uint8Array {
  const validFor = start === undefined ? {} : { validFor: { start } };
  const log = (key: KeyObject): object => ({
    baseUrl: 'https://log.example.org',
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(spkiOf(key)), keyDetails: 'PKIX_ECDSA_P256_SHA_256', ...validFor },
    logId: { keyId: base64(sha256(spkiOf(key))) },
  });
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(own.log)],
    certificateAuthorities: [
      {
        subject: { organization: 'Example', commonName: 'Own Sigstore' },
        uri: 'https://ca.example.org',
        certChain: { certificates: [{ rawBytes: base64(own.authority.certificate) }] },
        validFor: { start: VALID.notBefore },
      },
    ],
    ctlogs: [log(own.certificateLog)],
    timestampAuthorities: [],
  };
  return new TextEncoder().encode(JSON.stringify(root));
}

/** Returns a bundle over `content` as its file. */
export function makeBundle(own: OwnSigstore, content: Uint8Array, fields: BundleFields = {}): Uint8Array {
  const { at = '2024-10-17T15:00:00Z', version = '0.3', statement, withPromise = true } = fields;
  const { certificate, privateKey } = certificateOf(own, at, fields);
  const payload = Buffer.from(JSON.stringify(statement ?? {}));
  const signed =
    statement === undefined
      ? content
      : Buffer.concat([Buffer.from(`DSSEv1 ${IN_TOTO.length} ${IN_TOTO} ${payload.length} `), payload]);
  const signature = sign('sha256', signed, privateKey);
  const digest = fields.loggedDigest ?? sha256(statement === undefined ? content : payload).toString('hex');
  const verifier = base64(
    Buffer.from(`-----BEGIN CERTIFICATE-----\n${base64(certificate)}\n-----END CERTIFICATE-----\n`),
  );
  const hash = { algorithm: 'sha256', value: digest };
  const body =
    statement === undefined
      ? {
          apiVersion: '0.0.1',
          kind: 'hashedrekord',
          spec: { data: { hash }, signature: { content: base64(signature), publicKey: { content: verifier } } },
        }
      : {
          apiVersion: '0.0.1',
          kind: 'dsse',
          spec: { payloadHash: hash, signatures: [{ signature: base64(signature), verifier }] },
        };
  const entry = entryOf(own.log, Buffer.from(JSON.stringify(body)), body.kind, Date.parse(at) / 1000, withPromise);
  const held =
    version === '0.1'
      ? { x509CertificateChain: { certificates: [{ rawBytes: base64(certificate) }] } }
      : { certificate: { rawBytes: base64(certificate) } };
  const bundle = {
    mediaType:
      version === '0.1'
        ? 'application/vnd.dev.sigstore.bundle+json;version=0.1'
        : 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { ...held, tlogEntries: [entry] },
    ...(statement === undefined
      ? {
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: base64(sha256(content)) },
            signature: base64(signature),
          },
        }
      : {
          dsseEnvelope: {
            payloadType: IN_TOTO,
            payload: base64(payload),
            signatures: [{ sig: base64(signature), keyid: '' }],
          },
        }),
  };
  return new TextEncoder().encode(JSON.stringify(bundle));
}

function certificateOf(
  own: OwnSigstore,
  at: string,
  fields: BundleFields,
): { readonly certificate: Uint8Array; readonly privateKey: KeyObject } {
  const {
    identity = 'https://ci.example.org/release',
    issuer = 'https://accounts.example.org',
    withLoggedCertificate = true,
  } = fields;
  const time = Date.parse(at);
  const shift = (minutes: number): string => new Date(time + minutes * 60_000).toISOString();
  const named: readonly Extension[] = [
    {
      oid: OID.subjectAlternativeName,
      critical: true,
      value: sequence(contextPrimitive(6, new TextEncoder().encode(identity))),
    },
    { oid: '1.3.6.1.4.1.57264.1.8', critical: false, value: utf8String(issuer) },
  ];
  const make = (more: readonly Extension[]) =>
    issue(
      own.authority,
      request('sigstore', { notBefore: shift(-5), notAfter: shift(10), purposes: [OID.codeSigning], more }),
    );
  const bare = make(named);
  if (!withLoggedCertificate) return bare;
  const stamp = big(BigInt(time), 8);
  const signed = parseCertificate(bare.certificate).signed;
  const issuerKey = sha256(parseCertificate(own.authority.certificate).publicKey);
  const data = [
    Uint8Array.of(0, 0),
    stamp,
    Uint8Array.of(0, 1),
    issuerKey,
    big(signed.length, 3),
    signed,
    Uint8Array.of(0, 0),
  ];
  const proof = sign('sha256', Buffer.concat(data), own.certificateLog);
  const sct = Buffer.concat([
    Uint8Array.of(0),
    sha256(spkiOf(own.certificateLog)),
    stamp,
    Uint8Array.of(0, 0, 4, 3),
    big(proof.length, 2),
    proof,
  ]);
  const list = Buffer.concat([big(sct.length + 2, 2), big(sct.length, 2), sct]);
  return make([...named, { oid: '1.3.6.1.4.1.11129.2.4.2', critical: false, value: octetString(list) }]);
}

/** The one entry of a log, so that the root of its tree is the entry's own digest. */
function entryOf(log: KeyObject, body: Buffer, kind: string, integratedTime: number, withPromise: boolean): object {
  const id = sha256(spkiOf(log));
  const root = sha256(Uint8Array.of(0), body);
  const note = `log.example.org\n1\n${base64(root)}\n`;
  const noted = base64(Buffer.concat([id.subarray(0, 4), sign('sha256', Buffer.from(note), log)]));
  const promised = JSON.stringify({ body: base64(body), integratedTime, logID: id.toString('hex'), logIndex: 0 });
  const promise = { inclusionPromise: { signedEntryTimestamp: base64(sign('sha256', Buffer.from(promised), log)) } };
  return {
    logIndex: '0',
    logId: { keyId: base64(id) },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: String(integratedTime),
    ...(withPromise ? promise : {}),
    inclusionProof: {
      logIndex: '0',
      rootHash: base64(root),
      treeSize: '1',
      hashes: [],
      checkpoint: { envelope: `${note}\n— log.example.org ${noted}\n` },
    },
    canonicalizedBody: base64(body),
  };
}
