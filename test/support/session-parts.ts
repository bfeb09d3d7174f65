import edition from '../../assets/clauses/edition-a1-2015.json' with { type: 'json' };
import catalogue from '../../assets/clauses/rules.json' with { type: 'json' };
import type { Sha256 } from '../../src/domain/brand.ts';
import type { EditionCatalogue, Grade, RuleEntry, RuleOutcome, SuggestedGrade } from '../../src/domain/clause.ts';
import type { RuleResult } from '../../src/domain/assessment.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { SignatureResult, TrustAnchor } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';

export const EDITION = edition as EditionCatalogue;
export const RULES = catalogue.rules as readonly RuleEntry[];

/** Returns 64 hexadecimal characters that depend on `text` alone. They are no digest: fixtures need names, not proof. */
export function pretendDigest(text: string): Sha256 {
  let hex = '';
  for (let round = 0; round < 8; round += 1) {
    let value = 0x811c9dc5 ^ round;
    for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
    hex += (value >>> 0).toString(16).padStart(8, '0');
  }
  return hex as Sha256;
}

export const ANCHOR = {
  fingerprint: pretendDigest('anchor'),
  kind: 'certificate',
  subject: 'CN=Release Authority,O=Example Medical GmbH,C=DE',
  label: '',
  notBefore: '2023-01-01T00:00:00Z',
  notAfter: '2033-01-01T00:00:00Z',
  material: 'MIIB',
  addedBy: 'auditor',
  addedAt: '2024-11-04T08:12:00Z',
  channel: 'Read out on the phone by the QA lead, number from the audit agreement',
  note: '',
  roles: [],
  manufacturer: null,
  expires: null,
} as const satisfies TrustAnchor;

/** Returns a signature over `covers` with every check answered. */
export function signature(path: string, covers: string, indication: Indication, signer: string): SignatureResult {
  const failed = indication === 'TOTAL_FAILED';
  const open = indication === 'INDETERMINATE';
  return {
    path,
    format: 'cms',
    covers: [covers],
    indication,
    subIndication: failed ? 'HASH_FAILURE' : open ? 'NO_CERTIFICATE_CHAIN_FOUND' : null,
    reason: failed
      ? { code: 'SIGNATURE_DIGEST_MISMATCH', values: { path, content: covers } }
      : open
        ? { code: 'CHAIN_NO_ANCHOR_GIVEN', values: { path, signer } }
        : { code: 'SIGNATURE_PASSED', values: { path, signer, anchor: ANCHOR.subject, self: 'no' } },
    signer: {
      name: signer,
      subject: `CN=${signer},O=Example Medical GmbH,C=DE`,
      fingerprint: pretendDigest(signer),
      keyFingerprint: pretendDigest(`key of ${signer}`),
    },
    times: { claimed: '2024-10-17T13:04:11Z', trusted: null, evaluated: '2024-11-05T09:30:00Z' },
    checks: [
      { question: 'format-supported', answer: 'yes' },
      { question: 'well-formed', answer: 'yes' },
      { question: 'signer-certificate-found', answer: 'yes' },
      { question: 'content-present', answer: 'yes' },
      { question: 'content-unchanged', answer: failed ? 'no' : 'yes' },
      { question: 'signature-intact', answer: 'yes' },
      { question: 'anchor-reached', answer: open ? 'no' : failed ? 'not-checked' : 'yes' },
      { question: 'revocation-settled', answer: open || failed ? 'not-checked' : 'yes' },
    ],
    chain: open
      ? []
      : [
          {
            subject: `CN=${signer},O=Example Medical GmbH,C=DE`,
            issuer: ANCHOR.subject,
            serial: '4f3a91c07e',
            notBefore: '2024-01-01T00:00:00Z',
            notAfter: '2026-01-01T00:00:00Z',
            fingerprint: pretendDigest(signer),
            key: 'EC P-256',
            anchor: false,
            revocation: { state: 'not-needed', at: null, by: null },
          },
          {
            subject: ANCHOR.subject,
            issuer: ANCHOR.subject,
            serial: '01',
            notBefore: ANCHOR.notBefore,
            notAfter: ANCHOR.notAfter,
            fingerprint: ANCHOR.fingerprint,
            key: 'RSA 3072',
            anchor: true,
            revocation: { state: 'not-needed', at: null, by: null },
          },
        ],
    anchor: open ? null : ANCHOR.fingerprint,
    comment: null,
  };
}

const GRADES: Readonly<Record<SuggestedGrade, Grade | null>> = {
  M: 'major',
  m: 'minor',
  O: 'observation',
  '-': null,
  T: 'stops-assessment',
};

/** Returns the result of `rule` as it would come from the rules for class B. */
export function ruleResult(rule: RuleEntry, result: RuleOutcome, evidence: readonly EvidenceRef[]): RuleResult {
  return {
    rule: rule.id,
    section: rule.section,
    result,
    grade: result === 'fail' || result === 'judge' ? GRADES[rule.grades.B] : null,
    basis: rule.basis,
    informative: false,
    sentence: SENTENCES[result],
    missing: result === 'undecidable' ? [{ key: 'window.figures.no-tests', values: {} }] : [],
    evidence,
  };
}

const SENTENCES: Readonly<Record<RuleOutcome, RuleResult['sentence']>> = {
  pass: { key: 'window.help.outcome.pass', values: {} },
  fail: { key: 'window.help.outcome.fail', values: {} },
  judge: { key: 'window.help.outcome.judge', values: {} },
  undecidable: { key: 'window.help.outcome.undecidable', values: {} },
  'not-applicable': { key: 'window.help.outcome.not-applicable', values: {} },
};
