import { GATE_ROLES } from '../../src/domain/manifest.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import type { Coverage } from '../../src/domain/release.ts';
import type { ApprovalResult, SignatureResult } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { FILES } from './session-files.ts';
import { ANCHOR, pretendDigest, signature } from './session-parts.ts';
import { HOSTILE_PATH, INDICATION, type Variant } from './session-variants.ts';

const SIGNING_ROLES = GATE_ROLES.filter((role) => role !== 'prrc');
const MANIFEST = 'release.yaml';

/** Returns the signatures over the manifest and over every approval. */
export function signaturesOf(variant: Variant): readonly SignatureResult[] {
  if (variant === 'no-manifest') return [];
  const signer = variant === 'hostile' ? `Mallory\u202E ${'very long name '.repeat(20)}` : 'Example Release Manager';
  const ofManifest = INDICATION[variant] === 'INDETERMINATE' ? 'INDETERMINATE' : 'TOTAL_PASSED';
  return [
    ...SIGNING_ROLES.map((role) =>
      signature(`${statementOf(role)}.p7s`, statementOf(role), standingOf(variant, role), nameOf(role)),
    ),
    signature(`${MANIFEST}.p7s`, MANIFEST, ofManifest, signer),
  ];
}

/** Returns the approvals of the gate: four signed statements and a name that is only recorded. */
export function approvalsOf(variant: Variant): readonly ApprovalResult[] {
  if (variant === 'no-manifest') return [];
  return [
    ...SIGNING_ROLES.map((role): ApprovalResult => {
      const indication = standingOf(variant, role);
      return {
        role,
        name: nameOf(role),
        date: '2024-10-17T15:00:00+02:00',
        meaning: 'I reviewed the evidence of this role and release version 2.4.0',
        anomaly: null,
        statement: statementOf(role),
        signature: `${statementOf(role)}.p7s`,
        state: 'signed',
        indication,
        reason: approvalReason(role, indication),
        subject: { path: MANIFEST, sha256: pretendDigest(MANIFEST) },
      };
    }),
    {
      role: 'prrc',
      name: 'Example PRRC',
      date: null,
      meaning: null,
      anomaly: null,
      statement: null,
      signature: null,
      state: 'recorded',
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_RECORDED_ONLY', values: { role: 'prrc', name: 'Example PRRC' } },
      subject: null,
    },
  ];
}

function approvalReason(role: string, indication: Indication): Reason {
  const values = { role, name: nameOf(role), path: statementOf(role), statement: statementOf(role) };
  if (indication === 'TOTAL_PASSED')
    return { code: 'APPROVAL_SIGNED', values: { ...values, about: 'release', claimed: 'none' } };
  if (indication === 'INDETERMINATE') {
    return { code: 'CHAIN_NO_ANCHOR_GIVEN', values: { signer: nameOf(role), path: `${statementOf(role)}.p7s` } };
  }
  return { code: 'APPROVAL_SIGNATURE_FAILED', values: { ...values, code: 'SIGNATURE_DIGEST_MISMATCH' } };
}

function standingOf(variant: Variant, role: string): Indication {
  if (variant === 'failed' && role === 'qa_lead') return 'TOTAL_FAILED';
  return INDICATION[variant] === 'INDETERMINATE' ? 'INDETERMINATE' : 'TOTAL_PASSED';
}

function statementOf(role: string): string {
  return `approvals/${role}.yaml`;
}

function nameOf(role: string): string {
  return `Example ${role.replace('_', ' ')}`;
}

/** Returns what covers every member, in path order. */
export function coverageOf(variant: Variant): readonly Coverage[] {
  const rows = [...FILES.flatMap((file) => ofFile(variant, file.path, file.size)), ...ofSigning(variant)];
  const unlisted = (path: string): Coverage =>
    row(path, 812, 'none', 'INDETERMINATE', { code: 'MEMBER_UNLISTED', values: { count: 1, first: path } });
  if (variant === 'failed' || variant === 'indeterminate') rows.push(unlisted('notes/extra.txt'));
  if (variant === 'hostile') rows.push(unlisted(HOSTILE_PATH));
  if (variant === 'huge') rows.push(...layers());
  return rows.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function ofFile(variant: Variant, path: string, size: number): readonly Coverage[] {
  if (variant === 'no-manifest') {
    if (path === MANIFEST) return [];
    return [row(path, size, 'none', 'INDETERMINATE', { code: 'NO_CHECKSUMS', values: {} })];
  }
  if (variant === 'failed' && path === 'tests/system.xml') {
    const reason: Reason = { code: 'MEMBER_MISMATCHED', values: { count: 1, first: path } };
    return [{ ...row(path, size, 'none', 'TOTAL_FAILED', reason), lists: [MANIFEST], signatures: [`${MANIFEST}.p7s`] }];
  }
  const by = path === MANIFEST ? 'manifest' : 'checksum';
  if (INDICATION[variant] !== 'INDETERMINATE')
    return [row(path, size, by, 'TOTAL_PASSED', passedBy('Release Manager'))];
  const values = { signer: 'Example Release Manager', path: `${MANIFEST}.p7s` };
  return [row(path, size, by, 'INDETERMINATE', { code: 'CHAIN_NO_ANCHOR_GIVEN', values })];
}

/** The approval statements, which their own signatures cover, and all signatures. */
function ofSigning(variant: Variant): readonly Coverage[] {
  return signaturesOf(variant).flatMap((own) => {
    const itself = row(own.path, 2_913, 'is-signature', own.indication, own.reason);
    const content = own.covers[0] ?? MANIFEST;
    if (content === MANIFEST) return [itself];
    const passed = own.indication === 'TOTAL_PASSED';
    const failure: Reason = {
      code: 'MEMBER_SIGNATURE_FAILED',
      values: { count: 1, first: content, signature: own.path, code: own.reason.code },
    };
    const reason = own.indication === 'TOTAL_FAILED' ? failure : own.reason;
    return [
      itself,
      { ...row(content, 388, passed ? 'signature' : 'none', own.indication, reason), signatures: [own.path] },
    ];
  });
}

function layers(): readonly Coverage[] {
  return Array.from({ length: 120_000 }, (_, place) =>
    row(
      `image/layers/${String(place).padStart(6, '0')}/file.bin`,
      place % 701,
      'checksum',
      'TOTAL_PASSED',
      passedBy('Release Manager'),
    ),
  );
}

function passedBy(name: string): Reason {
  return {
    code: 'SIGNATURE_PASSED',
    values: { path: `${MANIFEST}.p7s`, signer: `Example ${name}`, anchor: ANCHOR.subject, self: 'no' },
  };
}

function row(path: string, size: number, by: Coverage['by'], indication: Indication, reason: Reason): Coverage {
  const listed = by === 'checksum';
  return {
    path,
    size,
    sha256: pretendDigest(path),
    by,
    lists: listed ? [MANIFEST] : [],
    signatures: listed || by === 'manifest' ? [`${MANIFEST}.p7s`] : [],
    indication,
    reason,
  };
}
