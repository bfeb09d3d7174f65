import { childrenOf, DerProblem, type Element, expectTag, Members, onlyChild, readDer, TAG } from '../der/read.ts';
import { booleanOf, integerBytes, smallInteger, timeOf, wholeBits } from '../der/values.ts';
import { OID } from '../oids.ts';
import { collectExtensions, type Extension } from '../x509/extensions.ts';
import { readName, type Name } from '../x509/name.ts';

/** A certificate revocation list as read (RFC 5280, section 5). Times are milliseconds since 1970. */
export interface RevocationList {
  readonly issuer: Name;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** Whose certificates it is about; `unusable` where it asks for something that is not processed here, such as a delta. */
  readonly scope: 'all' | 'users' | 'authorities' | 'unusable';
  /** By serial number in hexadecimal: since when the certificate is not to be relied on. */
  readonly revoked: ReadonlyMap<string, number>;
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

const MOST_ENTRIES = 1_000_000;
const NUMBER = '2.5.29.20';
const REASON = '2.5.29.21';
const INVALIDITY_DATE = '2.5.29.24';
const DISTRIBUTION_POINT = '2.5.29.28';

/** Returns the list that `der` is. Throws `DerProblem` for anything else. */
export function parseRevocationList(der: Uint8Array): RevocationList {
  const outer = new Members(expectTag(readDer(der), TAG.sequence));
  const signed = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = wholeBits(outer.take(TAG.bitString));
  outer.end();

  const members = new Members(signed);
  const version = members.takeIf(TAG.integer);
  if (version !== null && smallInteger(version) !== 1) throw new DerProblem('an unknown version');
  if (Buffer.compare(members.take(TAG.sequence).bytes, algorithm.bytes) !== 0) {
    throw new DerProblem('two signature algorithms');
  }
  const issuer = readName(members.take(TAG.sequence));
  const thisUpdate = timeOf(members.takeAny());
  const nextUpdate = members.takeIf(TAG.utcTime) ?? members.takeIf(TAG.generalizedTime);
  const entries = members.takeIf(TAG.sequence);
  const wrapper = members.takeIf(0xa0);
  members.end();
  const extensions = wrapper === null ? new Map<string, Extension>() : collectExtensions(onlyChild(wrapper));
  const { revoked, understood } = readEntries(entries);
  return {
    issuer,
    thisUpdate,
    nextUpdate: nextUpdate === null ? null : timeOf(nextUpdate),
    scope: understood ? scopeOf(extensions) : 'unusable',
    revoked,
    signed: signed.bytes,
    signatureAlgorithm: algorithm.bytes,
    signature,
  };
}

/** An entry with a critical extension that is not processed may mean another certificate than it seems (RFC 5280, section 5.3). */
function readEntries(list: Element | null): {
  readonly revoked: ReadonlyMap<string, number>;
  readonly understood: boolean;
} {
  const revoked = new Map<string, number>();
  let understood = true;
  for (const element of list === null ? [] : childrenOf(list, MOST_ENTRIES)) {
    const members = new Members(expectTag(element, TAG.sequence));
    const serial = Buffer.from(integerBytes(members.take(TAG.integer))).toString('hex');
    const date = timeOf(members.takeAny());
    const more = members.takeIf(TAG.sequence);
    members.end();
    const extensions = more === null ? new Map<string, Extension>() : collectExtensions(more);
    for (const [oid, { critical }] of extensions) understood &&= !critical || oid === REASON || oid === INVALIDITY_DATE;
    const invalid = extensions.get(INVALIDITY_DATE);
    const since = invalid === undefined ? date : Math.min(date, timeOf(readDer(invalid.value)));
    revoked.set(serial, Math.min(since, revoked.get(serial) ?? since));
  }
  return { revoked, understood };
}

function scopeOf(extensions: ReadonlyMap<string, Extension>): RevocationList['scope'] {
  const processed = [NUMBER, OID.authorityKeyIdentifier, DISTRIBUTION_POINT];
  if ([...extensions].some(([oid, { critical }]) => critical && !processed.includes(oid))) return 'unusable';
  const point = extensions.get(DISTRIBUTION_POINT);
  return point === undefined ? 'all' : scopeOfPoint(readDer(point.value));
}

/** IssuingDistributionPoint (RFC 5280, section 5.2.5): a list for some reasons alone, or of other issuers, is not used. */
function scopeOfPoint(point: Element): RevocationList['scope'] {
  let scope: RevocationList['scope'] = 'all';
  for (const element of childrenOf(expectTag(point, TAG.sequence))) {
    if (element.tag === 0xa0) continue;
    const flag = booleanOf({ ...element, tag: TAG.boolean });
    if (!flag) continue;
    if (element.tag === 0x81 && scope === 'all') scope = 'users';
    else if (element.tag === 0x82 && scope === 'all') scope = 'authorities';
    else return 'unusable';
  }
  return scope;
}
