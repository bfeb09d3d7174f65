import { createHash } from 'node:crypto';
import { bareKeyFrom, ed25519Key, type BareKey } from '../keys/spki.ts';
import { Wire, WireProblem } from './wire.ts';

/** A public key in SSH's own form (RFC 4253, section 6.6; RFC 5656; RFC 8709). */
export interface SshKey {
  readonly type: string;
  /** `null` for a type that is not verified here, such as a key on a security token or a certificate of SSH's own. */
  readonly key: BareKey | null;
}

const CURVES: ReadonlyMap<string, { readonly curve: string; readonly crv: string; readonly size: number }> = new Map([
  ['ecdsa-sha2-nistp256', { curve: 'nistp256', crv: 'P-256', size: 32 }],
  ['ecdsa-sha2-nistp384', { curve: 'nistp384', crv: 'P-384', size: 48 }],
  ['ecdsa-sha2-nistp521', { curve: 'nistp521', crv: 'P-521', size: 66 }],
]);
const ED25519_LENGTH = 32;
const UNCOMPRESSED = 4;

/** Returns the key that `blob` is. Throws `WireProblem` for everything else. */
export function readSshKey(blob: Uint8Array): SshKey {
  const wire = new Wire(blob);
  const type = wire.name();
  const curve = CURVES.get(type);
  if (type === 'ssh-ed25519') return whole(wire, type, ed25519Key(exactly(wire.string(), ED25519_LENGTH)));
  if (type === 'ssh-rsa') {
    const e = base64url(wire.positive());
    return whole(wire, type, bareKeyFrom({ kty: 'RSA', e, n: base64url(wire.positive()) }));
  }
  if (curve === undefined) return { type, key: null };
  if (wire.name() !== curve.curve) throw new WireProblem('another curve');
  const point = exactly(wire.string(), 1 + 2 * curve.size);
  if (point[0] !== UNCOMPRESSED) throw new WireProblem('no uncompressed point');
  const x = base64url(point.subarray(1, 1 + curve.size));
  return whole(wire, type, bareKeyFrom({ kty: 'EC', crv: curve.crv, x, y: base64url(point.subarray(1 + curve.size)) }));
}

/** Returns the fingerprint as SSH's own programs print it: `SHA256:` and base64 without padding. */
export function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '')}`;
}

function whole(wire: Wire, type: string, key: BareKey | null): SshKey {
  wire.end();
  if (key === null) throw new WireProblem('no key');
  return { type, key };
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new WireProblem('another length');
  return bytes;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
