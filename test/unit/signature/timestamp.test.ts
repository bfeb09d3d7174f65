import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { context, sequence, objectIdentifier, booleanTrue, octetString } from '../../../src/packer/der.ts';
import { createAuthority, issue, pem, signCms, type CertificateRequest } from '../../../src/packer/index.ts';
import { OID } from '../../../src/signature/oids.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { makeRevocationList } from '../../support/revocation.ts';
import { makeTimestamp, signStamped, timestampResponse } from '../../support/timestamp.ts';
import { anchorOf, CONTENT, contentOf, judge, outcome } from './support.ts';

const LONG = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };
const root = createAuthority(request('Root', LONG));
const clock = createAuthority(request('Clock Root', LONG));
const purpose = {
  oid: OID.extendedKeyUsage,
  critical: true,
  value: sequence(objectIdentifier(OID.timeStamping)),
};
const tsaOf = (changes: Partial<CertificateRequest> = {}) =>
  issue(clock, request('Clock', { ...LONG, purposes: null, more: [purpose], noRevAvail: true, ...changes }));
const tsa = tsaOf();
const anchors = [anchorOf(root), anchorOf(clock)];

/** A certificate that ended in 2024, two months after it signed. */
const signer = issue(root, request('Signer', { notAfter: '2024-12-31T00:00:00Z', noRevAvail: true }));
const TIME = '20241017150500Z';
const stamped = (time = TIME, by = tsa, changes = {}) =>
  signStamped(CONTENT, signer, SIGNED_AT, (signature) => [makeTimestamp(signature, by, { time, ...changes })]);
const judged = async (signature: Uint8Array, trusted = anchors): Promise<string> =>
  outcome(await judge(signature, { anchors: trusted }));

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const NO_PROOF = 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF';

