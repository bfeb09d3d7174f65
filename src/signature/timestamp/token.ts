import { readDigestAlgorithm, type Digest, type Known } from '../algorithms.ts';
import { parseSignedData, type SignedData } from '../cms/parse.ts';
import { childrenOf, DerProblem, expectTag, Members, readDer, TAG, type Element } from '../der/read.ts';
import { integerBytes, oidOf, smallInteger, timeOf } from '../der/values.ts';
import { OID } from '../oids.ts';

/** A timestamp token as read (RFC 3161, section 2.4.2). */
export interface TimestampToken {
  readonly data: SignedData;
  /** The TSTInfo that the authority signed. */
  readonly info: Uint8Array;
  readonly imprint: { readonly algorithm: Known<Digest>; readonly digest: Uint8Array };
  /** Milliseconds since 1970: the latest instant that the token may mean, which is its time and its inaccuracy. */
  readonly time: number;
}

const GRANTED = [0, 1];

/** Returns the token that `der` is, or that a response of an authority holds. Throws `DerProblem` for everything else. */
export function parseTimestamp(der: Uint8Array): TimestampToken {
  const data = parseSignedData(tokenOf(der));
  if (data.contentType !== OID.timestampInfo || data.encapsulated === null) throw new DerProblem('no timestamp');
  // Exactly one authority signs (RFC 3161, section 2.4.2).
  if (data.signers.length !== 1) throw new DerProblem('more than one signer');
  return { data, info: data.encapsulated, ...readInfo(readDer(data.encapsulated)) };
}

function tokenOf(der: Uint8Array): Uint8Array {
  const outer = expectTag(readDer(der), TAG.sequence);
  if (childrenOf(outer)[0]?.tag !== TAG.sequence) return der;
  const members = new Members(outer);
  const status = smallInteger(childrenOf(members.take(TAG.sequence))[0]);
  if (!GRANTED.includes(status)) throw new DerProblem('a response without timestamp');
  const token = members.take(TAG.sequence);
  members.end();
  return token.bytes;
}

function readInfo(info: Element): Pick<TimestampToken, 'imprint' | 'time'> {
  const members = new Members(expectTag(info, TAG.sequence));
  if (smallInteger(members.take(TAG.integer)) !== 1) throw new DerProblem('an unknown version');
  oidOf(members.take(TAG.objectIdentifier));
  const imprint = new Members(members.take(TAG.sequence));
  const algorithm = readDigestAlgorithm(imprint.take(TAG.sequence));
  const digest = imprint.take(TAG.octetString).content;
  imprint.end();
  integerBytes(members.take(TAG.integer));
  const time = fineTime(members.take(TAG.generalizedTime));
  const accuracy = members.takeIf(TAG.sequence);
  members.takeIf(TAG.boolean);
  members.takeIf(TAG.integer);
  members.takeIf(0xa0);
  const extensions = members.takeIf(0xa1);
  members.end();
  if (extensions !== null) refuseCritical(extensions);
  return { imprint: { algorithm, digest }, time: time + inaccuracy(accuracy) };
}

/** A time to the second or finer, without zeros at the end (RFC 3161, section 2.4.2). */
function fineTime(element: Element): number {
  const text = Buffer.from(element.content).toString('latin1');
  const fraction = /^\d{14}\.(\d{0,8}[1-9])Z$/u.exec(text)?.[1];
  if (fraction === undefined) return timeOf(element);
  const whole = Buffer.from(text.replace(/\.\d+Z$/u, 'Z'), 'latin1');
  return timeOf({ ...element, content: whole }) + Math.ceil(Number(`0.${fraction}`) * 1000);
}

/** Accuracy ::= SEQUENCE { seconds, millis [0], micros [1] }, in milliseconds, rounded up. */
function inaccuracy(element: Element | null): number {
  if (element === null) return 0;
  const members = new Members(element);
  const part = (tag: number): number => {
    const found = members.takeIf(tag);
    return found === null ? 0 : smallInteger({ ...found, tag: TAG.integer });
  };
  const milliseconds = part(TAG.integer) * 1000 + part(0x80) + Math.ceil(part(0x81) / 1000);
  members.end();
  return milliseconds;
}

function refuseCritical(list: Element): void {
  for (const extension of childrenOf(list)) {
    if (childrenOf(extension)[1]?.tag === TAG.boolean) throw new DerProblem('a critical extension');
  }
}
