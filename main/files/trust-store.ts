import { z } from 'zod';
import { trustAnchorSchema } from '../../src/contract/schemas.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
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
      await writeAtomically(path, `${JSON.stringify({ schema: 'countersign/trust@2', anchors }, null, 2)}\n`);
      return anchors;
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    list: () => last.then(() => read(path)),
    add: (anchor) =>
      change((anchors) => [...anchors.filter((known) => known.fingerprint !== anchor.fingerprint), anchor]),
    remove: (fingerprint) => change((anchors) => anchors.filter((known) => known.fingerprint !== fingerprint)),
  };
}

async function read(path: string): Promise<readonly TrustAnchor[]> {
  const text = await readText(path);
  if (text === null) return [];
  const parsed = z.union([storeSchema, firstSchema]).safeParse(parseJson(text));
  if (!parsed.success) throw unreadable('MALFORMED');
  const anchors = parsed.data.anchors;
  if (new Set(anchors.map((anchor) => anchor.fingerprint)).size !== anchors.length) throw unreadable('DUPLICATE');
  return anchors;
}

async function readText(path: string): Promise<string | null> {
  let bytes: Uint8Array | null;
  try {
    bytes = await readBounded(path, NAME, MOST_BYTES);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw unreadable(thrown instanceof Problem ? String(thrown.values['reason']) : 'NOT_READABLE');
  }
  if (bytes === null) throw unreadable('TOO_LARGE');
  return Buffer.from(bytes).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('MALFORMED');
  }
}

function unreadable(reason: string): Problem {
  return new Problem('FILE_NOT_READABLE', { name: NAME, reason });
}
