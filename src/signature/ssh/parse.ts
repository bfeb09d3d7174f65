import { Wire, wireString, WireProblem } from './wire.ts';

/** An SSH signature as read (OpenSSH, PROTOCOL.sshsig). */
export interface SshSignature {
  /** The public key in SSH's own form. */
  readonly blob: Uint8Array;
  /** What the signature was made for, such as `file` or `git`. */
  readonly namespace: string;
  readonly hash: 'sha256' | 'sha512';
  readonly algorithm: string;
  readonly signature: Uint8Array;
  /** Returns what was signed of content with the digest `digest`. */
  readonly signedData: (digest: Uint8Array) => Uint8Array;
}

const MAGIC = Buffer.from('SSHSIG', 'latin1');
const VERSION = 1;

/** Returns the signature that `bytes` are. Throws `WireProblem` for everything else. */
export function parseSshSignature(bytes: Uint8Array): SshSignature {
  const wire = new Wire(bytes);
  if (!MAGIC.equals(wire.take(MAGIC.length))) throw new WireProblem('no SSH signature');
  if (wire.uint32() !== VERSION) throw new WireProblem('an unknown version');
  const blob = wire.string();
  const namespace = wire.name();
  const reserved = wire.string();
  const hash = wire.name();
  const inner = new Wire(wire.string());
  wire.end();
  const algorithm = inner.name();
  const signature = inner.string();
  inner.end();
  if (hash !== 'sha256' && hash !== 'sha512') throw new WireProblem('an unknown hash');
  const head = [MAGIC, wireString(Buffer.from(namespace)), wireString(reserved), wireString(Buffer.from(hash))];
  return {
    blob,
    namespace,
    hash,
    algorithm,
    signature,
    signedData: (digest) => Buffer.concat([...head, wireString(digest)]),
  };
}
