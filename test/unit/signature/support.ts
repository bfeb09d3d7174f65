import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import texts from '../../../assets/messages/en/signature.json' with { type: 'json' };
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import { render } from '../../../src/domain/render.ts';
import type { SignatureResult, TrustAnchor } from '../../../src/domain/signature.ts';
import {
  joinRevocation,
  readAnchors,
  readRevocation,
  verifyDetached,
  type MemberLookup,
  type SignedContent,
} from '../../../src/signature/index.ts';
import { AT } from '../../support/pki.ts';

export const CONTENT = new TextEncoder().encode('version: 1.3.0\n');

/** The questions that stay open where no trust anchor was given. */
export const NOT_LISTED = [
  'keys-strong',
  'chain-algorithms-acceptable',
  'chain-constraints-met',
  'purpose-allowed',
  'certificates-valid',
  'claimed-time-fits',
  'revocation-settled',
];

/** Returns the bytes as the member `release.yaml`. */
export function contentOf(bytes: Uint8Array): SignedContent {
  return {
    path: 'release.yaml',
    digest: (algorithm) => Promise.resolve(new Uint8Array(createHash(algorithm).update(bytes).digest())),
    stream: () =>
      (async function* () {
        yield await Promise.resolve(bytes);
      })(),
    bytes: (most) => Promise.resolve(bytes.slice(0, most)),
  };
}

/** Returns a certificate as a trust anchor. */
export function anchorOf(of: { readonly certificate: Uint8Array }): TrustAnchor {
  return readAnchors(of.certificate, { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' })[0]!;
}

const CATALOGUE = { language: 'en', texts };

/** Judges the signature of `release.yaml` in 2025 unless told otherwise, and proves that every result can be said and stored. */
export async function judge(
  signature: Uint8Array,
  options: {
    readonly anchors: readonly TrustAnchor[];
    readonly at?: string | undefined;
    readonly content?: SignedContent | null;
    readonly path?: string;
    readonly revocation?: readonly Uint8Array[];
    readonly existed?: string;
    readonly members?: MemberLookup;
  },
): Promise<readonly SignatureResult[]> {
  const {
    anchors,
    at,
    content = contentOf(CONTENT),
    path = 'release.yaml.p7s',
    revocation = [],
    existed,
    members,
  } = options;
  const results = await verifyDetached({
    path,
    signature,
    content,
    anchors,
    ...(members === undefined ? {} : { members }),
    ...(existed === undefined ? {} : { existed: Date.parse(existed) }),
    revocation: joinRevocation(revocation.map(readRevocation)),
    at: at === undefined ? AT : Date.parse(at),
  });
  results.forEach(sayable);
  return results;
}

function sayable(result: SignatureResult): void {
  for (const said of [reasonSentence(result.reason), reasonRemedy(result.reason)]) {
    // Where the text needs a value that the reason lacks, the bare key comes back, which begins with a small letter.
    expect(render(CATALOGUE, said)).toMatch(/^[A-Z].+[.?]$/su);
  }
  for (const { question } of result.checks) expect(Object.keys(texts)).toContain(`check.${question}`);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
}

/** Returns the results as one line each: indication, sub-indication and code. */
export function outcome(results: readonly SignatureResult[]): string {
  return results
    .map(({ indication, subIndication, reason }) => `${indication} / ${String(subIndication)} / ${reason.code}`)
    .join('\n');
}
