import { childrenOf, DerProblem, type Element, expectTag, Members, onlyChild, readDer, TAG } from '../der/read.ts';
import { integerBytes, oidOf, timeOf, wholeBits } from '../der/values.ts';
import { OID } from '../oids.ts';
import { collectExtensions } from '../x509/extensions.ts';

/** A basic OCSP response as read (RFC 6960, section 4.2). Times are milliseconds since 1970. */
export interface OcspResponse {
  /** How the responder names itself: its name, or the SHA-1 of its key. */
  readonly responder:
    { readonly kind: 'name'; readonly der: Uint8Array } | { readonly kind: 'key'; readonly sha1: Uint8Array };
  readonly producedAt: number;
  readonly answers: readonly OcspAnswer[];
  /** DER of the certificates that came with it. */
  readonly certificates: readonly Uint8Array[];
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a response says of one certificate. */
export interface OcspAnswer {
  /** The digest that names the issuer. It tells which certificate is meant and proves nothing, so that SHA-1 may stand. */
  readonly digest: 'sha1' | 'sha256' | 'sha384' | 'sha512' | null;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: string;
  /** Since when it is revoked; `good`, `unknown`. */
  readonly status: 'good' | 'unknown' | { readonly revokedAt: number };
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
}

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const ENUMERATED = 0x0a;
const DIGESTS = new Map([
  [OID.sha1, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
] as const);

/** Returns the response that `der` is. Throws `DerProblem` for anything else, also for one that only says that it failed. */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  const outer = new Members(expectTag(readDer(der), TAG.sequence));
  const status = outer.take(ENUMERATED).content;
  if (status.length !== 1 || status[0] !== 0) throw new DerProblem('no successful response');
  const typed = new Members(onlyChild(outer.take(0xa0)));
  outer.end();
  if (oidOf(typed.take(TAG.objectIdentifier)) !== BASIC) throw new DerProblem('an unknown kind of response');
  const basic = new Members(expectTag(readDer(typed.take(TAG.octetString).content), TAG.sequence));
  typed.end();
  const signed = basic.take(TAG.sequence);
  const signatureAlgorithm = basic.take(TAG.sequence).bytes;
  const signature = wholeBits(basic.take(TAG.bitString));
  const certificates = basic.takeIf(0xa0);
  basic.end();
  return {
    ...readData(signed),
    certificates: certificates === null ? [] : childrenOf(onlyChild(certificates)).map(({ bytes }) => bytes),
    signed: signed.bytes,
    signatureAlgorithm,
    signature,
  };
}

function readData(data: Element): Pick<OcspResponse, 'responder' | 'producedAt' | 'answers'> {
  const members = new Members(data);
  members.takeIf(0xa0);
  const byName = members.takeIf(0xa1);
  const byKey = byName === null ? members.take(0xa2) : null;
  const producedAt = timeOf(members.take(TAG.generalizedTime));
  const answers = childrenOf(members.take(TAG.sequence)).map(readAnswer);
  const extensions = members.takeIf(0xa1);
  members.end();
  if (extensions !== null) refuseCritical(onlyChild(extensions));
  const responder: OcspResponse['responder'] =
    byKey === null
      ? { kind: 'name', der: onlyChild(expectTag(byName ?? undefined, 0xa1)).bytes }
      : { kind: 'key', sha1: expectTag(onlyChild(byKey), TAG.octetString).content };
  return { responder, producedAt, answers };
}

function readAnswer(element: Element): OcspAnswer {
  const members = new Members(expectTag(element, TAG.sequence));
  const named = new Members(members.take(TAG.sequence));
  const algorithm = oidOf(childrenOf(named.take(TAG.sequence))[0]);
  const issuerNameHash = named.take(TAG.octetString).content;
  const issuerKeyHash = named.take(TAG.octetString).content;
  const serial = Buffer.from(integerBytes(named.take(TAG.integer))).toString('hex');
  named.end();
  const status = readStatus(members.takeAny());
  const thisUpdate = timeOf(members.take(TAG.generalizedTime));
  const nextUpdate = members.takeIf(0xa0);
  const extensions = members.takeIf(0xa1);
  members.end();
  if (extensions !== null) refuseCritical(onlyChild(extensions));
  return {
    digest: [...DIGESTS].find(([oid]) => oid === algorithm)?.[1] ?? null,
    issuerNameHash,
    issuerKeyHash,
    serial,
    status,
    thisUpdate,
    nextUpdate: nextUpdate === null ? null : timeOf(onlyChild(nextUpdate)),
  };
}

function readStatus(element: Element | null): OcspAnswer['status'] {
  if (element?.tag === 0x80) return 'good';
  if (element?.tag === 0x82) return 'unknown';
  if (element?.tag !== 0xa1) throw new DerProblem('an unknown status');
  return { revokedAt: timeOf(new Members(element).take(TAG.generalizedTime)) };
}

function refuseCritical(list: Element): void {
  for (const { critical } of collectExtensions(list).values()) {
    if (critical) throw new DerProblem('a critical extension that is not processed');
  }
}