describe('a timestamp inside a signature', () => {
  it('proves that a certificate which has ended since signed in time', async () => {
    expect(await judged(signCms(CONTENT, signer, { signingTime: SIGNED_AT }))).toBe(NO_PROOF);
    const [result] = await judge(stamped(), { anchors });
    expect(outcome([result!])).toBe(PASSED);
    expect(result!.times).toEqual({
      claimed: '2024-10-17T15:00:00.000Z',
      trusted: '2024-10-17T15:05:00.000Z',
      evaluated: '2025-06-01T00:00:00.000Z',
    });
    expect(result!.checks).toContainEqual({ question: 'timestamp-proven', answer: 'yes' });
  });

  it('proves the latest instant that it may mean, and the earliest of several counts', async () => {
    const fine = makeTimestampTimes(['20241017150500.123Z', { accuracy: [1, 500] }]);
    const [result] = await judge(fine, { anchors });
    expect(result!.times.trusted).toBe('2024-10-17T15:05:01.623Z');
    const [twice] = await judge(makeTimestampTimes(['20241101000000Z', {}], [TIME, {}]), { anchors });
    expect(twice!.times.trusted).toBe('2024-10-17T15:05:00.000Z');
  });

  it('after the end of the certificate proves nothing for it', async () => {
    expect(await judged(stamped('20250201000000Z'))).toBe(NO_PROOF);
  });

  it('of a revoked certificate counts where it is from before the revocation', async () => {
    const own = issue(root, request('Revoked', LONG));
    const at = '2025-01-01T00:00:00Z';
    const fields = { thisUpdate: '2025-05-25T00:00:00Z', nextUpdate: '2025-06-08T00:00:00Z' };
    const revocation = [makeRevocationList(root, { ...fields, revoked: [{ certificate: own.certificate, at }] })];
    const signed = (time: string) =>
      signStamped(CONTENT, own, SIGNED_AT, (signature) => [makeTimestamp(signature, tsa, { time })]);
    expect(outcome(await judge(signed(TIME), { anchors, revocation }))).toBe(PASSED);
    expect(outcome(await judge(signed('20250202000000Z'), { anchors, revocation }))).toContain('REVOKED_NO_POE');
  });

  it('before the time that the signer claims contradicts it', async () => {
    expect(await judged(stamped('20241017140000Z'))).toBe(
      'INDETERMINATE / TIMESTAMP_ORDER_FAILURE / TIMESTAMP_BEFORE_CLAIM',
    );
    // Clocks of honest people differ by minutes.
    expect(await judged(stamped('20241017145500Z'))).toBe(PASSED);
  });

  it.each([
    ['of an unknown authority', () => stamped(), [anchorOf(root)]],
    [
      'of a certificate for other purposes',
      () => stamped(TIME, issue(clock, request('Clock', { ...LONG, noRevAvail: true }))),
      anchors,
    ],
    [
      'of a certificate whose purpose is not critical',
      () => stamped(TIME, tsaOf({ more: [{ ...purpose, critical: false }] })),
      anchors,
    ],
    [
      'of a certificate for this and other purposes',
      () =>
        stamped(
          TIME,
          tsaOf({
            more: [
              { ...purpose, value: sequence(objectIdentifier(OID.timeStamping), objectIdentifier(OID.codeSigning)) },
            ],
          }),
        ),
      anchors,
    ],
    [
      'of an authority whose certificate has ended',
      () => stamped(TIME, tsaOf({ notAfter: '2025-01-01T00:00:00Z' })),
      anchors,
    ],
    ['of an authority of whose revocation nothing tells', () => stamped(TIME, tsaOf({ noRevAvail: false })), anchors],
    ['that does not name the certificate', () => stamped(TIME, tsa, { bound: false }), anchors],
    ['by SHA-1', () => stamped(TIME, tsa, { digest: 'sha1' }), anchors],
    ['from the future', () => stamped('20260101000000Z'), anchors],
    ['of another version', () => stamped(TIME, tsa, { version: 2 }), anchors],
    ['of another content type', () => stamped(TIME, tsa, { contentType: OID.data }), anchors],
    ['signed twice', () => stamped(TIME, tsa, { signers: 2 }), anchors],
    ['with a time that no calendar knows', () => stamped('20241350000000Z'), anchors],
    ['with a time in another zone', () => stamped('20241017150500+0100'), anchors],
    [
      'with a critical extension',
      () =>
        stamped(TIME, tsa, {
          more: [context(1, sequence(objectIdentifier('1.2.3'), booleanTrue(), octetString(Uint8Array.of(5, 0))))],
        }),
      anchors,
    ],
    [
      'of another signature',
      () => signStamped(CONTENT, signer, SIGNED_AT, () => [makeTimestamp(CONTENT, tsa, { time: TIME })]),
      anchors,
    ],
    ['that is none', () => signStamped(CONTENT, signer, SIGNED_AT, () => [sequence()]), anchors],
  ] as const)('proves nothing when it is %s', async (_name, signature, trusted) => {
    const [result] = await judge(signature(), { anchors: trusted });
    expect(outcome([result!])).toBe(NO_PROOF);
    expect(result!.times.trusted).toBeNull();
    expect(result!.checks).toContainEqual({ question: 'timestamp-proven', answer: 'no' });
  });

  it('that proves nothing takes nothing from a signature that is good without it', async () => {
    const fresh = issue(root, request('Fresh', { noRevAvail: true }));
    const signature = signStamped(CONTENT, fresh, SIGNED_AT, () => [sequence()]);
    expect(await judged(signature)).toBe(PASSED);
  });
});

