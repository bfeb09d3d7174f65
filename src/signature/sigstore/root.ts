import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';
import type { AnchorMaterial } from '../keys/anchors.ts';
import { listOf, objectOf, strictJson, textOf, type JsonObject } from '../strict-json.ts';

/** A trusted root of Sigstore that a person imported, with what the library needs of it. */
export interface SigstoreRoot {
  readonly name: string;
  readonly material: TrustMaterial;
}

/** Who may sign, by the name in the certificate and by who vouched for it. */
export interface SigstoreIdentity {
  readonly identity: string;
  readonly issuer: string;
}

const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/u;

/**
 * Returns the trusted root that `bytes` are, or `null` for everything else. Logs and authorities without the beginning of their validity
 * are refused: without it they would be trusted for all times.
 */
export function readSigstoreRoot(bytes: Uint8Array): SigstoreRoot | null {
  const object = objectOf(strictJson(bytes));
  if (object === null || !MEDIA_TYPE.test(textOf(object['mediaType']) ?? '')) return null;
  const begins = beginnings(object);
  if (begins === null || begins.length === 0) return null;
  try {
    const root = TrustedRoot.fromJSON(object);
    const material = toTrustMaterial(root, () => {
      throw new TypeError('keys are given by the user');
    });
    if (material.certificateAuthorities.length === 0 || material.tlogs.length === 0) return null;
    const { subject, uri } = root.certificateAuthorities[0] ?? {};
    const name = [subject?.organization, subject?.commonName]
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
    return { name: name === '' ? (uri ?? '') : name, material };
  } catch {
    // The library throws errors of many kinds for keys and certificates that it cannot read.
    return null;
  }
}

/** Returns the identity that `bytes` are: `{"sigstoreIdentity": {"identity": …, "issuer": …}}`; `null` for everything else. */
export function readSigstoreIdentity(bytes: Uint8Array): SigstoreIdentity | null {
  const object = objectOf(strictJson(bytes));
  const inner = objectOf(object?.['sigstoreIdentity']);
  const identity = textOf(inner?.['identity']);
  const issuer = textOf(inner?.['issuer']);
  if (object === null || Object.keys(object).length !== 1 || inner === null || Object.keys(inner).length !== 2)
    return null;
  return identity === null || issuer === null || identity === '' || issuer === '' ? null : { identity, issuer };
}

/** Returns what a trust anchor is made of, where `bytes` are a trusted root or an identity; else `null`. */
export function sigstoreMaterial(bytes: Uint8Array): AnchorMaterial | null {
  const root = readSigstoreRoot(bytes);
  if (root !== null) {
    const newest = beginnings(objectOf(strictJson(bytes)) ?? {})?.reduce((last, next) => Math.max(last, next), 0) ?? 0;
    const subject = `Sigstore: ${root.name}`;
    return {
      kind: 'sigstore-root',
      subject,
      label: '',
      notBefore: new Date(newest).toISOString(),
      notAfter: null,
      bytes,
    };
  }
  const known = readSigstoreIdentity(bytes);
  if (known === null) return null;
  const subject = `${known.identity} (${known.issuer})`;
  return { kind: 'sigstore-identity', subject, label: known.identity, notBefore: null, notAfter: null, bytes };
}

/** When each log and authority begins to be trusted, milliseconds since 1970; `null` where one does not say. */
function beginnings(root: JsonObject): readonly number[] | null {
  const authorities = ['certificateAuthorities', 'timestampAuthorities'].flatMap((key) => listOf(root[key]) ?? []);
  const logs = ['tlogs', 'ctlogs'].flatMap((key) => listOf(root[key]) ?? []).map((log) => objectOf(log)?.['publicKey']);
  const times = [...authorities, ...logs].map((part) =>
    Date.parse(textOf(objectOf(objectOf(part)?.['validFor'])?.['start']) ?? ''),
  );
  return times.some((time) => Number.isNaN(time)) ? null : times;
}
