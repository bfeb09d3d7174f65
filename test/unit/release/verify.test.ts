import { describe, expect, test } from 'vitest';
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import type { Coverage, Verification } from '../../../src/domain/release.ts';
import { render } from '../../../src/domain/render.ts';
import { objectIdentifier, sequence } from '../../../src/packer/der.ts';
import { createAuthority, issue, selfSigned, signFile } from '../../../src/packer/index.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { OID } from '../../../src/signature/oids.ts';
import { english } from '../../support/archives.ts';
import { request } from '../../support/pki.ts';
import { makeRevocationList } from '../../support/revocation.ts';
import {
  anchors,
  digestOf,
  manifestFor,
  sign,
  signedFiles,
  verified,
  type Files,
} from '../../support/signed-release.ts';
import { makeTimestamp } from '../../support/timestamp.ts';

const MEMBERS: Files = { 'app.bin': 'the application', 'tests/unit.xml': '<testsuite name="unit"/>' };

async function verify(files: Files, trusted = anchors): Promise<Verification> {
  const { verification } = await verified(files, trusted);
  for (const reason of [...verification.reasons, ...verification.coverage.map((member) => member.reason)]) {
    for (const said of [reasonSentence(reason), reasonRemedy(reason)]) {
      expect(english.texts, said.key).toHaveProperty([said.key]);
      expect(render(english, said), said.key).not.toMatch(/undefined|\{\w+\}/u);
    }
  }
  return verification;
}

function codes(verification: Verification): readonly string[] {
  return verification.reasons.map((reason) => reason.code);
}

function covered(verification: Verification, path: string): Coverage | undefined {
  return verification.coverage.find((member) => member.path === path);
}

