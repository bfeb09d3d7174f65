import { createHash } from 'node:crypto';
import { z } from 'zod';
import data from '../../assets/selftest/vectors.json' with { type: 'json' };
import type { SelftestResult } from '../domain/selftest.ts';
import type { SignatureResult } from '../domain/signature.ts';
import { readAnchors } from './anchors.ts';
import type { SignedContent } from './content.ts';
import { joinRevocation, readRevocation } from './revocation/read.ts';
import { verifyDetached } from './verify.ts';

const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** One signature with its content and trust anchors, and how it must be judged. */
const vectorSchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  content: bytes,
  signature: bytes,
  anchors: z.array(bytes),
  revocation: z.array(bytes),
  at: z.string(),
  expected: z.strictObject({ indication: z.string(), code: z.string() }),
});

export type SelftestVector = z.infer<typeof vectorSchema>;

/** Returns the built-in vectors: each format good and tampered with, and certificates that must not be passed. */
export function selftestVectors(): readonly SelftestVector[] {
  return z.array(vectorSchema).parse(data);
}

/**
 * Judges every vector as signatures of an archive are judged. `crypto` names the library. An algorithm that the library lacks is no
 * failure, and named.
 */
export async function runSelftest(
  crypto: string,
  vectors: readonly SelftestVector[] = selftestVectors(),
): Promise<SelftestResult> {
  const failed: string[] = [];
  let asExpected = 0;
  const unsupported = new Set<string>();
  for (const vector of vectors) {
    const result = await judged(vector).catch(() => null);
    const { code, indication } = vector.expected;
    if (result?.reason.code === code && result.indication === indication) asExpected += 1;
    else if (result?.reason.code === 'SIGNATURE_ALGORITHM_UNSUPPORTED') {
      unsupported.add(String(result.reason.values['algorithm']));
    } else failed.push(vector.name);
  }
  return { vectors: vectors.length, asExpected, failed, unsupported: [...unsupported], crypto };
}

async function judged(vector: SelftestVector): Promise<SignatureResult | null> {
  const { path, signature, at } = vector;
  const added = { by: '', at, channel: '' };
  const anchors = vector.anchors.flatMap((file) => readAnchors(file, added));
  const content = contentOf(vector.content);
  const sha256 = createHash('sha256').update(vector.content).digest('hex');
  const [result, ...more] = await verifyDetached({
    path,
    signature,
    content,
    anchors,
    at: Date.parse(at),
    revocation: joinRevocation(vector.revocation.map(readRevocation)),
    members: { bySha256: (digest) => (digest === sha256 ? [content.path] : []), at: () => null },
  });
  return result === undefined || more.length > 0 ? null : result;
}

function contentOf(content: Uint8Array): SignedContent {
  return {
    path: 'content',
    digest: (algorithm) => Promise.resolve(new Uint8Array(createHash(algorithm).update(content).digest())),
    // eslint-disable-next-line @typescript-eslint/require-await -- an archive's content comes from a medium
    stream: async function* () {
      yield content;
    },
    bytes: (most) => Promise.resolve(content.slice(0, most)),
  };
}
