import { describe, expect, test } from 'vitest';
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import { render } from '../../../src/domain/render.ts';
import type { ApprovalResult } from '../../../src/domain/signature.ts';
import type { Indication } from '../../../src/domain/verdict.ts';
import { english } from '../../support/archives.ts';
import { SIGNED_AT } from '../../support/pki.ts';
import { anchors, approve, digestOf, sign, signedFiles, verified, type Files } from '../../support/signed-release.ts';

const MEMBERS: Files = { 'app.bin': 'the application' };
const NAMED = 'approvals:\n  qa_lead: { name: Ada Example, statement: approvals/qa_lead.yaml }\n';

async function approvalsOf(
  files: Files,
  trusted = anchors,
): Promise<{
  verdict: Indication;
  codes: readonly string[];
  approvals: readonly ApprovalResult[];
  first: ApprovalResult;
}> {
  const { verification } = await verified(files, trusted);
  const [first] = verification.approvals;
  if (first === undefined) throw new Error('no approval found');
  for (const { reason } of verification.approvals) {
    for (const said of [reasonSentence(reason), reasonRemedy(reason)]) {
      expect(english.texts, said.key).toHaveProperty([said.key]);
      expect(render(english, said), said.key).not.toMatch(/undefined|\{\w+\}/u);
    }
  }
  const codes = verification.reasons.map((reason) => reason.code);
  return { verdict: verification.verdict, codes, approvals: verification.approvals, first };
}

describe('approvals of the release', () => {
  test('count as signed when statement, subject, signature and signer agree', async () => {
    const found = await approvalsOf(approve(signedFiles(MEMBERS, NAMED), { role: 'qa_lead', name: 'Ada Example' }));
    expect(found.verdict).toBe('TOTAL_PASSED');
    expect(found.first).toMatchObject({
      state: 'signed',
      indication: 'TOTAL_PASSED',
      date: '2024-10-17T15:00:00+02:00',
      statement: 'approvals/qa_lead.yaml',
      signature: 'approvals/qa_lead.yaml.p7s',
    });
  });

  test.each([
    ['2024-10-14', true],
    ['2024-10-14T10:00:00+02:00', true],
    [SIGNED_AT.slice(0, 10), false],
    [SIGNED_AT, false],
  ])('dated %s: a signing time of another day is remarked on and changes no verdict', async (date, isRemarked) => {
    const files = signedFiles(MEMBERS, NAMED);
    const subject = `{ path: release.yaml, sha256: ${digestOf(files['release.yaml'] ?? '')} }`;
    const statement = `role: qa_lead\nname: Ada Example\ndate: ${date}\nmeaning: Approved\nsubject: ${subject}\n`;
    const path = 'approvals/qa_lead.yaml';
    const { first, verdict } = await approvalsOf(sign({ ...files, [path]: statement }, path, 'Ada Example'));
    expect([first.indication, verdict]).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED']);
    const said = render(english, reasonSentence(first.reason));
    expect(said.includes(`Remark: the statement is dated ${date}`)).toBe(isRemarked);
    expect(said.includes(`clock said ${new Date(SIGNED_AT).toISOString()}`)).toBe(isRemarked);
  });

  test('a bare name is recorded, and does not make the archive worse', async () => {
    const found = await approvalsOf(signedFiles(MEMBERS, 'approvals: { qa: alice }\n'));
    expect(found.first).toMatchObject({
      state: 'recorded',
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_RECORDED_ONLY' },
    });
    expect(found.verdict).toBe('TOTAL_PASSED');
  });

  test('a bare name counts as signed by a statement that was added later', async () => {
    const files = signedFiles(MEMBERS, 'approvals: { qa_lead: Ada Example }\n');
    const found = await approvalsOf(
      approve(files, { role: 'QA Lead', name: 'ada  example', signer: 'Ada Example', path: 'added/first.yaml' }),
    );
    expect(found.approvals).toHaveLength(1);
    expect(found.first).toMatchObject({ state: 'signed', indication: 'TOTAL_PASSED', statement: 'added/first.yaml' });
  });

  test('a statement that the manifest does not name is found', async () => {
    const found = await approvalsOf(approve(signedFiles(MEMBERS), { role: 'security', name: 'Eve Example' }));
    expect(found.first).toMatchObject({ role: 'security', state: 'signed', indication: 'TOTAL_PASSED' });
  });

  test('a statement over another manifest fails, and the archive with it', async () => {
    const files = signedFiles(MEMBERS, NAMED);
    const found = await approvalsOf(
      approve(files, { role: 'qa_lead', name: 'Ada Example', subject: digestOf('another') }),
    );
    expect(found.first).toMatchObject({
      state: 'invalid',
      indication: 'TOTAL_FAILED',
      reason: { code: 'APPROVAL_SUBJECT_MISMATCH' },
    });
    expect(found.verdict).toBe('TOTAL_FAILED');
    expect(found.codes).toContain('APPROVAL_SUBJECT_MISMATCH');
  });

  test('another role or name than the manifest’s fails the approval, and keeps the archive from passing', async () => {
    const path = 'approvals/qa_lead.yaml';
    const role = await approvalsOf(approve(signedFiles(MEMBERS, NAMED), { role: 'prrc', name: 'Ada Example', path }));
    expect(role.first.reason.code).toBe('APPROVAL_ROLE_MISMATCH');
    const name = await approvalsOf(approve(signedFiles(MEMBERS, NAMED), { role: 'qa_lead', name: 'Bob Example' }));
    expect(name.first).toMatchObject({ indication: 'TOTAL_FAILED', reason: { code: 'APPROVAL_NAME_MISMATCH' } });
    expect(name.verdict).toBe('INDETERMINATE');
    expect(name.codes).toContain('APPROVAL_NAME_MISMATCH');
    expect(role.codes).toContain('APPROVAL_ROLE_MISMATCH');
  });

  test('a signer of another name proves nothing', async () => {
    const files = approve(signedFiles(MEMBERS, NAMED), {
      role: 'qa_lead',
      name: 'Ada Example',
      signer: 'Build Server',
    });
    const found = await approvalsOf(files);
    expect(found.first).toMatchObject({
      state: 'signed',
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_SIGNER_NAME_MISMATCH' },
    });
  });

  test('a statement that is absent, malformed or unsigned is not an approval', async () => {
    const absent = await approvalsOf(signedFiles(MEMBERS, NAMED));
    expect(absent.first.reason.code).toBe('APPROVAL_STATEMENT_MISSING');
    const files = signedFiles(MEMBERS, NAMED);
    const malformed = await approvalsOf({ ...files, 'approvals/qa_lead.yaml': 'role: [qa_lead' });
    expect(malformed.first).toMatchObject({
      state: 'invalid',
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_STATEMENT_MALFORMED' },
    });
    const { 'approvals/qa_lead.yaml.p7s': signature, ...unsigned } = approve(files, {
      role: 'qa_lead',
      name: 'Ada Example',
    });
    expect(signature).toBeDefined();
    expect((await approvalsOf(unsigned)).first).toMatchObject({
      state: 'recorded',
      reason: { code: 'APPROVAL_RECORDED_ONLY' },
    });
  });

  test('a changed statement fails by its signature', async () => {
    const files = approve(signedFiles(MEMBERS, NAMED), { role: 'qa_lead', name: 'Ada Example' });
    const statement = Buffer.from(files['approvals/qa_lead.yaml'] ?? '').toString();
    const found = await approvalsOf({ ...files, 'approvals/qa_lead.yaml': statement.replace('Approved', 'Read') });
    expect(found.first).toMatchObject({ indication: 'TOTAL_FAILED', reason: { code: 'APPROVAL_SIGNATURE_FAILED' } });
    expect(found.verdict).toBe('TOTAL_FAILED');
  });

  test('nothing is proven without a trust anchor', async () => {
    const files = approve(signedFiles(MEMBERS, NAMED), { role: 'qa_lead', name: 'Ada Example' });
    const found = await approvalsOf(files, []);
    expect(found.first).toMatchObject({ state: 'signed', indication: 'INDETERMINATE' });
  });
});

