import { createHash } from 'node:crypto';
import { parseSha256 } from '../../src/domain/brand.ts';
import type { EvidenceFile } from '../../src/domain/evidence.ts';
import type { Facts, FactsKind } from '../../src/domain/facts.ts';
import { readEvidence, type EvidenceInput } from '../../src/evidence/index.ts';

/** Returns what is read from `content` as the member `path`. */
export function evidenceOf(
  path: string,
  content: string | Uint8Array,
  role: EvidenceInput['role'] = null,
): EvidenceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const sha256 = parseSha256(createHash('sha256').update(bytes).digest('hex'));
  if (sha256 === null) throw new Error('no digest');
  return readEvidence({ path, sha256, size: bytes.length, role, bytes });
}

/** Returns the facts of a file, which must be of `kind`. */
export function factsAs<K extends FactsKind>(file: EvidenceFile, kind: K): Extract<Facts, { readonly kind: K }> {
  if (file.facts.kind !== kind) throw new Error(`${file.path} is ${file.facts.kind}: ${JSON.stringify(file.reading)}`);
  return file.facts as Extract<Facts, { readonly kind: K }>;
}

/** Returns the keys of the notes of a file's reading report. */
export function noteKeys(file: EvidenceFile): readonly string[] {
  return file.reading.notes.map((note) => note.key);
}
