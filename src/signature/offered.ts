import type { TrustAnchor } from '../domain/signature.ts';
import { AnchorProblem, readAnchors } from './anchors.ts';
import { parseSignedData } from './cms/parse.ts';
import { DerProblem } from './der/read.ts';
import { detect } from './detect.ts';
import { readPem } from './pem.ts';
import { readSshKey } from './ssh/key.ts';
import { parseSshSignature } from './ssh/parse.ts';
import { WireProblem } from './ssh/wire.ts';
import { certificateOrNull } from './x509/certificate.ts';

/**
 * Returns what a member of an archive offers as trust anchors: the certificates in a CMS signature or a timestamp, the key in an SSH
 * signature, or what a file of keys and certificates holds. That it comes with the archive proves nothing: a person has to confirm it.
 * Throws {@link AnchorProblem} where there is nothing of the kind.
 */
export function offeredAnchors(
  path: string,
  bytes: Uint8Array,
  added: { readonly by: string; readonly at: string; readonly channel: string },
): readonly TrustAnchor[] {
  const files = offeredFiles(path, bytes);
  if (files === null) return readAnchors(bytes, added);
  const anchors = files.flatMap((file) => readAnchors(file, added));
  if (anchors.length === 0) throw new AnchorProblem('ANCHOR_NONE_FOUND');
  return [...new Map(anchors.map((anchor) => [anchor.fingerprint, anchor])).values()];
}

/** The parts of a signature, each as a file that an anchor is read from; `null` where the member is no such signature. */
function offeredFiles(path: string, bytes: Uint8Array): readonly Uint8Array[] | null {
  const detected = detect(path, bytes);
  switch (detected.kind) {
    case 'cms-der':
      return certificatesIn(bytes);
    case 'cms-pem':
      return certificatesIn(readPem(detected.text)?.[0]?.der ?? new Uint8Array());
    case 'ssh':
      return keyIn(detected.bytes);
    default:
      return null;
  }
}

function certificatesIn(der: Uint8Array): readonly Uint8Array[] {
  try {
    return parseSignedData(der).certificates.filter((one) => certificateOrNull(one) !== null);
  } catch (error) {
    if (error instanceof DerProblem) return [];
    throw error;
  }
}

function keyIn(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    const { blob } = parseSshSignature(bytes);
    const { type } = readSshKey(blob);
    return [Buffer.from(`${type} ${Buffer.from(blob).toString('base64')}\n`)];
  } catch (error) {
    if (error instanceof WireProblem) return [];
    throw error;
  }
}
