import { describe, expect, it } from 'vitest';
import { contextPrimitive, element, sequence } from '../../../src/packer/der.ts';
import { createAuthority, issue, issueAuthority, pem, selfSigned, signCms } from '../../../src/packer/index.ts';
import { NO_REVOCATION_DATA, readRevocation } from '../../../src/signature/revocation/read.ts';
import { OID } from '../../../src/signature/oids.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import {
  generalizedTime,
  makeOcspResponse,
  makeRevocationList,
  type ListFields,
  type ResponseFields,
} from '../../support/revocation.ts';
import { anchorOf, CONTENT, judge, outcome } from './support.ts';

const root = createAuthority(request('Root'));
const signer = issue(root, request('Signer'));
const other = issue(root, request('Other'));
const good = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
const anchors = [anchorOf(root)];

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const NOT_CHECKED = 'INDETERMINATE / TRY_LATER / REVOCATION_NOT_CHECKED';
const OUT_OF_DATE = 'INDETERMINATE / TRY_LATER / REVOCATION_OUT_OF_DATE';
const REVOKED = 'INDETERMINATE / REVOKED_NO_POE / CERTIFICATE_REVOKED';

// Tests judge on 2025-06-01.
const CURRENT = { thisUpdate: '2025-05-25T00:00:00Z', nextUpdate: '2025-06-08T00:00:00Z' };
const listed = (fields: Partial<ListFields> = {}): Uint8Array => makeRevocationList(root, { ...CURRENT, ...fields });
const answered = (fields: Partial<ResponseFields> = {}): Uint8Array =>
  makeOcspResponse(root, signer.certificate, { ...CURRENT, ...fields });
const judged = async (...revocation: readonly Uint8Array[]): Promise<string> =>
  outcome(await judge(good, { anchors, revocation }));

