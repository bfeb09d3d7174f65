import { basename } from 'node:path';
import { z } from 'zod';
import { trustAnchorSchema } from '../../src/contract/schemas.ts';
import type { AnchorWords, TrustAnchor } from '../../src/domain/signature.ts';
import { writeAtomically } from './atomic-write.ts';
import { Problem } from './problem.ts';
import { readBounded } from './read-bounded.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ANCHORS = 10_000;
const NAME = 'trust.json';

const storeSchema = z.strictObject({
  schema: z.literal('countersign/trust@2'),
  anchors: z.array(trustAnchorSchema).max(MOST_ANCHORS),
});

/** The first form of the file knew certificates alone. */
const certificateSchema = trustAnchorSchema
  .omit({ kind: true, label: true, material: true, note: true, roles: true, manufacturer: true, expires: true })
  .extend({ certificate: z.string() })
  .transform(({ certificate, ...anchor }) => ({
    ...anchor,
    kind: 'certificate' as const,
    label: '',
    material: certificate,
    note: '',
    roles: [],
    manufacturer: null,
    expires: null,
  }));
const firstSchema = z.strictObject({
  schema: z.literal('countersign/trust@1'),
  anchors: z.array(certificateSchema).max(MOST_ANCHORS),
});

/** The trust anchors that people added, in one file. */
export interface TrustStore {
  list(): Promise<readonly TrustAnchor[]>;
  add(anchor: TrustAnchor): Promise<readonly TrustAnchor[]>;
  /** Changes what is said of an anchor; one that is not stored stays so. */
  change(fingerprint: string, words: AnchorWords): Promise<readonly TrustAnchor[]>;
  /** Adds those that are not stored yet, and returns how many these were. */
  merge(more: readonly TrustAnchor[]): Promise<number>;
  remove(fingerprint: string): Promise<readonly TrustAnchor[]>;
}

/**
 * Returns the trust store at `path`; an absent file is an empty store. A file that is malformed, too large or names one anchor
 * twice throws `FILE_NOT_READABLE`: whom to trust is never guessed, and the file is never overwritten.
 */
export function trustStore(path: string): TrustStore {
  let last: Promise<unknown> = Promise.resolve();

  function change(edit: (anchors: readonly TrustAnchor[]) => readonly TrustAnchor[]): Promise<readonly TrustAnchor[]> {
    const next = last.then(async () => {
      const anchors = edit(await read(path));
      await writeAtomically(path, trustText(anchors));
      return anchors;
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    list: () => last.then(() => read(path)),
    add: (anchor) =>
      change((anchors) => [...anchors.filter((known) => known.fingerprint !== anchor.fingerprint), anchor]),
    change: (fingerprint, words) =>
      change((anchors) => anchors.map((one) => (one.fingerprint === fingerprint ? { ...one, ...words } : one))),
    merge: async (more) => {
      let added = 0;
      await change((anchors) => {
        const known = new Set(anchors.map((anchor) => anchor.fingerprint));
        const news = more.filter((anchor) => !known.has(anchor.fingerprint));
        added = news.length;
        return [...anchors, ...news];
      });
      return added;
    },
    remove: (fingerprint) => change((anchors) => anchors.filter((known) => known.fingerprint !== fingerprint)),
  };
}

/** Returns the file of a trust store. */
export function trustText(anchors: readonly TrustAnchor[]): string {
  return `${JSON.stringify({ schema: 'countersign/trust@2', anchors }, null, 2)}\n`;
}

/** Returns the anchors of the trust store at `path`, which must be there. Throws `FILE_NOT_READABLE`. */
export async function readTrustFile(path: string): Promise<readonly TrustAnchor[]> {
  const text = await readText(path, basename(path));
  if (text === null) throw unreadable('NOT_FOUND', basename(path));
  return parseTrustText(text, basename(path));
}

async function read(path: string): Promise<readonly TrustAnchor[]> {
  const text = await readText(path);
  return text === null ? [] : parseTrustText(text);
}

/** Returns the anchors of a trust store's text; `name` is told where it is broken. Throws `FILE_NOT_READABLE`. */
export function parseTrustText(text: string, name = NAME): readonly TrustAnchor[] {
  const parsed = z.union([storeSchema, firstSchema]).safeParse(parseJson(text, name));
  if (!parsed.success) throw unreadable('MALFORMED', name);
  const anchors = parsed.data.anchors;
  if (new Set(anchors.map((anchor) => anchor.fingerprint)).size !== anchors.length) throw unreadable('DUPLICATE', name);
  return anchors;
}

async function readText(path: string, name = NAME): Promise<string | null> {
  let bytes: Uint8Array | null;
  try {
    bytes = await readBounded(path, name, MOST_BYTES);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw unreadable(thrown instanceof Problem ? String(thrown.values['reason']) : 'NOT_READABLE', name);
  }
  if (bytes === null) throw unreadable('TOO_LARGE', name);
  return Buffer.from(bytes).toString('utf8');
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('MALFORMED', name);
  }
}

function unreadable(reason: string, name = NAME): Problem {
  return new Problem('FILE_NOT_READABLE', { name, reason });
}
