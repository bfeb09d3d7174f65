import { describe, expect, it } from 'vitest';
import {
  createAuthority,
  issue,
  issueAuthority,
  selfSigned,
  signCms,
  type Authority,
  type CertificateRequest,
  type Scheme,
  type Signer,
} from '../../../src/packer/index.ts';
import { contextPrimitive, objectIdentifier, sequence } from '../../../src/packer/der.ts';
import { OID } from '../../../src/signature/oids.ts';
import type { KeyKind } from '../../support/keys.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { anchorOf, CONTENT, contentOf, judge, NOT_LISTED, outcome } from './support.ts';

const root = createAuthority(request('Root'));
const signer = issue(root, request('Signer', { noRevAvail: true }));
const good = signCms(CONTENT, signer, { signingTime: SIGNED_AT });

/** The outcome for a signer whose certificate `root` issued with the changes. */
async function signedBy(
  changes: Partial<CertificateRequest> & { kind?: KeyKind },
  at?: string,
  signingTime: string | null = SIGNED_AT,
) {
  const own = issue(root, request('Changed', { noRevAvail: true, ...changes }));
  const result = await judge(signCms(CONTENT, own, { signingTime }), { anchors: [anchorOf(root)], at });
  return outcome(result);
}

/** The outcome for a signer below two authorities, the lower of which is changed. */
async function below(changes: Partial<CertificateRequest>, top: Authority = root) {
  const middle = issueAuthority(top, request('Middle', changes));
  const own = issue(middle, request('Low', { noRevAvail: true }));
  return outcome(await judge(signCms(CONTENT, own, { signingTime: SIGNED_AT }), { anchors: [anchorOf(top)] }));
}

describe('a good signature', () => {
  it('passes and says who signed, when and under which anchor', async () => {
    const [result, ...more] = await judge(good, { anchors: [anchorOf(root)] });
    expect(more).toEqual([]);
    expect(result).toMatchObject({
      indication: 'TOTAL_PASSED',
      subIndication: null,
      format: 'cms',
      covers: ['release.yaml'],
      reason: { code: 'SIGNATURE_PASSED', values: { signer: 'Signer', anchor: 'Root', path: 'release.yaml.p7s' } },
      signer: { name: 'Signer', subject: 'CN=Signer,O=Example Devices,C=DE' },
      times: { claimed: '2024-10-17T15:00:00.000Z', trusted: null, evaluated: '2025-06-01T00:00:00.000Z' },
      anchor: anchorOf(root).fingerprint,
    });
    expect(result!.chain.map(({ subject, anchor, key }) => [subject, anchor, key])).toEqual([
      ['CN=Signer,O=Example Devices,C=DE', false, 'EC P-256'],
      ['CN=Root,O=Example Devices,C=DE', true, 'EC P-256'],
    ]);
    expect(result!.checks.every(({ answer }) => answer === 'yes')).toBe(true);
  });

  const schemes: readonly (readonly [KeyKind, Scheme])[] = [
    ['rsa-2048', 'rsa-pkcs1'],
    ['rsa-3072', 'rsa-pkcs1'],
    ['rsa-2048', 'rsa-pss'],
    ['rsa-pss-2048', 'rsa-pss'],
    ['ec-p256', 'ecdsa'],
    ['ec-p384', 'ecdsa'],
    ['ec-p521', 'ecdsa'],
    ['ec-brainpool256', 'ecdsa'],
    ['ed25519', 'ed25519'],
  ];
  it.each(schemes)('passes with %s, %s, and fails over other content', async (kind, scheme) => {
    const own = issue(root, request(`Signer ${kind}`, { kind, noRevAvail: true }));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT, scheme });
    const anchors = [anchorOf(root)];
    expect(outcome(await judge(signature, { anchors }))).toBe('TOTAL_PASSED / null / SIGNATURE_PASSED');
    const other = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
    expect(outcome(await judge(signature, { anchors, content: other }))).toBe(
      'TOTAL_FAILED / HASH_FAILURE / SIGNATURE_DIGEST_MISMATCH',
    );
  });

  it.each(['rsa-2048', 'ec-p384', 'ed25519'] as const)('passes under an authority with %s', async (kind) => {
    const authority = createAuthority(request(`Root ${kind}`, { kind }));
    const own = issue(authority, request('Signer', { noRevAvail: true }));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(authority)] }))).toContain('TOTAL_PASSED');
  });

  it('passes without a claimed time', async () => {
    const [result] = await judge(signCms(CONTENT, signer, { signingTime: null }), { anchors: [anchorOf(root)] });
    expect(result).toMatchObject({ indication: 'TOTAL_PASSED', times: { claimed: null } });
    expect(result!.checks).toContainEqual({ question: 'claimed-time-fits', answer: 'not-checked' });
  });

  it('fails over changed content even where nobody is trusted', async () => {
    const other = contentOf(new TextEncoder().encode('other'));
    expect(outcome(await judge(good, { anchors: [], content: other }))).toContain('HASH_FAILURE');
  });

  it('is indeterminate when what it signs is absent', async () => {
    const [result] = await judge(good, { anchors: [anchorOf(root)], content: null });
    expect(result).toMatchObject({ covers: [], subIndication: 'SIGNED_DATA_NOT_FOUND', indication: 'INDETERMINATE' });
  });

  it('passes on what reading the content throws', async () => {
    const unreadable = { ...contentOf(CONTENT), digest: () => Promise.reject(new RangeError('gone')) };
    await expect(judge(good, { anchors: [], content: unreadable })).rejects.toThrow('gone');
  });
});

