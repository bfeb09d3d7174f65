import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key pair of SSH or minisign with its public key as files hold it. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** The file that a trust anchor is read from. */
  readonly publicFile: Uint8Array;
  /** SSH's key blob, or minisign's 42 bytes. */
  readonly material: Uint8Array;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Returns `bytes` as a string of RFC 4251, section 5. */
export function wireString(bytes: Uint8Array | string): Uint8Array {
  const body = typeof bytes === 'string' ? text(bytes) : bytes;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Returns a new Ed25519 key of SSH. */
export function sshKeyPair(comment = 'jane@example.org'): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const material = Buffer.concat([wireString('ssh-ed25519'), wireString(rawEd25519(publicKey))]);
  return { privateKey, material, publicFile: text(`ssh-ed25519 ${base64(material)} ${comment}\n`) };
}

/** Returns the SSH signature over `content`; `change` replaces what the format says (PROTOCOL.sshsig). */
export function sshSignature(
  content: Uint8Array,
  pair: KeyPair,
  change: Partial<Record<'namespace' | 'hash' | 'magic' | 'algorithm', string>> & { readonly version?: number } = {},
): Uint8Array {
  const { namespace = 'file', hash = 'sha512', magic = 'SSHSIG', algorithm = 'ssh-ed25519', version = 1 } = change;
  const digest = createHash(hash === 'sha256' ? 'sha256' : 'sha512')
    .update(content)
    .digest();
  const head = [wireString(namespace), wireString(''), wireString(hash)];
  const signed = sign(null, Buffer.concat([text(magic), ...head, wireString(digest)]), pair.privateKey);
  const inner = wireString(Buffer.concat([wireString(algorithm), wireString(signed)]));
  return Buffer.concat([text(magic), Uint8Array.of(0, 0, 0, version), wireString(pair.material), ...head, inner]);
}

/** Returns an SSH signature in the form of its files. */
export function sshArmour(signature: Uint8Array): Uint8Array {
  const lines = base64(signature).match(/.{1,70}/gu) ?? [];
  return text(['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n'));
}

/** Returns a new key of minisign whose eight bytes of name are `id` each. */
export function minisignKeyPair(id = 7): KeyPair & { readonly id: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const name = new Uint8Array(8).fill(id);
  const material = Buffer.concat([text('Ed'), name, rawEd25519(publicKey)]);
  const publicFile = text(`untrusted comment: minisign public key\n${base64(material)}\n`);
  return { privateKey, material, publicFile, id: name };
}

/** Returns a signature of minisign over `content`: `Ed` signs it, `ED` its BLAKE2b-512. Without comment it is one of signify. */
export function minisignSignature(
  content: Uint8Array,
  pair: ReturnType<typeof minisignKeyPair>,
  { algorithm = 'ED', comment = 'timestamp:1735689600\tfile:release.yaml' as string | null } = {},
): Uint8Array {
  const data = algorithm === 'ED' ? createHash('blake2b512').update(content).digest() : content;
  const signed = sign(null, data, pair.privateKey);
  const lines = ['untrusted comment: signature', base64(Buffer.concat([text(algorithm), pair.id, signed]))];
  if (comment !== null) {
    const global = sign(null, Buffer.concat([signed, text(comment)]), pair.privateKey);
    lines.push(`trusted comment: ${comment}`, base64(global));
  }
  return text(`${lines.join('\n')}\n`);
}

function rawEd25519(key: KeyObject): Uint8Array {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
