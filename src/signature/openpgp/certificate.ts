import { readKeyPacket, type PgpKey } from './key-packet.ts';
import { PACKET, PgpProblem, readPackets, type Packet } from './packets.ts';
import { PgpVersion, readSignaturePacket, type PgpSignature } from './signature-packet.ts';

/** A public key with everything that it says of itself (RFC 9580, section 10.1). */
export interface PgpCertificate {
  readonly primary: PgpKey;
  readonly own: readonly PgpSignature[];
  readonly users: readonly {
    readonly id: string;
    readonly hashed: Uint8Array;
    readonly signatures: readonly PgpSignature[];
  }[];
  readonly subkeys: readonly { readonly key: PgpKey; readonly signatures: readonly PgpSignature[] }[];
  /** The packets as they stand. */
  readonly bytes: Uint8Array;
}

/** Types that say nothing of signing, and are passed over (RFC 9580, sections 5.8, 5.10, 5.12, 5.14). */
const PASSED_OVER: readonly number[] = [PACKET.marker, PACKET.trust, PACKET.padding];

/**
 * Returns the keys that `bytes` hold, one after the other; `secret` where a secret key is among them. Throws {@link PgpProblem} for
 * everything else, and {@link PgpVersion} for a primary key of another version.
 */
export function readPgpCertificates(bytes: Uint8Array): readonly PgpCertificate[] | 'secret' {
  const packets = readPackets(bytes).filter(({ type }) => !PASSED_OVER.includes(type));
  if (packets.some(({ type }) => type === PACKET.secretKey || type === PACKET.secretSubkey)) return 'secret';
  const starts = packets.flatMap(({ type }, index) => (type === PACKET.publicKey ? [index] : []));
  if (starts[0] !== 0) throw new PgpProblem('no public key');
  return starts.map((start, index) => readOne(packets.slice(start, starts[index + 1])));
}

function readOne(packets: readonly Packet[]): PgpCertificate {
  const [first, ...rest] = packets;
  if (first === undefined) throw new PgpProblem('no public key');
  const own: PgpSignature[] = [];
  const users: { id: string; hashed: Uint8Array; signatures: PgpSignature[] }[] = [];
  const subkeys: { key: PgpKey; signatures: PgpSignature[] }[] = [];
  let target: PgpSignature[] | null = own;
  for (const { type, body } of rest) {
    if (type === PACKET.signature) {
      const signature = signatureOrNull(body);
      if (signature !== null) target?.push(signature);
    } else if (type === PACKET.userId || type === PACKET.userAttribute) {
      const id = Buffer.from(body).toString('utf8');
      const user = { id, hashed: hashedUser(type, body), signatures: [] };
      if (type === PACKET.userId) users.push(user);
      target = user.signatures;
    } else if (type === PACKET.publicSubkey) {
      const subkey = keyOrNull(body);
      target = subkey === null ? null : [];
      if (subkey !== null && target !== null) subkeys.push({ key: subkey, signatures: target });
    } else {
      throw new PgpProblem('an unknown packet');
    }
  }
  return { primary: readKeyPacket(first.body), own, users, subkeys, bytes: join(packets) };
}

function hashedUser(type: number, body: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([Uint8Array.of(type === PACKET.userId ? 0xb4 : 0xd1), length, body]);
}

/** A subkey or signature of a version that is not read says nothing here; the others still do. */
function keyOrNull(body: Uint8Array): PgpKey | null {
  try {
    return readKeyPacket(body);
  } catch (error) {
    if (error instanceof PgpVersion) return null;
    throw error;
  }
}

function signatureOrNull(body: Uint8Array): PgpSignature | null {
  try {
    return readSignaturePacket(body);
  } catch (error) {
    if (error instanceof PgpVersion) return null;
    throw error;
  }
}

/** Returns the packets in the new form with lengths of five bytes. */
function join(packets: readonly Packet[]): Uint8Array {
  return Buffer.concat(
    packets.flatMap(({ type, body }) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      return [Uint8Array.of(0xc0 | type, 0xff), length, body];
    }),
  );
}
