import { describe, expect, test } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import {
  anchors,
  approve,
  manifestFor,
  sign,
  signedFiles,
  verified,
  type Files,
} from '../../support/signed-release.ts';

const MEMBERS: Files = { 'app.bin': 'the application' };
const limited = (changes: Partial<TrustAnchor>): readonly TrustAnchor[] =>
  anchors.map((one) => ({ ...one, ...changes }));

async function manifestReason(files: Files, trusted: readonly TrustAnchor[]): Promise<string> {
  const { verification } = await verified(files, trusted);
  const signature = verification.signatures.find(({ covers }) => covers.includes('release.yaml'));
  return `${verification.verdict} ${signature?.reason.code ?? 'none'}`;
}

describe('a trust anchor', () => {
  const files = sign(
    {
      ...MEMBERS,
      'release.yaml': `${manifestFor(MEMBERS)}product: { name: X, manufacturer: Example  Devices GmbH }\n`,
    },
    'release.yaml',
  );

  test('that its user lets end carries nothing from then on, and says so', async () => {
    expect(await manifestReason(files, limited({ expires: '2025-06-02T00:00:00Z' }))).toBe(
      'TOTAL_PASSED SIGNATURE_PASSED',
    );
    expect(await manifestReason(files, limited({ expires: '2025-06-01T00:00:00Z' }))).toBe(
      'INDETERMINATE ANCHOR_ENDED',
    );
  });

  test('for one manufacturer carries nothing of another one, nor of none', async () => {
    expect(await manifestReason(files, limited({ manufacturer: 'EXAMPLE Devices gmbh' }))).toBe(
      'TOTAL_PASSED SIGNATURE_PASSED',
    );
    expect(await manifestReason(files, limited({ manufacturer: 'Other GmbH' }))).toBe(
      'INDETERMINATE ANCHOR_OF_OTHER_MANUFACTURER',
    );
    expect(await manifestReason(signedFiles(MEMBERS), limited({ manufacturer: 'Other GmbH' }))).toBe(
      'INDETERMINATE ANCHOR_OF_OTHER_MANUFACTURER',
    );
  });

  test('that may not count does not hide another one that may', async () => {
    const [only] = anchors;
    const both = [{ ...only!, expires: '2020-01-01T00:00:00Z' }];
    expect(await manifestReason(files, [...both])).toBe('INDETERMINATE ANCHOR_ENDED');
    expect(await manifestReason({ ...files, 'app.bin': 'changed' }, both)).toBe('TOTAL_FAILED ANCHOR_ENDED');
  });

  test('for some roles vouches in these alone', async () => {
    expect(await manifestReason(files, limited({ roles: ['release'] }))).toBe('TOTAL_PASSED SIGNATURE_PASSED');
    expect(await manifestReason(files, limited({ roles: ['qa_lead'] }))).toBe('INDETERMINATE ANCHOR_NOT_FOR_ROLE');
    const approved = approve(files, { role: 'qa_lead', name: 'Jane Doe' });
    const approvalBy = async (roles: readonly string[]): Promise<string> => {
      const { verification } = await verified(approved, limited({ roles }));
      const found = verification.approvals.find(({ role }) => role === 'qa_lead');
      return `${found?.state ?? ''} ${found?.indication ?? ''} ${found?.reason.code ?? ''}`;
    };
    expect(await approvalBy(['release', 'QA-Lead'])).toBe('signed TOTAL_PASSED APPROVAL_SIGNED');
    expect(await approvalBy(['release'])).toBe('signed INDETERMINATE ANCHOR_NOT_FOR_ROLE');
  });
});
