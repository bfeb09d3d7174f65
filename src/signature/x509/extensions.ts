import { DerProblem, childrenOf, expectTag, Members, readDer, TAG, type Element } from '../der/read.ts';
import { booleanOf, namedBits, oidOf, smallInteger } from '../der/values.ts';
import { OID } from '../oids.ts';
import { readGeneralName, readNameConstraints, type GeneralName, type NameConstraints } from './general-name.ts';
import { readMappings, readPolicies, readPolicyConstraints, type Policies } from './policies.ts';

/** What the extensions of a certificate say, as far as path validation needs it (RFC 5280, section 4.2). */
export interface Extensions {
  /** `null` where the extension is absent. */
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null;
  readonly keyUsage: KeyUsageBits | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly extendedKeyUsageCritical: boolean;
  /** Hexadecimal key identifiers. */
  readonly subjectKeyIdentifier: string | null;
  readonly authorityKeyIdentifier: string | null;
  readonly nameConstraints: NameConstraints | null;
  readonly alternativeNames: readonly GeneralName[];
  readonly policies: Policies;
  /** RFC 6960, section 4.2.2.2.1: a responder whose certificate is never revoked. */
  readonly ocspNoCheck: boolean;
  /** RFC 9608, counted only where nothing in the certificate contradicts it. */
  readonly noRevAvail: boolean;
  /** Critical extensions that are not processed here, dotted. */
  readonly unknownCritical: readonly string[];
}

export interface KeyUsageBits {
  readonly digitalSignature: boolean;
  readonly nonRepudiation: boolean;
  readonly keyCertSign: boolean;
  readonly cRLSign: boolean;
}

/** One extension by itself: its value is what the OCTET STRING holds. */
export interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

const CRL_DISTRIBUTION_POINTS = '2.5.29.31';
const POLICY_MAPPINGS = '2.5.29.33';
const POLICY_CONSTRAINTS = '2.5.29.36';
const INHIBIT_ANY_POLICY = '2.5.29.54';
const FRESHEST_CRL = '2.5.29.46';
const AUTHORITY_INFORMATION = '1.3.6.1.5.5.7.1.1';
const OCSP = '1.3.6.1.5.5.7.48.1';
const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5';

/**
 * Critical extensions that may stand: they are processed, or processing them asks for nothing, since no name is looked for and revocation
 * is reported as it is.
 */
const MAY_BE_CRITICAL: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.subjectAlternativeName,
  OID.nameConstraints,
  OID.certificatePolicies,
  CRL_DISTRIBUTION_POINTS,
  POLICY_MAPPINGS,
  POLICY_CONSTRAINTS,
  INHIBIT_ANY_POLICY,
]);

/** Returns what the SEQUENCE of extensions says; `null` stands for no extensions. Throws `DerProblem`, also for duplicates. */
export function readExtensions(list: Element | null): Extensions {
  const found = list === null ? new Map<string, Extension>() : collectExtensions(list);
  const basicConstraints = valueOf(found, OID.basicConstraints, readBasicConstraints);
  const contradicted =
    basicConstraints?.ca === true ||
    found.has(CRL_DISTRIBUTION_POINTS) ||
    found.has(FRESHEST_CRL) ||
    valueOf(found, AUTHORITY_INFORMATION, namesResponder) === true;
  return {
    basicConstraints,
    keyUsage: valueOf(found, OID.keyUsage, readKeyUsage),
    extendedKeyUsage: valueOf(found, OID.extendedKeyUsage, readPurposes),
    extendedKeyUsageCritical: found.get(OID.extendedKeyUsage)?.critical === true,
    subjectKeyIdentifier: valueOf(found, OID.subjectKeyIdentifier, (value) => hex(expectTag(value, TAG.octetString))),
    authorityKeyIdentifier: valueOf(found, OID.authorityKeyIdentifier, readAuthorityKey),
    nameConstraints: valueOf(found, OID.nameConstraints, readNameConstraints),
    alternativeNames: valueOf(found, OID.subjectAlternativeName, readAlternativeNames) ?? [],
    policies: {
      named: valueOf(found, OID.certificatePolicies, readPolicies),
      mappings: valueOf(found, POLICY_MAPPINGS, readMappings) ?? [],
      ...(valueOf(found, POLICY_CONSTRAINTS, readPolicyConstraints) ?? { requireExplicit: null, inhibitMapping: null }),
      inhibitAny: valueOf(found, INHIBIT_ANY_POLICY, smallInteger),
    },
    ocspNoCheck: found.has(OCSP_NO_CHECK),
    noRevAvail: found.has(OID.noRevAvail) && !contradicted,
    unknownCritical: [...found]
      .filter(([oid, { critical }]) => critical && !MAY_BE_CRITICAL.has(oid))
      .map(([oid]) => oid),
  };
}

/** Returns the extensions of a list by their identifiers. Throws `DerProblem`, also where one stands twice. */
export function collectExtensions(list: Element): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const element of childrenOf(expectTag(list, TAG.sequence))) {
    const members = new Members(expectTag(element, TAG.sequence));
    const oid = oidOf(members.take(TAG.objectIdentifier));
    const flag = members.takeIf(TAG.boolean);
    const value = members.take(TAG.octetString).content;
    members.end();
    if (found.has(oid)) throw new DerProblem('an extension stands twice');
    found.set(oid, { critical: flag !== null && booleanOf(flag), value });
  }
  return found;
}

function valueOf<T>(found: ReadonlyMap<string, Extension>, oid: string, read: (value: Element) => T): T | null {
  const extension = found.get(oid);
  return extension === undefined ? null : read(readDer(extension.value));
}

function readBasicConstraints(value: Element): { readonly ca: boolean; readonly pathLength: number | null } {
  const members = new Members(expectTag(value, TAG.sequence));
  const flag = members.takeIf(TAG.boolean);
  const pathLength = members.takeIf(TAG.integer);
  members.end();
  return { ca: flag !== null && booleanOf(flag), pathLength: pathLength === null ? null : smallInteger(pathLength) };
}

function readKeyUsage(value: Element): KeyUsageBits {
  const bits = namedBits(value);
  return {
    digitalSignature: bits[0] === true,
    nonRepudiation: bits[1] === true,
    keyCertSign: bits[5] === true,
    cRLSign: bits[6] === true,
  };
}

function readPurposes(value: Element): readonly string[] {
  const purposes = childrenOf(expectTag(value, TAG.sequence)).map(oidOf);
  if (purposes.length === 0) throw new DerProblem('no purpose at all');
  return purposes;
}

function readAuthorityKey(value: Element): string | null {
  const identifier = childrenOf(expectTag(value, TAG.sequence)).find(({ tag }) => tag === 0x80);
  return identifier === undefined ? null : hex(identifier);
}

function readAlternativeNames(value: Element): readonly GeneralName[] {
  return childrenOf(expectTag(value, TAG.sequence)).map(readGeneralName);
}

function namesResponder(value: Element): boolean {
  return childrenOf(expectTag(value, TAG.sequence)).some((access) => oidOf(childrenOf(access)[0]) === OCSP);
}

function hex(element: Element): string {
  return Buffer.from(element.content).toString('hex');
}