describe('a signature that claims the future', () => {
  it('is left open, but for a day that clocks and zones may differ by', async () => {
    const claiming = async (signingTime: string) =>
      outcome(await judge(signCms(CONTENT, signer, { signingTime }), { anchors: [anchorOf(root)] }));
    expect(await claiming('2025-06-01T23:00:00Z')).toBe('TOTAL_PASSED / null / SIGNATURE_PASSED');
    expect(await claiming('2025-06-03T00:00:00Z')).toBe('INDETERMINATE / NO_POE / SIGNATURE_IN_FUTURE');
  });
});

describe('trust anchors', () => {
  it('without any the signer stays a claim', async () => {
    const [result] = await judge(good, { anchors: [] });
    expect(outcome([result!])).toBe('INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / CHAIN_NO_ANCHOR_GIVEN');
    expect(result).toMatchObject({ signer: { name: 'Signer' }, anchor: null });
    expect(result!.checks).toContainEqual({ question: 'signature-intact', answer: 'yes' });
  });

  it('an unknown authority proves nothing', async () => {
    const stranger = createAuthority(request('Stranger'));
    expect(outcome(await judge(good, { anchors: [anchorOf(stranger)] }))).toBe(
      'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / CHAIN_NOT_FOUND',
    );
  });

  it('an authority of the same name and another key is noticed', async () => {
    const impostor = createAuthority(request('Root', { kind: 'ec-p384' }));
    expect(outcome(await judge(good, { anchors: [anchorOf(impostor)] }))).toBe(
      'INDETERMINATE / CERTIFICATE_CHAIN_GENERAL_FAILURE / CHAIN_INVALID',
    );
  });

  it('the authority inside the signature is no anchor', async () => {
    const own: Signer = { ...signer, chain: [root.certificate] };
    expect(outcome(await judge(signCms(CONTENT, own, { signingTime: SIGNED_AT }), { anchors: [] }))).toContain(
      'CHAIN_NO_ANCHOR_GIVEN',
    );
  });

  it('their order does not matter, nor do others beside the right one', async () => {
    const impostor = anchorOf(createAuthority(request('Root', { kind: 'ec-p384' })));
    const stranger = anchorOf(createAuthority(request('Stranger')));
    for (const anchors of [
      [impostor, stranger, anchorOf(root)],
      [anchorOf(root), stranger, impostor],
    ]) {
      expect(outcome(await judge(good, { anchors }))).toContain('TOTAL_PASSED');
    }
  });

  it('one whose bytes are no certificate trusts nobody', async () => {
    const broken = { ...anchorOf(root), material: 'AAAA' };
    expect(outcome(await judge(good, { anchors: [broken] }))).toContain('CHAIN_NO_ANCHOR_GIVEN');
  });

  it('the signer itself may be the anchor, and then no revocation is asked', async () => {
    const plain = issue(root, request('Plain'));
    const signature = signCms(CONTENT, plain, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(plain)] }))).toContain('TOTAL_PASSED');
    const own = selfSigned(request('Alone'));
    expect(
      outcome(await judge(signCms(CONTENT, own, { signingTime: SIGNED_AT }), { anchors: [anchorOf(own)] })),
    ).toContain('TOTAL_PASSED');
  });

  it('an anchor that expired does not carry a signature any more', async () => {
    const old = createAuthority(request('Old root', { notAfter: '2025-01-01T00:00:00Z' }));
    const own = issue(old, request('Signer', { noRevAvail: true }));
    expect(outcome(await judge(signCms(CONTENT, own, { signingTime: SIGNED_AT }), { anchors: [anchorOf(old)] }))).toBe(
      'INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF',
    );
  });
});

