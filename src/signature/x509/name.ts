import { visible } from '../../domain/visible.ts';
import { childrenOf, expectTag, Members, TAG, type Element } from '../der/read.ts';
import { oidOf } from '../der/values.ts';
import { OID } from '../oids.ts';

/** A distinguished name: its bytes, and what they say. */
export interface Name {
  readonly der: Uint8Array;
  /** RFC 4514 order, hidden characters made visible: for people. */
  readonly text: string;
  /** The common name where there is one, else the whole text. */
  readonly short: string;
  /** Equal for names that RFC 5280, section 7.1, calls equal. */
  readonly key: string;
  /** One such key a relative name, from the top. */
  readonly parts: readonly string[];
  /** Mail addresses that stand in the name itself. */
  readonly mails: readonly string[];
}

interface NamePart {
  readonly oid: string;
  readonly text: string | null;
  readonly der: Uint8Array;
}

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  [OID.commonName, 'CN'],
  [OID.organization, 'O'],
  [OID.organizationalUnit, 'OU'],
  [OID.country, 'C'],
  [OID.locality, 'L'],
  [OID.state, 'ST'],
  [OID.serialNumber, 'serialNumber'],
  [OID.emailAddress, 'emailAddress'],
  [OID.domainComponent, 'DC'],
]);

/** Returns the name that `element` holds. Throws `DerProblem`. */
export function readName(element: Element): Name {
  const relative = childrenOf(expectTag(element, TAG.sequence)).map((set) => {
    const parts = childrenOf(expectTag(set, TAG.set)).map(readPart);
    return { text: parts.map(partText).join('+'), key: parts.map(partKey).sort().join('+'), parts };
  });
  const text = relative
    .map((one) => one.text)
    .reverse()
    .join(',');
  const commonName = relative.flatMap(({ parts }) => parts).findLast(({ oid }) => oid === OID.commonName)?.text ?? '';
  const shown = visible(text);
  return {
    der: element.bytes,
    text: shown,
    short: commonName.trim() === '' ? shown : visible(commonName),
    key: JSON.stringify(relative.map(({ key }) => key)),
    parts: relative.map(({ key }) => key),
    mails: relative
      .flatMap(({ parts }) => parts)
      .flatMap(({ oid, text: mail }) => (oid === OID.emailAddress && mail !== null ? [mail] : [])),
  };
}

function readPart(element: Element): NamePart {
  const members = new Members(expectTag(element, TAG.sequence));
  const oid = oidOf(members.take(TAG.objectIdentifier));
  const value = members.takeAny();
  members.end();
  return { oid, text: value === null ? null : stringOf(value), der: value?.bytes ?? new Uint8Array(0) };
}

/** Returns the text of a directory string; `null` for anything else, or for bytes that are not text in that encoding. */
function stringOf(value: Element): string | null {
  const bytes = Buffer.from(value.content);
  switch (value.tag) {
    case 0x0c:
      return decode('utf-8', value.content);
    case 0x13: // PrintableString
    case 0x16: // IA5String
    case 0x14: // TeletexString, in practice Latin-1
      return bytes.toString('latin1');
    case 0x1e: // BMPString
      return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : null;
    default:
      return null;
  }
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function partText({ oid, text, der }: NamePart): string {
  const name = SHORT_NAMES.get(oid) ?? oid;
  if (text === null) return `${name}=#${Buffer.from(der).toString('hex')}`;
  const escaped = text.replace(/[\\,+"<>;]/gu, '\\$&').replace(/^[ #]| $/gu, '\\$&');
  return `${name}=${escaped}`;
}

function partKey({ oid, text, der }: NamePart): string {
  if (text === null) return `${oid}#${Buffer.from(der).toString('hex')}`;
  const folded = text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
  return `${oid}=${JSON.stringify(folded)}`;
}
