import { expect, test } from 'vitest';
import { createAuthority, issue, signCms } from '../../../src/packer/index.ts';
import { CRYPTO_POLICY } from '../../../src/signature/index.ts';
import { AT, request, SIGNED_AT } from '../../support/pki.ts';
import { anchorOf, CONTENT, judge, outcome } from './support.ts';

test('every day of the crypto policy is past, so that it holds at every instant that is judged', () => {
  const days = [...CRYPTO_POLICY.refusedDigests, CRYPTO_POLICY.rsa].map(({ since }) => Date.parse(since));
  expect(days.every((day) => day < AT)).toBe(true);
});

test('what the crypto policy refuses leaves a signature open, by its name', async () => {
  const root = createAuthority(request('Root'));
  const anchors = [anchorOf(root)];
  const signed = (kind: 'rsa-1024' | 'rsa-2048', digest: 'sha1' | 'sha256') =>
    signCms(CONTENT, issue(root, request('Signer', { kind, noRevAvail: true })), { signingTime: SIGNED_AT, digest });
  const [weak] = await judge(signed('rsa-2048', 'sha1'), { anchors });
  expect(outcome([weak!])).toBe('INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_ALGORITHM_WEAK');
  expect(CRYPTO_POLICY.refusedDigests.map(({ name }) => name)).toContain(weak!.reason.values['algorithm']);
  const [short] = await judge(signed('rsa-1024', 'sha256'), { anchors });
  expect(outcome([short!])).toBe('INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_KEY_WEAK');
});