describe('time', () => {
  it('an expired certificate without proof of time is indeterminate', async () => {
    expect(await signedBy({}, '2026-06-01T00:00:00Z')).toBe(
      'INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF',
    );
    expect(await signedBy({}, '2026-06-01T00:00:00Z', null)).toContain('CERTIFICATE_EXPIRED_NO_TIME_PROOF');
  });

  it('a claimed time after the end makes it worse', async () => {
    expect(await signedBy({}, '2026-06-01T00:00:00Z', '2026-03-01T00:00:00Z')).toBe(
      'INDETERMINATE / EXPIRED / CERTIFICATE_EXPIRED',
    );
    expect(await signedBy({ notAfter: '2025-12-01T00:00:00Z' }, undefined, '2025-12-24T00:00:00Z')).toBe(
      'INDETERMINATE / EXPIRED / CERTIFICATE_EXPIRED',
    );
  });

  it('before the beginning it is not valid yet, by the instant or by the claim', async () => {
    expect(await signedBy({ notBefore: '2025-07-01T00:00:00Z' })).toBe(
      'INDETERMINATE / NOT_YET_VALID / CERTIFICATE_NOT_YET_VALID',
    );
    expect(await signedBy({}, undefined, '2023-12-31T23:59:59Z')).toBe(
      'INDETERMINATE / NOT_YET_VALID / CERTIFICATE_NOT_YET_VALID',
    );
  });

  it('both ends belong to the validity', async () => {
    expect(await signedBy({}, '2024-01-01T00:00:00Z', null)).toContain('TOTAL_PASSED');
    expect(await signedBy({}, '2026-01-01T00:00:00Z', null)).toContain('TOTAL_PASSED');
    expect(await signedBy({}, '2026-01-01T00:00:01Z', null)).toContain('CERTIFICATE_EXPIRED_NO_TIME_PROOF');
  });

  it('an expired intermediate counts as well', async () => {
    expect(await below({ notAfter: '2025-01-01T00:00:00Z' })).toBe(
      'INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF',
    );
  });
});