describe('revocation lists', () => {
  it('that do not name the certificate let the signature pass, with the day it was good as of', async () => {
    expect(await judged()).toBe(NOT_CHECKED);
    expect(await judged(listed())).toBe(PASSED);
    const revoked = [{ certificate: other.certificate, at: '2025-01-01T00:00:00Z' }];
    const [result] = await judge(good, { anchors, revocation: [listed({ revoked })] });
    expect(result!.indication).toBe('TOTAL_PASSED');
    expect(result!.chain.map(({ revocation }) => revocation)).toEqual([
      { state: 'good', at: '2025-05-25T00:00:00.000Z', by: 'crl' },
      { state: 'not-needed', at: null, by: null },
    ]);
    expect(await judged(new TextEncoder().encode(pem(listed(), 'X509 CRL')))).toBe(PASSED);
  });

  it('that name it end the trust, whatever else says that it is good', async () => {
    const revoked = listed({ revoked: [{ certificate: signer.certificate, at: '2025-03-01T00:00:00Z' }] });
    expect(await judged(revoked)).toBe(REVOKED);
    expect(await judged(answered(), revoked, listed())).toBe(REVOKED);
    const [result] = await judge(good, { anchors, revocation: [revoked] });
    expect(result!.chain[0]!.revocation).toEqual({ state: 'revoked', at: '2025-03-01T00:00:00.000Z', by: 'crl' });
    expect(result!.reason.values).toMatchObject({ certificate: 'Signer', since: '2025-03-01T00:00:00.000Z' });
  });

  it('count since the day on which the key was no longer to be trusted, where they tell it', async () => {
    const invalid = { oid: '2.5.29.24', critical: false, value: generalizedTime('2025-02-02T00:00:00Z') };
    const reason = { oid: '2.5.29.21', critical: false, value: element(0x0a, Uint8Array.of(1)) };
    const entry = { certificate: signer.certificate, at: '2025-03-01T00:00:00Z', extensions: [reason, invalid] };
    const [result] = await judge(good, { anchors, revocation: [listed({ revoked: [entry] })] });
    expect(result!.chain[0]!.revocation.at).toBe('2025-02-02T00:00:00.000Z');
  });

  it('are no longer believed after the next update, and not before this one', async () => {
    expect(await judged(listed({ nextUpdate: '2025-05-31T00:00:00Z' }))).toBe(OUT_OF_DATE);
    expect(await judged(listed({ nextUpdate: null }))).toBe(OUT_OF_DATE);
    expect(await judged(listed({ thisUpdate: '2025-06-02T00:00:00Z' }))).toBe(NOT_CHECKED);
  });

  const point = (...parts: readonly Uint8Array[]) => [{ oid: '2.5.29.28', critical: true, value: sequence(...parts) }];
  const yes = Uint8Array.of(0xff);
  it.each([
    ['of another authority', makeRevocationList(createAuthority(request('Stranger')), CURRENT)],
    ['signed by another key', listed({ by: issue(root, request('Thief')).privateKey })],
    ['signed with SHA-1', listed({ digest: 'sha1' })],
    ['about authorities alone', listed({ extensions: point(contextPrimitive(2, yes)) })],
    ['about attributes alone', listed({ extensions: point(contextPrimitive(5, yes)) })],
    ['of other issuers too', listed({ extensions: point(contextPrimitive(4, yes)) })],
    [
      'that only change another list',
      listed({ extensions: [{ oid: '2.5.29.27', critical: true, value: element(2, Uint8Array.of(1)) }] }),
    ],
    [
      'with a critical extension that is unknown',
      listed({ extensions: [{ oid: '1.2.3.4', critical: true, value: sequence() }] }),
    ],
    [
      'with an entry that means another issuer',
      listed({
        revoked: [
          {
            certificate: other.certificate,
            at: '2025-01-01T00:00:00Z',
            extensions: [{ oid: '2.5.29.29', critical: true, value: sequence() }],
          },
        ],
      }),
    ],
    ['cut off', listed().subarray(0, -1)],
    ['with something after the end', Uint8Array.from([...listed(), 0])],
  ])('tell nothing when they are %s', async (_name, list) => {
    expect(await judged(list)).toBe(NOT_CHECKED);
  });

  it('about signers alone count for signers', async () => {
    expect(await judged(listed({ extensions: point(contextPrimitive(1, yes)) }))).toBe(PASSED);
  });

  it('count only by an authority that may sign them', async () => {
    const mute = createAuthority(request('Mute', { usage: ['keyCertSign'] }));
    const own = issue(mute, request('Own'));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT });
    const revocation = [makeRevocationList(mute, CURRENT)];
    expect(outcome(await judge(signature, { anchors: [anchorOf(mute)], revocation }))).toBe(NOT_CHECKED);
  });

  it('are asked for every certificate below the anchor', async () => {
    const middle = issueAuthority(root, request('Middle'));
    const low = issue(middle, request('Low'));
    const signature = signCms(CONTENT, low, { signingTime: SIGNED_AT });
    const lower = makeRevocationList(middle, CURRENT);
    expect(outcome(await judge(signature, { anchors, revocation: [lower] }))).toBe(NOT_CHECKED);
    expect(outcome(await judge(signature, { anchors, revocation: [lower, listed()] }))).toBe(PASSED);
    const revoked = listed({ revoked: [{ certificate: middle.certificate, at: '2025-03-01T00:00:00Z' }] });
    expect(outcome(await judge(signature, { anchors, revocation: [lower, revoked] }))).toBe(
      'INDETERMINATE / REVOKED_CA_NO_POE / CERTIFICATE_REVOKED',
    );
  });

  it('are not asked for where the signer’s own certificate is the anchor', async () => {
    const own = selfSigned(request('Own'));
    const signature = signCms(CONTENT, own, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(own)] }))).toBe(PASSED);
  });

  it('may be given beside the trust anchors', async () => {
    expect(outcome(await judge(good, { anchors: [...anchors, anchorOf({ certificate: listed() })] }))).toBe(PASSED);
    expect(outcome(await judge(good, { anchors: [...anchors, anchorOf({ certificate: answered() })] }))).toBe(PASSED);
    expect(anchorOf({ certificate: listed() })).toMatchObject({
      kind: 'revocation-list',
      subject: 'CN=Root,O=Example Devices,C=DE',
      notBefore: '2025-05-25T00:00:00.000Z',
      notAfter: '2025-06-08T00:00:00.000Z',
    });
  });
});

