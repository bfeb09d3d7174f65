import { createHash } from 'node:crypto';
import type { EvidenceContent } from '../../src/contract/contract.ts';
import { tolerateDamage } from '../../src/archive/index.ts';
import { parseSha256 } from '../../src/domain/brand.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { Inspection } from '../inspection/index.ts';
import { Problem } from '../files/problem.ts';

const MOST_TEXT = 8 * 1024 * 1024;
const MOST_HEX = 1024 * 1024;

/**
 * Returns the beginning of the member `path` for showing. The whole member is read and hashed again: what is shown is what was
 * verified, else `ARCHIVE_CHANGED`. Text is what decodes as UTF-8 and holds no NUL; anything else is given as base64.
 */
export async function readMember(inspection: Inspection, path: string): Promise<EvidenceContent> {
  const known = inspection.verification.integrity.members.find((member) => member.path === path);
  if (known === undefined) throw new Problem('MEMBER_UNKNOWN', { path });
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of tolerateDamage(inspection.archive).stream(path)) {
    hash.update(chunk);
    if (size < MOST_TEXT) kept.push(chunk.slice(0, MOST_TEXT - size));
    size += chunk.byteLength;
  }
  const sha256 = parseSha256(hash.digest('hex'));
  if (sha256 === null || sha256 !== known.sha256) throw new Refusal('ARCHIVE_CHANGED', path);
  const start = Buffer.concat(kept);
  const text = decode(start, size > start.byteLength);
  const content = text ?? start.subarray(0, MOST_HEX).toString('base64');
  const shown = text === null ? Math.min(start.byteLength, MOST_HEX) : start.byteLength;
  return { path, size, sha256, form: text === null ? 'hex' : 'text', content, truncated: shown < size };
}

function decode(bytes: Uint8Array, cut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    // In a beginning that was cut, the last character may be torn; `stream` leaves it out instead of failing on it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}
