import { createHash } from 'node:crypto';
import { readDigestAlgorithm } from '../algorithms.ts';
import { childrenOf, expectTag, Members, TAG, type Element } from '../der/read.ts';
import { integerBytes } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readName } from '../x509/name.ts';
import type { AttributeFacts } from './attributes.ts';

/** Whether the signed attributes name the certificate: `unsupported` by a digest that is not known here, `absent` not at all. */
export type Bound = 'yes' | 'no' | 'unsupported' | 'absent';

/** Returns whether signing-certificate (RFC 2634) and signing-certificate-v2 (RFC 5035) name `certificate`. Throws `DerProblem`. */
export function isBound(facts: AttributeFacts, certificate: Certificate): Bound {
  const answers: Bound[] = [];
  if (facts.signingCertificate !== null)
    answers.push(matchesV1(firstIdentifier(facts.signingCertificate), certificate));
  if (facts.signingCertificateV2 !== null)
    answers.push(matchesV2(firstIdentifier(facts.signingCertificateV2), certificate));
  return (
    answers.find((answer) => answer === 'no') ??
    answers.find((answer) => answer === 'unsupported') ??
    answers[0] ??
    'absent'
  );
}

/** The first identifier names the signer's certificate; the others, if any, its chain. */
function firstIdentifier(attribute: Element): Members {
  const members = new Members(expectTag(attribute, TAG.sequence));
  return new Members(expectTag(childrenOf(members.take(TAG.sequence))[0], TAG.sequence));
}

function matchesV1(identifier: Members, certificate: Certificate): Bound {
  // Version 1 knows SHA-1 only. It may refuse a certificate here; that the certificate is trusted is decided elsewhere.
  return matchesRest(identifier, certificate, 'sha1');
}

function matchesV2(identifier: Members, certificate: Certificate): Bound {
  const algorithm = identifier.takeIf(TAG.sequence);
  if (algorithm === null) return matchesRest(identifier, certificate, 'sha256');
  const digest = readDigestAlgorithm(algorithm);
  return digest.state === 'known' ? matchesRest(identifier, certificate, digest.value) : 'unsupported';
}

function matchesRest(identifier: Members, certificate: Certificate, digest: string): Bound {
  const expected = Buffer.from(identifier.take(TAG.octetString).content);
  const issuerSerial = identifier.takeIf(TAG.sequence);
  identifier.end();
  if (!createHash(digest).update(certificate.der).digest().equals(expected)) return 'no';
  return issuerSerial === null || matchesIssuer(issuerSerial, certificate) ? 'yes' : 'no';
}

function matchesIssuer(issuerSerial: Element, certificate: Certificate): boolean {
  const members = new Members(issuerSerial);
  const names = childrenOf(members.take(TAG.sequence));
  const serial = Buffer.from(integerBytes(members.take(TAG.integer))).toString('hex');
  members.end();
  const directoryNames = names.filter(({ tag }) => tag === 0xa4);
  const sameIssuer = directoryNames.some((name) => {
    const [inner] = childrenOf(name);
    return inner !== undefined && readName(inner).key === certificate.issuer.key;
  });
  return serial === certificate.serial && sameIssuer;
}
