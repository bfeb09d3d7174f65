import { failed, indeterminate, type Finding } from '../checks.ts';
import type { Digest } from '../algorithms.ts';
import type { MemberLookup } from '../members.ts';
import { listOf, objectOf, strictJson, textOf } from '../strict-json.ts';

/** An in-toto statement as read (in-toto attestation framework, versions 0.1 and 1). */
export interface Statement {
  readonly subjects: readonly Subject[];
  readonly predicateType: string;
  /** Who built it, as SLSA provenance (0.1, 0.2, 1.x) says; `null` where it is none or does not say. */
  readonly builder: string | null;
}

export interface Subject {
  readonly name: string;
  /** Lower-case hexadecimal by the digest's name. */
  readonly digests: ReadonlyMap<string, string>;
}

/** What a statement turns out to be about. */
export interface Bound {
  readonly covers: readonly string[];
  /** `null` where it is about files of the archive, unchanged. */
  readonly finding: Finding | null;
}

export const IN_TOTO = 'application/vnd.in-toto+json';

const TYPES: readonly string[] = ['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'];
const MOST_SUBJECTS = 100_000;
const STRONG: readonly Digest[] = ['sha256', 'sha384', 'sha512'];

/** Returns the statement that the payload of an envelope is, or `null` for everything else. */
export function readStatement(payload: Uint8Array): Statement | null {
  const object = objectOf(strictJson(payload));
  const predicateType = textOf(object?.['predicateType']);
  const listed = listOf(object?.['subject']);
  if (object === null || predicateType === null || listed === null) return null;
  if (!TYPES.includes(textOf(object['_type']) ?? '') || listed.length === 0 || listed.length > MOST_SUBJECTS)
    return null;
  const subjects = listed.map(readSubject).filter((subject) => subject !== null);
  if (subjects.length !== listed.length) return null;
  const predicate = objectOf(object['predicate']);
  const builder = objectOf(predicate?.['builder']) ?? objectOf(objectOf(predicate?.['runDetails'])?.['builder']);
  return { subjects, predicateType, builder: textOf(builder?.['id']) };
}

function readSubject(value: unknown): Subject | null {
  const object = objectOf(value);
  const digests = objectOf(object?.['digest']);
  if (object === null || digests === null) return null;
  const entries = Object.entries(digests);
  if (entries.length === 0 || entries.some(([, digest]) => !/^[0-9a-f]{2,256}$/u.test(textOf(digest) ?? '')))
    return null;
  return {
    name: textOf(object['name']) ?? '',
    digests: new Map(entries.map(([name, digest]) => [name, String(digest)])),
  };
}

/**
 * Returns which members a statement is about. A subject is a member by its strong digest, whatever it is called; one that bears a member's
 * path and another digest tells that the member was changed. A statement about nothing in the archive is about something else.
 */
export async function bindSubjects({ subjects }: Statement, members: MemberLookup): Promise<Bound> {
  const covers = new Set<string>();
  let unknown = false;
  for (const { name, digests } of subjects) {
    const found = members.bySha256(digests.get('sha256') ?? '');
    found.forEach((path) => covers.add(path));
    if (found.length > 0) continue;
    const named = name === '' ? null : members.at(name);
    const algorithm = STRONG.find((digest) => digests.has(digest));
    if (algorithm === undefined) unknown = true;
    if (named === null || algorithm === undefined) continue;
    const actual = Buffer.from(await named.digest(algorithm)).toString('hex');
    if (actual !== digests.get(algorithm)) {
      return { covers: [name], finding: failed('HASH_FAILURE', 'STATEMENT_SUBJECT_CHANGED', { content: name }) };
    }
    covers.add(name);
  }
  if (covers.size > 0) return { covers: [...covers], finding: null };
  if (unknown) {
    const names = [...(subjects[0]?.digests.keys() ?? [])].join(', ');
    return {
      covers: [],
      finding: indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', {
        algorithm: names,
        where: 'signature',
        certificate: '',
      }),
    };
  }
  const values = { count: subjects.length, first: subjects[0]?.name ?? '' };
  return { covers: [], finding: failed('HASH_FAILURE', 'STATEMENT_ABOUT_OTHERS', values) };
}

/** Returns what kind of statement it is and who built it, for people. */
export function statementText({ predicateType, builder }: Statement): string {
  return builder === null ? predicateType : `${predicateType} – ${builder}`;
}
