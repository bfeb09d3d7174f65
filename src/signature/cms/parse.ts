import { DerProblem, childrenOf, expectTag, Members, readDer, TAG, type Element } from '../der/read.ts';
import { integerBytes, oidOf, smallInteger } from '../der/values.ts';
import { OID } from '../oids.ts';
import { readName } from '../x509/name.ts';

/** CMS SignedData as read (RFC 5652, section 5.1). */
export interface SignedData {
  readonly contentType: string;
  /** The content where it is inside, `null` for a detached signature. */
  readonly encapsulated: Uint8Array | null;
  /** DER of each X.509 certificate; other kinds of certificates are passed over. */
  readonly certificates: readonly Uint8Array[];
  /** DER of each revocation list and OCSP response that came with it (RFC 5940). */
  readonly revocation: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

/** How a SignerInfo names its certificate. */
export type SignerIdentifier =
  | { readonly kind: 'issuer-serial'; readonly issuerKey: string; readonly serial: string }
  | { readonly kind: 'key-identifier'; readonly identifier: string };

export interface SignerInfo {
  readonly identifier: SignerIdentifier;
  readonly digestAlgorithm: Element;
  readonly signatureAlgorithm: Element;
  readonly signature: Uint8Array;
  /** `null` where the signer signed the content itself. */
  readonly attributes: SignedAttributes | null;
  /** What was added after signing, which nothing protects; `null` where there is nothing. */
  readonly unsigned: Element | null;
}

export interface SignedAttributes {
  /** What was signed: the bytes in the file with the tag of a SET (RFC 5652, section 5.4). */
  readonly signed: Uint8Array;
  readonly list: readonly Attribute[];
}

export interface Attribute {
  readonly oid: string;
  readonly values: readonly Element[];
}

/** Most signers of one signature that are judged; more are an attack on time. */
const MOST_SIGNERS = 32;
const MOST_CERTIFICATES = 256;

/** Returns the SignedData that `der` is. Throws `DerProblem` for everything else. */
export function parseSignedData(der: Uint8Array): SignedData {
  const contentInfo = new Members(expectTag(readDer(der), TAG.sequence));
  if (oidOf(contentInfo.take(TAG.objectIdentifier)) !== OID.signedData) throw new DerProblem('not SignedData');
  const [body, ...more] = childrenOf(contentInfo.take(0xa0));
  contentInfo.end();
  if (more.length > 0) throw new DerProblem('more than one content');

  const members = new Members(expectTag(body, TAG.sequence));
  expectVersion(members, [1, 3, 4, 5]);
  const digests = childrenOf(members.take(TAG.set)).map(algorithmOid);
  const { contentType, encapsulated } = readContent(members.take(TAG.sequence));
  const certificates = members.takeIf(0xa0);
  const revocation = members.takeIf(0xa1);
  const elements = childrenOf(members.take(TAG.set));
  members.end();
  if (elements.length === 0 || elements.length > MOST_SIGNERS) throw new DerProblem('no signer, or too many');
  const signers = elements.map(readSigner);
  const unlisted = signers.some(({ digestAlgorithm }) => !digests.includes(algorithmOid(digestAlgorithm)));
  if (unlisted) throw new DerProblem('a digest that the list of digests does not name');
  return {
    contentType,
    encapsulated,
    certificates: certificates === null ? [] : readCertificates(certificates),
    revocation: revocation === null ? [] : readRevocationInfo(revocation),
    signers,
  };
}

function expectVersion(members: Members, versions: readonly number[]): void {
  if (!versions.includes(smallInteger(members.take(TAG.integer)))) throw new DerProblem('an unknown version');
}

function algorithmOid(element: Element): string {
  return oidOf(childrenOf(expectTag(element, TAG.sequence))[0]);
}

function readContent(element: Element): { readonly contentType: string; readonly encapsulated: Uint8Array | null } {
  const members = new Members(element);
  const contentType = oidOf(members.take(TAG.objectIdentifier));
  const wrapper = members.takeIf(0xa0);
  members.end();
  if (wrapper === null) return { contentType, encapsulated: null };
  const [content, ...more] = childrenOf(wrapper);
  if (more.length > 0) throw new DerProblem('more than one encapsulated content');
  return { contentType, encapsulated: expectTag(content, TAG.octetString).content };
}

function readCertificates(set: Element): readonly Uint8Array[] {
  const all = childrenOf(set);
  if (all.length > MOST_CERTIFICATES) throw new DerProblem('too many certificates');
  return all.filter(({ tag }) => tag === TAG.sequence).map(({ bytes }) => bytes);
}

/** RevocationInfoChoice: a revocation list, or another format with its identifier. */
function readRevocationInfo(set: Element): readonly Uint8Array[] {
  return childrenOf(set).flatMap((element) => {
    if (element.tag === TAG.sequence) return [element.bytes];
    const [format, info] = element.tag === 0xa1 ? childrenOf(element) : [];
    return info !== undefined && oidOf(format) === OID.ocspResponse ? [info.bytes] : [];
  });
}

function readSigner(element: Element): SignerInfo {
  const members = new Members(expectTag(element, TAG.sequence));
  expectVersion(members, [1, 3]);
  const identifier = readIdentifier(members);
  const digestAlgorithm = members.take(TAG.sequence);
  const attributes = members.takeIf(0xa0);
  const signatureAlgorithm = members.take(TAG.sequence);
  const signature = members.take(TAG.octetString).content;
  const unsigned = members.takeIf(0xa1);
  members.end();
  return {
    identifier,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    attributes: attributes === null ? null : readAttributes(attributes),
    unsigned,
  };
}

function readIdentifier(members: Members): SignerIdentifier {
  const keyIdentifier = members.takeIf(0x80);
  if (keyIdentifier !== null) {
    return { kind: 'key-identifier', identifier: Buffer.from(keyIdentifier.content).toString('hex') };
  }
  const pair = new Members(members.take(TAG.sequence));
  const issuer = readName(pair.take(TAG.sequence));
  const serial = Buffer.from(integerBytes(pair.take(TAG.integer))).toString('hex');
  pair.end();
  return { kind: 'issuer-serial', issuerKey: issuer.key, serial };
}

function readAttributes(element: Element): SignedAttributes {
  const items = childrenOf(element);
  const sorted = items.every(({ bytes }, index) => {
    const before = items[index - 1];
    return before === undefined || Buffer.compare(before.bytes, bytes) <= 0;
  });
  // RFC 5652, section 5.3: the signed attributes are DER even where nothing else is.
  if (!sorted) throw new DerProblem('signed attributes out of order');
  const signed = element.bytes.slice();
  signed[0] = TAG.set;
  return { signed, list: items.map(readAttribute) };
}

/** Returns the values of the unsigned attribute `oid` as DER. Throws `DerProblem` for attributes that are broken. */
export function unsignedValues({ unsigned }: SignerInfo, oid: string): readonly Uint8Array[] {
  const attributes = unsigned === null ? [] : childrenOf(unsigned).map(readAttribute);
  return attributes.filter((one) => one.oid === oid).flatMap(({ values }) => values.map(({ bytes }) => bytes));
}

function readAttribute(element: Element): Attribute {
  const members = new Members(expectTag(element, TAG.sequence));
  const oid = oidOf(members.take(TAG.objectIdentifier));
  const values = childrenOf(members.take(TAG.set));
  members.end();
  return { oid, values };
}