describe('the verdict on an archive', () => {
  test('passes when every member is covered and the manifest is signed', async () => {
    const verification = await verify(signedFiles(MEMBERS));
    expect(verification.verdict).toBe('TOTAL_PASSED');
    expect(codes(verification)).toEqual(['ARCHIVE_PASSED']);
    expect(verification.coverage.every((member) => member.indication === 'TOTAL_PASSED')).toBe(true);
    expect(covered(verification, 'app.bin')).toMatchObject({ by: 'checksum', signatures: ['release.yaml.p7s'] });
    expect(covered(verification, 'release.yaml')?.by).toBe('manifest');
    expect(covered(verification, 'release.yaml.p7s')?.by).toBe('is-signature');
    expect(Object.isFrozen(verification.coverage)).toBe(true);
  });

  test('fails on a changed byte', async () => {
    const verification = await verify({ ...signedFiles(MEMBERS), 'app.bin': 'the applicatioN' });
    expect(verification.verdict).toBe('TOTAL_FAILED');
    expect(codes(verification)[0]).toBe('MEMBER_MISMATCHED');
    expect(covered(verification, 'app.bin')).toMatchObject({ by: 'none', indication: 'TOTAL_FAILED' });
  });

  test('fails on a missing member', async () => {
    const { 'app.bin': gone, ...rest } = signedFiles(MEMBERS);
    expect(gone).toBeDefined();
    const verification = await verify(rest);
    expect(verification.verdict).toBe('TOTAL_FAILED');
    expect(codes(verification)).toContain('MEMBER_MISSING');
  });

  test('fails when the manifest was changed after it was signed, checksums fitting or not', async () => {
    const files = signedFiles(MEMBERS);
    const forged = { ...files, 'app.bin': 'another application' };
    const verification = await verify({
      ...forged,
      'release.yaml': manifestFor({ ...MEMBERS, 'app.bin': 'another application' }),
    });
    expect(verification.verdict).toBe('TOTAL_FAILED');
    expect(codes(verification)[0]).toBe('MANIFEST_SIGNATURE_FAILED');
    expect(covered(verification, 'app.bin')?.indication).not.toBe('TOTAL_PASSED');
  });

  test('fails when the signature of one member fails', async () => {
    const files = sign(signedFiles(MEMBERS), 'app.bin');
    const other = sign({ ...MEMBERS, 'app.bin': 'another' }, 'app.bin')['app.bin.p7s'] ?? '';
    const verification = await verify({ ...files, 'app.bin.p7s': other });
    expect(verification.verdict).toBe('TOTAL_FAILED');
    expect(codes(verification)).toContain('MEMBER_SIGNATURE_FAILED');
  });

  test('is indeterminate without a signature over the manifest', async () => {
    const verification = await verify({ ...MEMBERS, 'release.yaml': manifestFor(MEMBERS) });
    expect(verification.verdict).toBe('INDETERMINATE');
    expect(codes(verification)).toEqual(['MANIFEST_UNSIGNED']);
    expect(covered(verification, 'app.bin')).toMatchObject({ by: 'checksum', indication: 'INDETERMINATE' });
  });

  test('is indeterminate, never passed, when nobody trusts the signer', async () => {
    const verification = await verify(signedFiles(MEMBERS), []);
    expect(verification.verdict).toBe('INDETERMINATE');
    expect(codes(verification)[0]).toBe('MANIFEST_SIGNATURE_NOT_PASSED');
    expect(covered(verification, 'app.bin')?.indication).toBe('INDETERMINATE');
  });

  test('is indeterminate when a member is in no list, and passes when its own signature covers it', async () => {
    const files = { ...signedFiles(MEMBERS), 'later.md': 'added after the release' };
    const open = await verify(files);
    expect(open.verdict).toBe('INDETERMINATE');
    expect(codes(open)).toEqual(['MEMBER_UNLISTED']);
    const own = await verify(sign(files, 'later.md', 'Engineer'));
    expect(own.verdict).toBe('TOTAL_PASSED');
    expect(covered(own, 'later.md')).toMatchObject({ by: 'signature', signatures: ['later.md.p7s'] });
  });

  test('is indeterminate when only MD5 covers a member, although a signed list names it', async () => {
    const md5 = 'version: 1.3.0\nchecksums:\n  app.bin: md5:0123456789abcdef0123456789abcdef\n';
    const weak = sign(
      { 'app.bin': 'x', 'release.yaml': md5.replace(/[0-9a-f]{32}/u, '9dd4e461268c8034f5c8564e155c67a6') },
      'release.yaml',
    );
    const verification = await verify(weak);
    expect(verification.verdict).toBe('INDETERMINATE');
    expect(codes(verification)).toEqual(['MEMBER_WEAKLY_COVERED']);
  });

  test('does not let a weak entry of a signed list borrow a strong one of an unsigned list', async () => {
    const manifest = 'version: 1.3.0\nchecksums:\n  app.bin: md5:9dd4e461268c8034f5c8564e155c67a6\n';
    const sums = `${digestOf('x')}  app.bin\n`;
    const files = sign({ 'app.bin': 'x', 'release.yaml': manifest, SHA256SUMS: sums }, 'release.yaml');
    const verification = await verify(files);
    expect(verification.verdict).toBe('INDETERMINATE');
    expect(covered(verification, 'app.bin')?.indication).toBe('INDETERMINATE');
  });

  test('trusts a list that a signed list names', async () => {
    const sums = `${digestOf('x')}  app.bin\n`;
    const manifest = `version: 1.3.0\nchecksums:\n  SHA256SUMS: sha256:${digestOf(sums)}\n`;
    const files = sign({ 'app.bin': 'x', 'release.yaml': manifest, SHA256SUMS: sums }, 'release.yaml');
    const verification = await verify(files);
    expect(verification.verdict).toBe('TOTAL_PASSED');
    expect(covered(verification, 'app.bin')).toMatchObject({ by: 'checksum', signatures: ['release.yaml.p7s'] });
  });

  test('is indeterminate when a signature has nothing to sign or is by no key that is known', async () => {
    const lone = await verify({ ...signedFiles(MEMBERS), 'gone.bin.p7s': sign({ a: 'a' }, 'a')['a.p7s'] ?? '' });
    expect(lone.verdict).toBe('INDETERMINATE');
    const raw = await verify({ ...signedFiles(MEMBERS), 'app.bin.sig': new Uint8Array(64).fill(7) });
    expect(raw.verdict).toBe('INDETERMINATE');
    expect(codes(raw)).toEqual(['SIGNATURE_NOT_BY_ANCHOR']);
  });

  test('takes a timestamp as proof of time, and never as somebody who vouches', async () => {
    const purpose = { oid: OID.extendedKeyUsage, critical: true, value: sequence(objectIdentifier(OID.timeStamping)) };
    const tsa = selfSigned(request('Clock', { purposes: null, more: [purpose] }));
    const trusted = [...anchors, ...readAnchors(tsa.certificate, { by: '', at: '', channel: '' })];
    const stamp = (of: string | Uint8Array): Uint8Array =>
      makeTimestamp(new Uint8Array(Buffer.from(of)), tsa, { time: '20241017130500Z' });
    const good = signedFiles(MEMBERS);
    const manifest = good['release.yaml'] ?? '';
    const signature = good['release.yaml.p7s'] ?? '';
    const stamped = await verify({ ...good, 'release.yaml.p7s.tsr': stamp(signature) }, trusted);
    expect(stamped.verdict).toBe('INDETERMINATE');
    // It is from before the time that the signer claims.
    expect(codes(stamped)).toEqual(['MANIFEST_SIGNATURE_NOT_PASSED']);
    expect(stamped.signatures.find(({ path }) => path === 'release.yaml.p7s')?.times.trusted).not.toBeNull();

    const lone = await verify({ ...MEMBERS, 'release.yaml': manifest, 'release.yaml.tsr': stamp(manifest) }, trusted);
    expect(codes(lone)).toContain('MANIFEST_UNSIGNED');
    const other = await verify({ ...good, 'release.yaml.tsr': stamp('another manifest') }, trusted);
    expect(other.verdict).toBe('TOTAL_FAILED');
    expect(codes(other)).toEqual(['MEMBER_SIGNATURE_FAILED']);
    expect((await verify({ ...good, 'release.yaml.tsr': stamp(manifest) }, trusted)).verdict).toBe('TOTAL_PASSED');
    expect((await verify({ ...good, 'release.yaml.tsr': stamp(manifest) })).verdict).toBe('INDETERMINATE');
  });

  test('settles revocation by a list that the archive brings', async () => {
    const authority = createAuthority(request('Own Authority'));
    const signer = issue(authority, request('Release Manager'));
    const manifest = manifestFor(MEMBERS);
    const bytes = Buffer.from(manifest);
    const signature = signFile({ path: 'release.yaml', bytes }, signer, '2024-10-17T15:00:00Z');
    const files = { ...MEMBERS, 'release.yaml': manifest, 'release.yaml.p7s': signature.bytes };
    const trusted = readAnchors(authority.certificate, { by: '', at: '', channel: '' });
    expect(codes(await verify(files, trusted))).toEqual(['MANIFEST_SIGNATURE_NOT_PASSED']);
    const list = makeRevocationList(authority, {
      thisUpdate: '2025-05-25T00:00:00Z',
      nextUpdate: '2025-06-08T00:00:00Z',
    });
    const settled = await verify({ ...files, 'revocation/authority.crl': list }, trusted);
    expect(covered(settled, 'release.yaml')?.indication).toBe('TOTAL_PASSED');
    // The list itself is a file that nobody vouches for.
    expect(codes(settled)).toEqual(['MEMBER_UNLISTED']);
  });

  test('says so when there is no manifest', async () => {
    const verification = await verify(MEMBERS);
    expect(verification.verdict).toBe('INDETERMINATE');
    expect(verification.manifest).toBeNull();
    expect(codes(verification)).toEqual(expect.arrayContaining(['NO_MANIFEST', 'NO_CHECKSUMS', 'MEMBER_UNLISTED']));
  });

  test('finds the manifest and its paths in a single top folder', async () => {
    const files = Object.fromEntries(
      Object.entries(signedFiles(MEMBERS)).map(([path, bytes]) => [`release-1.3.0/${path}`, bytes]),
    );
    expect((await verify(files)).verdict).toBe('TOTAL_PASSED');
  });
});
