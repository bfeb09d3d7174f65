import type { AnchorKind, TrustAnchor } from '../../domain/signature.ts';
import { minisignKeyText, readMinisignKey } from '../minisign/key.ts';
import { decodeBase64 } from '../pem.ts';
import { readSshKey, sshFingerprint } from '../ssh/key.ts';
import { WireProblem } from '../ssh/wire.ts';
import { bareKeyOf, type BareKey } from './spki.ts';

/** What a file says of an anchor, with the bytes of its kind. */
export interface AnchorMaterial extends Pick<TrustAnchor, 'kind' | 'subject' | 'label' | 'notBefore' | 'notAfter'> {
  readonly bytes: Uint8Array;
}

/** A trust anchor that is a key, with the key in it. */
export interface KeyAnchor {
  readonly anchor: TrustAnchor;
  /** As the anchor's kind writes it. */
  readonly material: Uint8Array;
  readonly key: BareKey;
}

const MINISIGN_COMMENT = /^untrusted comment:/u;
/** Options of authorized keys and allowed signers, such as `namespaces="git"`: limits that would be left out in silence. */
const SSH_TYPE = /^(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{1,80}$/u;

/** Returns the anchors of the given kinds with their keys. One whose bytes are no such key trusts nobody. */
export function keyAnchors(anchors: readonly TrustAnchor[], kinds: readonly AnchorKind[]): readonly KeyAnchor[] {
  return anchors
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((anchor) => {
      const material = new Uint8Array(Buffer.from(anchor.material, 'base64'));
      const key = keyOf(anchor.kind, material);
      return key === null ? [] : [{ anchor, material, key }];
    });
}

/** Returns the material of a key without a validity of its own. */
export function readKeyAnchor(kind: AnchorKind, subject: string, bytes: Uint8Array, label = ''): AnchorMaterial {
  return { kind, subject, label, notBefore: null, notAfter: null, bytes };
}

/**
 * Returns the keys of a text of OpenSSH, minisign or signify; `secret` for a secret key of these, and `null` where anything in it
 * is something else.
 */
export function readKeyLines(text: string): readonly AnchorMaterial[] | 'secret' | null {
  const lines = text
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\n|\r/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', second, ...more] = lines;
  if (MINISIGN_COMMENT.test(first)) return second === undefined || more.length > 0 ? null : minisignLine(second);
  if (lines.length === 1 && !first.includes(' ')) return minisignLine(first);
  const keys: AnchorMaterial[] = [];
  for (const line of lines.filter((one) => !one.startsWith('#'))) {
    const key = sshLine(line);
    if (key === null) return null;
    keys.push(key);
  }
  return keys;
}

function keyOf(kind: AnchorKind, material: Uint8Array): BareKey | null {
  if (kind === 'public-key') return bareKeyOf(material);
  if (kind === 'minisign-key') return readMinisignKey(material)?.key ?? null;
  try {
    return kind === 'ssh-key' ? readSshKey(material).key : null;
  } catch (error) {
    if (error instanceof WireProblem) return null;
    throw error;
  }
}

function minisignLine(line: string): readonly AnchorMaterial[] | 'secret' | null {
  const bytes = decodeBase64(line);
  if (bytes === null) return null;
  const key = readMinisignKey(bytes);
  if (key !== null) return [readKeyAnchor('minisign-key', `${minisignKeyText(key.id)} ${line}`, bytes)];
  // Secret keys of both programs begin with the same two letters and are longer: salt, checksum and key.
  return bytes.length > 100 && Buffer.from(bytes.subarray(0, 2)).toString('latin1') === 'Ed' ? 'secret' : null;
}

/** `type base64 comment`, or with the principals of a file of allowed signers before it. */
function sshLine(line: string): AnchorMaterial | null {
  const words = line.split(/[ \t]+/u);
  const principal = SSH_TYPE.test(words[0] ?? '') ? undefined : words.shift();
  const [type = '', base64 = '', ...comment] = words;
  const blob = SSH_TYPE.test(type) ? decodeBase64(base64) : null;
  if (blob === null) return null;
  try {
    const key = readSshKey(blob);
    if (key.type !== type || key.key === null) return null;
    return readKeyAnchor('ssh-key', `${type} ${sshFingerprint(blob)}`, blob, principal ?? comment.join(' '));
  } catch (error) {
    if (error instanceof WireProblem) return null;
    throw error;
  }
}