describe('what a signer may be', () => {
  it.each([
    ['no usage at all', { usage: null }],
    ['digitalSignature alone', { usage: ['digitalSignature'] as const }],
    ['nonRepudiation alone', { usage: ['nonRepudiation'] as const }],
    ['no purpose at all', { purposes: null }],
    ['e-mail', { purposes: [OID.emailProtection] }],
    ['code', { purposes: [OID.codeSigning] }],
    ['any purpose', { purposes: [OID.anyExtendedKeyUsage] }],
    ['one right purpose of two', { purposes: [OID.serverAuth, OID.documentSigning] }],
    ['no basicConstraints', { ca: null }],
  ])('%s passes', async (_name, changes) => {
    expect(await signedBy(changes)).toContain('TOTAL_PASSED');
  });

  it.each([
    ['a usage for keys', { usage: ['keyEncipherment'] as const }],
    ['a usage for certificates', { usage: ['keyCertSign'] as const }],
    ['a web server', { purposes: [OID.serverAuth] }],
    ['an unknown purpose', { purposes: ['1.2.3.4'] }],
  ])('%s does not', async (_name, changes) => {
    expect(await signedBy(changes)).toBe('INDETERMINATE / SIG_CONSTRAINTS_FAILURE / SIGNER_PURPOSE_WRONG');
  });

  it('a purpose is asked of a signer that is an anchor too', async () => {
    const own = selfSigned(request('Alone', { purposes: [OID.serverAuth] }));
    expect(outcome(await judge(signCms(CONTENT, own, { signingTime: null }), { anchors: [anchorOf(own)] }))).toContain(
      'SIGNER_PURPOSE_WRONG',
    );
  });

  it('an unknown critical extension is refused, the same one uncritical is not', async () => {
    const value = Uint8Array.of(0x05, 0x00);
    expect(await signedBy({ more: [{ oid: '1.2.3.4', critical: true, value }] })).toBe(
      'INDETERMINATE / CHAIN_CONSTRAINTS_FAILURE / CHAIN_CONSTRAINTS',
    );
    expect(await signedBy({ more: [{ oid: '1.2.3.4', critical: false, value }] })).toContain('TOTAL_PASSED');
  });

  it('an extension that stands twice makes the certificate unreadable', () => {
    const twice = { oid: '1.2.3.4', critical: false, value: Uint8Array.of(0x05, 0x00) };
    const request_ = request('Changed', { noRevAvail: true, more: [twice, twice] });
    const unreadable = issue(root, request_);
    expect(() => signCms(CONTENT, unreadable, { signingTime: null })).toThrow('an extension stands twice');
  });
});

describe('algorithms and keys', () => {
  it('RSA below 2048 bits is weak, at the signer and above', async () => {
    expect(await signedBy({ kind: 'rsa-1024' })).toBe(
      'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_KEY_WEAK',
    );
    const weak = createAuthority(request('Weak root', { kind: 'rsa-1024' }));
    const own = issue(weak, request('Signer', { noRevAvail: true }));
    expect(outcome(await judge(signCms(CONTENT, own, { signingTime: null }), { anchors: [anchorOf(weak)] }))).toContain(
      'SIGNATURE_KEY_WEAK',
    );
  });

  it('a certificate signed with SHA-1 is weak, a self-signature of the anchor is not asked', async () => {
    expect(await signedBy({ digest: 'sha1' })).toBe(
      'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_ALGORITHM_WEAK',
    );
    const old = createAuthority(request('Old self-signature', { digest: 'sha1' }));
    const own = issue(old, request('Signer', { noRevAvail: true }));
    expect(outcome(await judge(signCms(CONTENT, own, { signingTime: null }), { anchors: [anchorOf(old)] }))).toContain(
      'TOTAL_PASSED',
    );
  });

  it.each([
    ['ec-p256', 'ecdsa'],
    ['rsa-2048', 'rsa-pkcs1'],
    ['rsa-2048', 'rsa-pss'],
  ] as const)('a signature with SHA-1 is weak (%s, %s)', async (kind, scheme) => {
    const own = issue(root, request(`Signer ${kind}`, { kind, noRevAvail: true }));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT, scheme, digest: 'sha1' });
    expect(outcome(await judge(signature, { anchors: [anchorOf(root)] }))).toBe(
      'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_ALGORITHM_WEAK',
    );
  });
});

