import type { SignatureFormat, SignatureResult } from '../domain/signature.ts';
import { anchorCertificates, anchorRevocation } from './anchors.ts';
import { checksOf, failed, indeterminate, questionsOf, type Answers, type Finding } from './checks.ts';
import { parseSignedData, type SignedData } from './cms/parse.ts';
import { judgeSigners } from './cms/verify.ts';
import type { SignedContent } from './content.ts';
import { derOrNull } from './der/read.ts';
import { detect } from './detect.ts';
import { verifyEnvelopes } from './dsse/verify.ts';
import { NO_MEMBERS } from './members.ts';
import { verifyMinisign } from './minisign/verify.ts';
import { OID } from './oids.ts';
import { verifyOpenPgp } from './openpgp/verify.ts';
import { readPem } from './pem.ts';
import { verifyRaw } from './raw.ts';
import { certificateResult, keyResult, signatureResult, type DetachedInput } from './result.ts';
import { joinRevocation, NO_REVOCATION_DATA } from './revocation/read.ts';
import { existence, judgeTimestamp } from './timestamp/verify.ts';
import { verifySigstore } from './sigstore/verify.ts';
import { verifySsh } from './ssh/verify.ts';

/** Signatures with a long chain and revocation lists stay below this; more is refused unread. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Returns one result a signer of a detached signature; one result where no signer can be read. Formats are found from the bytes:
 * CMS, SSH, minisign, signify and raw signatures are judged, others are recognised and left `INDETERMINATE`. Never throws for bad input; what `content` throws is passed on.
 */
export async function verifyDetached(input: DetachedInput): Promise<readonly SignatureResult[]> {
  if (input.signature.length > MOST_BYTES) return [unread(input, 'unknown', malformed(), 'well-formed')];
  const detected = detect(input.path, input.signature);
  switch (detected.kind) {
    case 'unsupported':
      return [unread(input, detected.format, unsupported(detected.name), 'format-supported')];
    case 'malformed':
      return [unread(input, detected.format, malformed(), 'well-formed')];
    case 'ssh':
      return [keyResult(input, 'ssh', await verifySsh(detected.bytes, input))];
    case 'minisign':
      return [keyResult(input, 'minisign', await verifyMinisign(input.signature, input))];
    case 'openpgp': {
      const pgp = { ...input, existed: input.existed ?? null };
      return (await verifyOpenPgp(input.signature, pgp)).map((verdict) => keyResult(input, 'openpgp', verdict));
    }
    case 'dsse': {
      const { anchors, members = NO_MEMBERS } = input;
      const verdicts = await verifyEnvelopes(input.signature, { anchors, members });
      return verdicts.map((verdict) => keyResult(input, 'dsse', verdict));
    }
    case 'sigstore':
      return [await verifySigstore(input)];
    case 'raw':
      return [keyResult(input, 'raw', await verifyRaw(input.signature, input))];
    case 'cms-der':
      return verifyCms(input, input.signature);
    case 'timestamp':
      return [await verifyTimestamp(input, input.signature)];
    case 'cms-pem': {
      const [block, ...more] = readPem(detected.text) ?? [];
      if (block === undefined || more.length > 0) return [unread(input, 'cms', malformed(), 'well-formed')];
      // Indefinite lengths are CMS as well, in an encoding that is not read.
      const inner = detect(input.path, block.der);
      return inner.kind === 'unsupported' && inner.format === 'cms'
        ? [unread(input, 'cms', unsupported(inner.name), 'format-supported')]
        : verifyCms(input, block.der);
    }
  }
}

async function verifyCms(input: DetachedInput, der: Uint8Array): Promise<readonly SignatureResult[]> {
  const data = signedDataOrNull(der);
  if (data === null) return [unread(input, 'cms', malformed(), 'well-formed')];
  if (data.contentType === OID.timestampInfo) return [await verifyTimestamp(input, der)];
  if (data.contentType !== OID.data) {
    const finding = unsupported(`CMS, ${data.contentType}`);
    return [unread(input, 'cms', finding, 'format-supported')];
  }
  if (data.encapsulated !== null && !(await holdsContent(data.encapsulated, input.content))) {
    return [unread(input, 'cms', malformed(), 'well-formed')];
  }
  const anchors = anchorCertificates(input.anchors);
  const revocation = joinRevocation([input.revocation ?? NO_REVOCATION_DATA, anchorRevocation(input.anchors)]);
  const grounds = { anchors, at: input.at, revocation };
  const verdicts = await judgeSigners({
    ...grounds,
    data,
    content: remembering(input.content),
    purpose: 'signing',
    existed: (info) => existence(info, input.existed ?? null, grounds),
  });
  return verdicts.map((verdict) => certificateResult(input, 'cms', verdict));
}

async function verifyTimestamp(input: DetachedInput, der: Uint8Array): Promise<SignatureResult> {
  const { content } = input;
  const revocation = joinRevocation([input.revocation ?? NO_REVOCATION_DATA, anchorRevocation(input.anchors)]);
  const grounds = { anchors: anchorCertificates(input.anchors), at: input.at, revocation };
  const verdict = await judgeTimestamp(der, content === null ? null : (digest) => content.digest(digest), grounds);
  return certificateResult(input, 'timestamp', verdict);
}

function signedDataOrNull(der: Uint8Array): SignedData | null {
  return derOrNull(() => parseSignedData(der));
}

/** Content inside the signature must be the member's own bytes: else two things would be signed, and one shown. */
async function holdsContent(encapsulated: Uint8Array, content: SignedContent | null): Promise<boolean> {
  if (content === null) return true;
  const bytes = await content.bytes(encapsulated.length + 1);
  return Buffer.compare(bytes, encapsulated) === 0;
}

/** Several signers ask for the same digest; the member is read once. */
function remembering(content: SignedContent | null): SignedContent | null {
  if (content === null) return null;
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    path: content.path,
    stream: () => content.stream(),
    bytes: (most) => content.bytes(most),
    digest: (algorithm) => {
      const digest = known.get(algorithm) ?? content.digest(algorithm);
      known.set(algorithm, digest);
      return digest;
    },
  };
}

function malformed(): Finding {
  return failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED');
}

function unsupported(format: string): Finding {
  return indeterminate(null, 'SIGNATURE_FORMAT_UNSUPPORTED', { format });
}

/** The result of a signature of which no signer could be read. */
function unread(
  input: DetachedInput,
  format: SignatureFormat,
  finding: Finding,
  no: 'format-supported' | 'well-formed',
): SignatureResult {
  const answers: Answers = new Map(
    no === 'well-formed' && format !== 'unknown'
      ? [
          ['format-supported', 'yes'],
          ['well-formed', 'no'],
        ]
      : [[no, 'no']],
  );
  return signatureResult(input, { format, finding, checks: checksOf(questionsOf(format), answers) });
}
