import { failed, indeterminate, type Finding } from '../checks.ts';
import { keyAnchors } from '../keys/anchors.ts';
import { fittingKey } from '../keys/fitting.ts';
import { anchorName, keyVerdict, type KeyAnswers, type KeyInput, type KeyVerdict } from '../keys/verdict.ts';
import type { MemberLookup } from '../members.ts';
import { isWeakKey, keyText } from '../x509/public-key.ts';
import { readEnvelopes, signedBytes, type Envelope } from './envelope.ts';
import { bindSubjects, IN_TOTO, readStatement, statementText } from './statement.ts';

export interface EnvelopeInput extends Pick<KeyInput, 'anchors'> {
  readonly members: MemberLookup;
}

/** Returns the judgement of every signature of every envelope in a file (DSSE 1.0 with in-toto statements). */
export async function verifyEnvelopes(bytes: Uint8Array, input: EnvelopeInput): Promise<readonly KeyVerdict[]> {
  const envelopes = readEnvelopes(bytes);
  if (envelopes === null) {
    const answers: KeyAnswers = new Map([
      ['format-supported', 'yes'],
      ['well-formed', 'no'],
    ]);
    return [keyVerdict(failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), answers)];
  }
  const verdicts: KeyVerdict[] = [];
  for (const envelope of envelopes) verdicts.push(...(await verifyEnvelope(envelope, input)));
  return verdicts;
}

async function verifyEnvelope(envelope: Envelope, { anchors, members }: EnvelopeInput): Promise<readonly KeyVerdict[]> {
  const about = await readAbout(envelope, members);
  const keys = keyAnchors(anchors, ['public-key', 'ssh-key']);
  const data = signedBytes(envelope);
  return envelope.signatures.map((signature) => {
    const answers: KeyAnswers = new Map(about.answers);
    const common = { ...about.known };
    const withCovers = (verdict: KeyVerdict): KeyVerdict => ({ ...verdict, covers: about.covers });
    if (about.finding !== null) return withCovers(keyVerdict(about.finding, answers, common));
    const found = fittingKey(keys, signature, data);
    answers.set('key-known', found === null ? 'no' : 'yes');
    if (found === null) {
      const none = indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNATURE_NOT_BY_ANCHOR', { count: keys.length });
      return withCovers(keyVerdict(none, answers, common));
    }
    answers.set('algorithms-acceptable', 'yes');
    answers.set('signature-intact', 'yes');
    const { anchor, key, material } = found.by;
    const signer = { key, name: anchor.subject, fingerprintOf: material };
    const weak = isWeakKey(key.kind);
    answers.set('keys-strong', weak ? 'no' : 'yes');
    if (weak) {
      const values = { certificate: anchorName(anchor), key: keyText(key.kind) };
      const finding = indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_KEY_WEAK', values);
      return withCovers(keyVerdict(finding, answers, { ...common, signer }));
    }
    answers.set('key-trusted', 'yes');
    return withCovers(keyVerdict(null, answers, { ...common, signer, anchor }));
  });
}

/** What the envelope says, and whether that is about this archive: told before whose signature it is, as with changed files. */
async function readAbout(
  { payloadType, payload }: Envelope,
  members: MemberLookup,
): Promise<{
  readonly finding: Finding | null;
  readonly answers: KeyAnswers;
  readonly covers: readonly string[];
  readonly known: { readonly comment?: string };
}> {
  const answers: KeyAnswers = new Map([
    ['format-supported', 'yes'],
    ['well-formed', 'yes'],
  ]);
  if (payloadType !== IN_TOTO) {
    answers.set('statement-read', 'no');
    const finding = indeterminate(null, 'STATEMENT_NOT_READ', { type: payloadType });
    return { finding, answers, covers: [], known: {} };
  }
  const statement = readStatement(payload);
  answers.set('statement-read', statement === null ? 'no' : 'yes');
  if (statement === null) {
    return { finding: failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), answers, covers: [], known: {} };
  }
  const { finding, covers } = await bindSubjects(statement, members);
  answers.set('subjects-here', finding === null ? 'yes' : 'no');
  return { finding, answers, covers, known: { comment: statementText(statement) } };
}
