import type { Certificate } from '../x509/certificate.ts';
import { OID } from '../oids.ts';
import { misnamed } from './names.ts';
import { keepsPolicies } from './policy-tree.ts';

/** Which rule of RFC 5280 a certificate of a path breaks; the catalogue chooses its words by it. */
export type Constraint =
  | 'notAnAuthority'
  | 'pathLength'
  | 'certificateSigning'
  | 'criticalExtension'
  | 'nameConstraints'
  | 'policies'
  | 'serial';

/** What a signature is for: a document or code, or a proof of time. */
export type Purpose = 'signing' | 'timestamping';

export interface BrokenConstraint {
  readonly certificate: Certificate;
  readonly constraint: Constraint;
}

/** Microsoft's own identifier for document signing, in certificates older than RFC 9336. */
const MICROSOFT_DOCUMENT_SIGNING = '1.3.6.1.4.1.311.10.3.12';

const SIGNING_PURPOSES: ReadonlySet<string> = new Set([
  OID.documentSigning,
  OID.emailProtection,
  OID.codeSigning,
  OID.anyExtendedKeyUsage,
  MICROSOFT_DOCUMENT_SIGNING,
]);

/** Returns the first rule of path validation that a path breaks (RFC 5280, sections 4.2 and 6.1.4), `null` when it keeps all. */
export function brokenConstraint(path: readonly Certificate[]): BrokenConstraint | null {
  for (const [index, certificate] of path.entries()) {
    const { extensions } = certificate;
    if (extensions.unknownCritical.length > 0) return { certificate, constraint: 'criticalExtension' };
    // Who makes a certificate an anchor vouches for it as it is.
    if (index < path.length - 1 && !isSerial(certificate.serial)) return { certificate, constraint: 'serial' };
    if (index === 0) continue;
    if (!mayIssue(certificate, index === path.length - 1)) return { certificate, constraint: 'notAnAuthority' };
    if (extensions.keyUsage !== null && !extensions.keyUsage.keyCertSign) {
      return { certificate, constraint: 'certificateSigning' };
    }
    const below = path.slice(1, index).filter((one) => one.issuer.key !== one.subject.key).length;
    const most = extensions.basicConstraints?.pathLength ?? null;
    if (most !== null && below > most) return { certificate, constraint: 'pathLength' };
  }
  const wrongName = misnamed(path);
  if (wrongName !== null) return { certificate: wrongName, constraint: 'nameConstraints' };
  const [leaf] = path;
  return leaf === undefined || keepsPolicies(path) ? null : { certificate: leaf, constraint: 'policies' };
}

/**
 * Returns the first certificate of a path that may not be used for signing documents: a signer without digitalSignature or
 * nonRepudiation, or an extended key usage for other purposes on the signer or an authority below the anchor.
 */
export function wrongPurpose(path: readonly Certificate[], purpose: Purpose): Certificate | null {
  const [leaf, ...above] = path;
  if (leaf === undefined) return null;
  if (purpose === 'timestamping') return wrongForTimestamps(leaf, above.slice(0, -1));
  const usage = leaf.extensions.keyUsage;
  if (usage !== null && !usage.digitalSignature && !usage.nonRepudiation) return leaf;
  return [leaf, ...above.slice(0, -1)].find(({ extensions }) => !allowsSigning(extensions.extendedKeyUsage)) ?? null;
}

/** The purpose must be the only one of the authority's own certificate, and critical (RFC 3161, section 2.3). */
function wrongForTimestamps(leaf: Certificate, between: readonly Certificate[]): Certificate | null {
  const { extendedKeyUsage, extendedKeyUsageCritical, keyUsage } = leaf.extensions;
  const only = extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === OID.timeStamping && extendedKeyUsageCritical;
  if (!only || (keyUsage !== null && !keyUsage.digitalSignature && !keyUsage.nonRepudiation)) return leaf;
  const allows = (purposes: readonly string[] | null): boolean =>
    purposes === null || purposes.some((one) => one === OID.timeStamping || one === OID.anyExtendedKeyUsage);
  return between.find(({ extensions }) => !allows(extensions.extendedKeyUsage)) ?? null;
}

/** A positive number of at most 20 bytes (RFC 5280, section 4.1.2.2), as hexadecimal of its two's complement. */
function isSerial(serial: string): boolean {
  return serial.length <= 42 && !/^(?:[89a-f]|0*$)/u.test(serial) && (serial.length <= 40 || serial.startsWith('00'));
}

/** Version 1 knows no basicConstraints; a person who makes such a certificate an anchor vouches for it. */
function mayIssue(certificate: Certificate, isAnchor: boolean): boolean {
  const { basicConstraints } = certificate.extensions;
  if (basicConstraints !== null) return basicConstraints.ca;
  return isAnchor && certificate.version < 3;
}

function allowsSigning(purposes: readonly string[] | null): boolean {
  return purposes === null || purposes.some((purpose) => SIGNING_PURPOSES.has(purpose));
}