describe('a timestamp beside a file', () => {
  const beside = async (bytes: Uint8Array, changes: Parameters<typeof judge>[1] = { anchors }) =>
    judge(bytes, { path: 'release.yaml.tsr', ...changes });
  const token = makeTimestamp(CONTENT, tsa, { time: TIME });

  it('proves when the file existed, as a token and as the response of an authority', async () => {
    for (const bytes of [token, timestampResponse(token), timestampResponse(token, 1)]) {
      const [result] = await beside(bytes);
      expect(result).toMatchObject({
        format: 'timestamp',
        indication: 'TOTAL_PASSED',
        reason: { code: 'TIMESTAMP_PASSED', values: { time: '2024-10-17T15:05:00.000Z', signer: 'Clock' } },
        times: { trusted: '2024-10-17T15:05:00.000Z' },
      });
    }
  });

  it('fails over other bytes, and stays open without them or without its authority', async () => {
    const content = contentOf(new TextEncoder().encode('other'));
    expect(outcome(await beside(token, { anchors, content }))).toBe(
      'TOTAL_FAILED / HASH_FAILURE / TIMESTAMP_OF_OTHER_CONTENT',
    );
    expect(outcome(await beside(token, { anchors, content: null }))).toContain('SIGNATURE_NO_CONTENT');
    expect(outcome(await beside(token, { anchors: [] }))).toContain('CHAIN_NO_ANCHOR_GIVEN');
    expect(outcome(await beside(makeTimestamp(CONTENT, tsa, { time: '20260101000000Z' })))).toContain(
      'TIMESTAMP_IN_FUTURE',
    );
  });

  it('over a signature proves when that signature existed', async () => {
    const signature = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
    const [result] = await judge(signature, { anchors, existed: '2024-10-17T15:05:00Z' });
    expect(result).toMatchObject({ indication: 'TOTAL_PASSED', times: { trusted: '2024-10-17T15:05:00.000Z' } });
  });

  it('is refused when it is not whole, or was never granted', async () => {
    const malformed = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';
    const response = timestampResponse(token);
    for (const whole of [token, response]) {
      for (let length = 0; length < whole.length; length += 7) {
        expect(outcome(await beside(whole.subarray(0, length))), `${length} bytes`).toBe(malformed);
      }
    }
    expect(outcome(await beside(timestampResponse(token, 2)))).toBe(malformed);
    expect(outcome(await beside(Uint8Array.from([...response, 0])))).toBe(malformed);
    for (const [index, byte] of token.entries()) {
      const changed = Uint8Array.from(token);
      changed[index] = byte ^ (1 << (index % 8));
      const [result] = await beside(changed);
      const moved = result!.times.trusted !== null && result!.times.trusted !== '2024-10-17T15:05:00.000Z';
      expect(moved, `byte ${index}`).toBe(false);
    }
  });
});

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)(
  'timestamps of openssl (skipped where it is absent)',
  () => {
    it('prove when the file existed', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'countersign-ts-'));
      const run = (...args: readonly string[]): void => {
        execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      };
      const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
      write('content', CONTENT);
      write('tsa.pem', pem(tsa.certificate));
      write('tsa.key', tsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
      write('serial', '01\n');
      write(
        'ts.cnf',
        '[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_cert=tsa.pem\ncerts=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n' +
          'default_policy=1.2.3.4.1\ndigests=sha256,sha512\naccuracy=secs:1, millisecs:500, microsecs:100\nordering=yes\ntsa_name=yes\ness_cert_id_alg=sha256\nclock_precision_digits=3\n',
      );
      run('ts', '-query', '-data', 'content', '-sha512', '-cert', '-out', 'query');
      run('ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query', '-out', 'content.tsr');
      const bytes = new Uint8Array(readFileSync(join(folder, 'content.tsr')));
      rmSync(folder, { recursive: true });
      const [result] = await judge(bytes, { anchors, path: 'release.yaml.tsr', at: '2040-01-01T00:00:00Z' });
      expect(outcome([result!])).toBe('TOTAL_PASSED / null / TIMESTAMP_PASSED');
      const content = contentOf(new TextEncoder().encode('other'));
      const [other] = await judge(bytes, { anchors, path: 'a.tsr', content, at: '2040-01-01T00:00:00Z' });
      expect(other!.reason.code).toBe('TIMESTAMP_OF_OTHER_CONTENT');
    });
  },
);

function makeTimestampTimes(...times: readonly (readonly [string, object])[]): Uint8Array {
  return signStamped(CONTENT, signer, SIGNED_AT, (signature) =>
    times.map(([time, changes]) => makeTimestamp(signature, tsa, { time, ...changes })),
  );
}
