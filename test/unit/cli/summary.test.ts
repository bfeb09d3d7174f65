import { describe, expect, it } from 'vitest';
import { verificationLines } from '../../../main/cli/summary.ts';
import { loadCatalogue } from '../../../main/files/catalogue.ts';
import { message, type Message } from '../../../src/domain/message.ts';
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import { render } from '../../../src/domain/render.ts';
import { verifyArchive } from '../../../src/release/index.ts';
import { openFiles } from '../../support/archives.ts';
import { anchors, approve, digestOf, signedFiles, verified } from '../../support/signed-release.ts';

const catalogue = loadCatalogue('en');
const say = (said: Message): string => render(catalogue, said);

describe('verificationLines', () => {
  it('gives the own reason and remedy of the signature that leaves the manifest open', async () => {
    const archive = await openFiles(signedFiles({ 'app.bin': 'x' }));
    const verification = await verifyArchive(archive, { anchors, at: Date.UTC(2090, 0, 1) });
    const [own] = verification.signatures;
    if (own === undefined) throw new Error('no signature');
    const lines = verificationLines(verification, say).join('\n');
    expect(verification.reasons.map(({ code }) => code)).toContain('MANIFEST_SIGNATURE_NOT_PASSED');
    expect(own.reason.code).toMatch(/^CERTIFICATE_EXPIRED/u);
    expect(lines).toContain(say(reasonSentence(own.reason)));
    expect(lines).toContain(say(reasonRemedy(own.reason)));
    expect(lines).not.toContain('trust anchor');
  });
});

describe('the sentence of an approval', () => {
  it('says what a sign-off of an anomaly is about, and keeps a gate approval about the release', async () => {
    const entry = '{"id":"A-1","title":"Wrong unit","status":"open"}';
    const exported = `{"anomalies":[${entry}]}`;
    const more = 'evidence: { anomalies: [known.json] }\napprovals: { qa: QA Person }\n';
    const files = approve(approve(signedFiles({ 'known.json': exported }, more), { role: 'qa', name: 'QA Person' }), {
      role: 'prrc',
      name: 'Prrc Person',
      anomaly: 'A-1',
      path: 'signoffs/a-1.yaml',
      subject: digestOf(entry),
      subjectPath: 'known.json',
    });
    const { verification } = await verified(files);
    const sentences = new Map(
      verification.approvals
        .filter(({ reason }) => reason.code === 'APPROVAL_SIGNED')
        .map(({ anomaly, reason }) => [anomaly, say(reasonSentence(reason))]),
    );
    expect(sentences.get('A-1')).toContain('is about anomaly A-1 of this release');
    expect(sentences.get(null)).toContain('is about this release');
  });
});

it('shows the remark of an approval that passes, where its two times contradict each other', async () => {
  const files = approve(signedFiles({ 'app.bin': 'x' }), { role: 'qa', name: 'QA Person' });
  const { verification } = await verified(files);
  const [own] = verification.approvals;
  if (own === undefined) throw new Error('no approval');
  const linesOf = (claimed: string): string => {
    const reason = { ...own.reason, values: { ...own.reason.values, claimed } };
    return verificationLines({ ...verification, approvals: [{ ...own, reason }] }, say).join('\n');
  };
  expect(own.indication).toBe('TOTAL_PASSED');
  expect(linesOf('2024-10-20T10:00:00.000Z')).toContain('clock said 2024-10-20T10:00:00.000Z');
  expect(linesOf('none')).not.toContain('Remark');
});

describe('texts', () => {
  it('never send anybody to settings or a user manual that are not there', () => {
    for (const text of Object.values(catalogue.texts)) expect(text).not.toMatch(/in the settings|user manual/u);
  });

  it('say that no safety class is stated', () => {
    const values = { edition: '2006', mode: 'mock', version: '1' };
    expect(say(message('cli.profile', { ...values, safetyClass: 'none' }))).toContain('safety class not stated');
    expect(say(message('cli.profile', { ...values, safetyClass: 'C' }))).toContain('safety class C,');
  });

  it.each([
    ['checksum', 'a checksum that cannot be read.'],
    ['path', 'a path that is not safe.'],
  ])('name the %s that is wrong in a list', (what, end) => {
    const said = say(message('reason.CHECKSUM_MALFORMED.sentence', { what, count: 1, first: 'fw.bin' }));
    expect(said.endsWith(`has ${end}`)).toBe(true);
  });
});