describe('paths', () => {
  it('over an intermediate authority without revocation data are indeterminate, and say so', async () => {
    expect(await below({})).toBe('INDETERMINATE / TRY_LATER / REVOCATION_NOT_CHECKED');
  });

  it('pass when the intermediate authority is the anchor', async () => {
    const middle = issueAuthority(root, request('Middle'));
    const own = issue(middle, request('Low', { noRevAvail: true }));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(middle)] }))).toContain('TOTAL_PASSED');
    expect(outcome(await judge(signature, { anchors: [anchorOf(root), anchorOf(middle)] }))).toContain('TOTAL_PASSED');
  });

  it('are found whatever the order of certificates, and not without them', async () => {
    const middle = issueAuthority(root, request('Middle'));
    const lower = issueAuthority(middle, request('Lower'));
    const own = issue(lower, request('Low', { noRevAvail: true }));
    const anchors = [anchorOf(root)];
    for (const chain of [own.chain, [...own.chain].reverse(), [...own.chain, root.certificate]]) {
      const [result] = await judge(signCms(CONTENT, { ...own, chain }, { signingTime: SIGNED_AT }), { anchors });
      expect(result!.chain.map(({ subject }) => subject.split(',')[0])).toEqual([
        'CN=Low',
        'CN=Lower',
        'CN=Middle',
        'CN=Root',
      ]);
    }
    const without = signCms(CONTENT, { ...own, chain: [lower.certificate] }, { signingTime: SIGNED_AT });
    expect(outcome(await judge(without, { anchors }))).toContain('CHAIN_NOT_FOUND');
  });

  it.each([
    ['without the authority flag', { ca: false }],
    ['without basicConstraints', { ca: null }],
    ['whose key may not sign certificates', { usage: ['digitalSignature'] as const }],
    ['with an unknown critical extension', { more: [{ oid: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) }] }],
  ])('over an authority %s are refused', async (_name, changes) => {
    expect(await below(changes)).toBe('INDETERMINATE / CHAIN_CONSTRAINTS_FAILURE / CHAIN_CONSTRAINTS');
  });

  it('over an authority for another purpose are refused', async () => {
    expect(await below({ purposes: [OID.serverAuth] })).toContain('SIGNER_PURPOSE_WRONG');
    expect(await below({ purposes: [OID.serverAuth, OID.emailProtection] })).toContain('REVOCATION_NOT_CHECKED');
  });

  it('longer than an authority allows are refused', async () => {
    expect(await below({}, createAuthority(request('Short root', { pathLength: 0 })))).toContain('/ CHAIN_CONSTRAINTS');
    expect(await below({}, createAuthority(request('Long root', { pathLength: 1 })))).toContain(
      'REVOCATION_NOT_CHECKED',
    );
  });

  it('pass where one of several does', async () => {
    const keys = request('Middle').keys;
    const bad = issueAuthority(root, request('Middle', { keys, ca: false }));
    const middle = issueAuthority(root, request('Middle', { keys }));
    const own = issue(middle, request('Low', { noRevAvail: true }));
    const signature = signCms(
      CONTENT,
      { ...own, chain: [bad.certificate, middle.certificate] },
      { signingTime: SIGNED_AT },
    );
    expect(outcome(await judge(signature, { anchors: [anchorOf(root)] }))).toContain('REVOCATION_NOT_CHECKED');
    expect(outcome(await judge(signature, { anchors: [anchorOf(root), anchorOf(middle)] }))).toContain('TOTAL_PASSED');
  });

  it('through certificates that issue each other end', async () => {
    const first = createAuthority(request('First'));
    const second = issueAuthority(first, request('Second'));
    const crossed = issueAuthority(second, request('First'));
    const own = issue(second, request('Low', { noRevAvail: true }));
    const chain = [second.certificate, crossed.certificate, first.certificate];
    const signature = signCms(CONTENT, { ...own, chain }, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(root)] }))).toContain('CHAIN_NOT_FOUND');
  });
});

describe('revocation', () => {
  it('is not checked for a certificate that may be revoked', async () => {
    expect(await signedBy({ noRevAvail: false })).toBe('INDETERMINATE / TRY_LATER / REVOCATION_NOT_CHECKED');
  });

  it('does not believe noRevAvail beside a place to look revocation up', async () => {
    const crl = { oid: '2.5.29.31', critical: false, value: Uint8Array.of(0x30, 0) };
    expect(await signedBy({ more: [crl] })).toContain('REVOCATION_NOT_CHECKED');
    const responder = sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'), contextPrimitive(6)));
    const access = { oid: '1.3.6.1.5.5.7.1.1', critical: false, value: responder };
    expect(await signedBy({ more: [access] })).toContain('REVOCATION_NOT_CHECKED');
    const issuers = sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.2'), contextPrimitive(6)));
    expect(await signedBy({ more: [{ ...access, value: issuers }] })).toContain('TOTAL_PASSED');
    expect(await signedBy({ ca: true, usage: ['digitalSignature', 'keyCertSign'] })).toContain(
      'REVOCATION_NOT_CHECKED',
    );
  });
});

it('lists what was not asked as not checked', async () => {
  const [result] = await judge(good, { anchors: [] });
  expect(result!.checks.filter(({ answer }) => answer === 'not-checked').map(({ question }) => question)).toEqual(
    NOT_LISTED,
  );
});
