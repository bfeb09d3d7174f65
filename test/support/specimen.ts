import type { EvidenceInput } from '../../src/evidence/index.ts';

/** One well-formed file of a format that is read. */
export interface Specimen {
  readonly name: string;
  readonly path: string;
  readonly role: EvidenceInput['role'];
  readonly kind: string;
  readonly content: string | Uint8Array;
}