describe('OCSP responses', () => {
  const ocsp = (changes = {}) => {
    const purposes = [OID.ocspSigning];
    const nocheck = { oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(5, 0) };
    return issue(root, request('Responder', { purposes, more: [nocheck], ...changes }));
  };

  it('of the issuer or of a responder that it named let the signature pass', async () => {
    for (const fields of [
      {},
      { byKey: true },
      { named: 'sha256' },
      { responder: ocsp() },
      { responder: ocsp(), byKey: true },
    ] as const) {
      expect(await judged(answered(fields)), JSON.stringify(Object.keys(fields))).toBe(PASSED);
    }
    const [result] = await judge(good, { anchors, revocation: [answered()] });
    expect(result!.chain[0]!.revocation).toEqual({ state: 'good', at: '2025-05-25T00:00:00.000Z', by: 'ocsp' });
  });

  it('that say revoked, or that they do not know', async () => {
    expect(await judged(answered({ status: { revokedAt: '2025-03-01T00:00:00Z' } }))).toBe(REVOKED);
    expect(await judged(answered({ status: 'unknown' }))).toBe(NOT_CHECKED);
    expect(await judged(answered({ nextUpdate: '2025-05-30T00:00:00Z' }))).toBe(OUT_OF_DATE);
  });

  it('tell nothing when their signer may not answer, or they are about another certificate', async () => {
    const stranger = createAuthority(request('Stranger'));
    const foreign = issue(stranger, request('Responder', { purposes: [OID.ocspSigning], noRevAvail: true }));
    const wrong = [
      answered({ responder: signer }),
      answered({ responder: ocsp({ purposes: [OID.documentSigning] }) }),
      answered({ responder: ocsp({ more: [] }) }),
      answered({ responder: foreign }),
      answered({ responder: ocsp(), producedAt: '2027-01-01T00:00:00Z' }),
      answered({ responder: { ...ocsp(), privateKey: other.privateKey } }),
      answered({ digest: 'sha1' }),
      answered({ extensions: [{ oid: '1.2.3.4', critical: true, value: sequence() }] }),
      makeOcspResponse(root, other.certificate, CURRENT),
      makeOcspResponse(stranger, signer.certificate, CURRENT),
      answered().subarray(0, -1),
    ];
    for (const [index, response] of wrong.entries()) expect(await judged(response), `case ${index}`).toBe(NOT_CHECKED);
  });
});

describe('made-up revocation data', () => {
  it('is refused wherever it is cut off or changed, without an exception', () => {
    for (const whole of [
      listed({ revoked: [{ certificate: other.certificate, at: '2025-01-01T00:00:00Z' }] }),
      answered(),
    ]) {
      for (let length = 0; length < whole.length; length += 1) {
        expect(readRevocation(whole.subarray(0, length))).toEqual(NO_REVOCATION_DATA);
      }
    }
  });

  it('with one bit changed never says of a revoked certificate that it is good', async () => {
    const revoked = listed({ revoked: [{ certificate: signer.certificate, at: '2025-03-01T00:00:00Z' }] });
    for (const [index, byte] of revoked.entries()) {
      const changed = Uint8Array.from(revoked);
      changed[index] = byte ^ (1 << (index % 8));
      expect(await judged(changed), `byte ${index}`).not.toBe(PASSED);
    }
  });
});
