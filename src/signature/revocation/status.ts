import { createHash } from 'node:crypto';
import { readSignatureAlgorithm } from '../algorithms.ts';
import { childrenOf, derOrNull, readDer } from '../der/read.ts';
import { wholeBits } from '../der/values.ts';
import { OID } from '../oids.ts';
import { verifyPrimitive } from '../primitives.ts';
import { certificateOrNull, type Certificate } from '../x509/certificate.ts';
import type { RevocationList } from './crl.ts';
import type { OcspAnswer, OcspResponse } from './ocsp.ts';
import type { RevocationData } from './read.ts';

/** Whether a certificate was revoked, as far as the data tells. Times are milliseconds since 1970. */
export type RevocationStatus =
  | { readonly state: 'good'; readonly by: 'crl' | 'ocsp'; readonly asOf: number }
  | { readonly state: 'revoked'; readonly by: 'crl' | 'ocsp'; readonly since: number }
  /** Nothing at hand says anything of it, or the best of it ended on `until`. */
  | { readonly state: 'unknown'; readonly until: number | null };

export interface StatusQuestion {
  readonly certificate: Certificate;
  /** The certificate that issued it, whose key has verified it. */
  readonly issuer: Certificate;
  /** The instant that the certificate is relied on, and the one of judgement, after which data would be from the future. */
  readonly time: number;
  readonly at: number;
}

interface Evidence {
  readonly by: 'crl' | 'ocsp';
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** Since when the certificate is revoked; `null` where it is not. */
  readonly revoked: number | null;
}

/**
 * Returns the status of a certificate (RFC 5280, section 6.3; RFC 6960, section 3.2). Data counts when the issuer, or a responder
 * that it named, has signed it with an algorithm that is relied on. What says that it was revoked wins over what says that it was not.
 */
export function revocationStatus(data: RevocationData, question: StatusQuestion): RevocationStatus {
  const evidence = [
    ...data.lists.flatMap((list) => evidenceOfList(list, question)),
    ...data.responses.flatMap((response) => evidenceOfResponse(response, question)),
  ].filter(({ thisUpdate }) => thisUpdate <= question.at);
  const revoked = evidence.find((one) => one.revoked !== null && one.revoked <= question.time);
  if (revoked !== undefined && revoked.revoked !== null)
    return { state: 'revoked', by: revoked.by, since: revoked.revoked };
  const current = evidence.filter((one) => covers(one, question)).sort((a, b) => b.thisUpdate - a.thisUpdate)[0];
  if (current !== undefined) {
    return { state: 'good', by: current.by, asOf: current.revoked === null ? current.thisUpdate : question.time };
  }
  const ends = evidence.map(({ nextUpdate, thisUpdate }) => nextUpdate ?? thisUpdate);
  return { state: 'unknown', until: ends.length === 0 ? null : Math.max(...ends) };
}

/** Data made after the certificate ended may leave it out (RFC 5280, section 5); older data tells until its next update. */
function covers(evidence: Evidence, { certificate, time }: StatusQuestion): boolean {
  if (evidence.revoked !== null) return true;
  if (evidence.thisUpdate > certificate.notAfter) return false;
  return evidence.thisUpdate >= time || (evidence.nextUpdate !== null && evidence.nextUpdate >= time);
}

function evidenceOfList(list: RevocationList, { certificate, issuer }: StatusQuestion): readonly Evidence[] {
  if (list.issuer.key !== certificate.issuer.key || list.scope === 'unusable') return [];
  const authority = certificate.extensions.basicConstraints?.ca === true;
  if (list.scope === (authority ? 'users' : 'authorities')) return [];
  const usage = issuer.extensions.keyUsage;
  if (usage !== null && !usage.cRLSign) return [];
  if (!isSigned(list, issuer.publicKey)) return [];
  const { thisUpdate, nextUpdate, revoked } = list;
  return [{ by: 'crl', thisUpdate, nextUpdate, revoked: revoked.get(certificate.serial) ?? null }];
}

function evidenceOfResponse(response: OcspResponse, question: StatusQuestion): readonly Evidence[] {
  const answers = response.answers.filter((answer) => isAbout(answer, question));
  if (answers.length === 0 || !isAnswered(response, question.issuer)) return [];
  return answers.flatMap(({ status, thisUpdate, nextUpdate }) =>
    status === 'unknown'
      ? []
      : [{ by: 'ocsp', thisUpdate, nextUpdate, revoked: status === 'good' ? null : status.revokedAt }],
  );
}

function isAbout(answer: OcspAnswer, { certificate, issuer }: StatusQuestion): boolean {
  const { digest } = answer;
  if (digest === null || answer.serial !== certificate.serial) return false;
  const hash = (bytes: Uint8Array): Buffer => createHash(digest).update(bytes).digest();
  return (
    hash(certificate.issuer.der).equals(answer.issuerNameHash) && hash(keyBits(issuer)).equals(answer.issuerKeyHash)
  );
}

/** The issuer answers itself, or by a certificate for this purpose that it issued and never revokes (RFC 6960, section 4.2.2.2). */
function isAnswered(response: OcspResponse, issuer: Certificate): boolean {
  const delegates = response.certificates
    .map(certificateOrNull)
    .filter((one) => one !== null)
    .filter((one) => isDelegate(one, issuer, response.producedAt));
  return [issuer, ...delegates].some(
    (responder) => isNamed(response.responder, responder) && isSigned(response, responder.publicKey),
  );
}

function isDelegate(certificate: Certificate, issuer: Certificate, producedAt: number): boolean {
  const { extensions, notBefore, notAfter } = certificate;
  return (
    certificate.issuer.key === issuer.subject.key &&
    extensions.extendedKeyUsage?.includes(OID.ocspSigning) === true &&
    (extensions.ocspNoCheck || extensions.noRevAvail) &&
    extensions.unknownCritical.length === 0 &&
    producedAt >= notBefore &&
    producedAt <= notAfter &&
    isSigned(certificate, issuer.publicKey)
  );
}

function isNamed(responder: OcspResponse['responder'], certificate: Certificate): boolean {
  if (responder.kind === 'name') return Buffer.compare(responder.der, certificate.subject.der) === 0;
  return createHash('sha1').update(keyBits(certificate)).digest().equals(responder.sha1);
}

/** The key as its BIT STRING holds it, which digests of keys are taken over. */
function keyBits(certificate: Certificate): Uint8Array {
  return wholeBits(childrenOf(readDer(certificate.publicKey))[1]);
}

function isSigned(of: Pick<Certificate, 'signed' | 'signatureAlgorithm' | 'signature'>, key: Uint8Array): boolean {
  const algorithm = algorithmOf(of.signatureAlgorithm);
  if (algorithm?.state !== 'known') return false;
  return verifyPrimitive({ algorithm: algorithm.value, key, signature: of.signature, data: of.signed }) === 'valid';
}

function algorithmOf(der: Uint8Array): ReturnType<typeof readSignatureAlgorithm> | null {
  return derOrNull(() => readSignatureAlgorithm(readDer(der), null));
}