describe('sign-offs of single anomalies', () => {
  const entry = '{ "id": "A-1", "title": "Font", "description": "Too small" }';
  const exported = `{ "anomalies": [ ${entry}, { "id": "A-2", "title": "Sound", "description": "None" } ] }`;
  const files = signedFiles(
    { ...MEMBERS, 'anomalies/known.json': exported },
    'evidence: { anomalies: anomalies/known.json }\n',
  );
  const signOff = (anomaly: string, subject: string, subjectPath = 'anomalies/known.json'): Files =>
    approve(files, {
      role: 'prrc',
      name: 'Ada Example',
      anomaly,
      subject,
      subjectPath,
      path: `approvals/${anomaly}.yaml`,
    });

  test('pass when the entry is the one that was signed', async () => {
    const found = await approvalsOf(signOff('A-1', digestOf(entry)));
    expect(found.first).toMatchObject({ anomaly: 'A-1', state: 'signed', indication: 'TOTAL_PASSED' });
    expect(found.verdict).toBe('TOTAL_PASSED');
  });

  test('fail when the entry reads otherwise', async () => {
    const found = await approvalsOf(signOff('A-2', digestOf(entry)));
    expect(found.first).toMatchObject({
      state: 'invalid',
      indication: 'TOTAL_FAILED',
      reason: { code: 'APPROVAL_SUBJECT_MISMATCH' },
    });
    expect(found.verdict).toBe('INDETERMINATE');
  });

  test('cannot be compared when export or entry is not there', async () => {
    expect((await approvalsOf(signOff('A-9', digestOf(entry)))).first.reason.code).toBe('APPROVAL_SUBJECT_NOT_FOUND');
    const elsewhere = await approvalsOf(signOff('A-1', digestOf(entry), 'other.json'));
    expect(elsewhere.first).toMatchObject({
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_SUBJECT_NOT_FOUND' },
    });
  });
});
