import { createHash } from 'node:crypto';
import { tolerateDamage } from '../../src/archive/index.ts';
import { parseSha256, type Sha256 } from '../../src/domain/brand.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { Problem } from '../files/problem.ts';
import type { Inspection } from '../inspection/index.ts';

/** The beginning of a member. `cut`: it goes on. */
export interface MemberBytes {
  readonly bytes: Buffer;
  readonly size: number;
  readonly sha256: Sha256;
  readonly cut: boolean;
}

/**
 * Returns the first `most` bytes of the member `path`. The whole member is read and hashed again: what is shown is what was verified,
 * else `ARCHIVE_CHANGED`. Throws `MEMBER_UNKNOWN`.
 */
export async function memberBytes(inspection: Inspection, path: string, most: number): Promise<MemberBytes> {
  const known = inspection.verification.integrity.members.find((member) => member.path === path);
  if (known === undefined) throw new Problem('MEMBER_UNKNOWN', { path });
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of tolerateDamage(inspection.archive).stream(path)) {
    hash.update(chunk);
    if (size < most) kept.push(chunk.slice(0, most - size));
    size += chunk.byteLength;
  }
  const sha256 = parseSha256(hash.digest('hex'));
  if (sha256 === null || sha256 !== known.sha256) throw new Refusal('ARCHIVE_CHANGED', path);
  const bytes = Buffer.concat(kept);
  return { bytes, size, sha256, cut: size > bytes.byteLength };
}

/** Returns the text of a member without NUL; `null` where it is none. */
export function textOf({ bytes, cut }: MemberBytes): string | null {
  if (bytes.includes(0)) return null;
  try {
    // In a beginning that was cut, the last character may be torn; `stream` leaves it out instead of failing on it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}
