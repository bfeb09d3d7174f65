import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { sequence, objectIdentifier } from '../../src/packer/der.ts';
import { createAuthority, issue, signCms, type CertificateRequest } from '../../src/packer/index.ts';
import { runSelftest, type SelftestVector } from '../../src/signature/selftest.ts';
import { OID } from '../../src/signature/oids.ts';
import type { KeyKind } from '../support/keys.ts';
import { minisignKeyPair, minisignSignature, sshArmour, sshKeyPair, sshSignature } from '../support/key-signatures.ts';
import { pgpCertificate, pgpPair, pgpRevocation, pgpSignature, SIGNED } from '../support/openpgp.ts';
import { request } from '../support/pki.ts';
import { makeOcspResponse, makeRevocationList } from '../support/revocation.ts';
import { makeBundle, makeSigstore, trustedRoot } from '../support/sigstore.ts';
import { makeTimestamp, signStamped } from '../support/timestamp.ts';

/** Makes `assets/selftest/vectors.json` anew, with new keys: node test/selftest/make.ts */

const CONTENT = Buffer.from('version: 1.3.0\n');
const OTHER = Buffer.from('version: 1.3.1\n');
const AT = '2025-06-01T00:00:00Z';
const SIGNED_AT = '2024-10-17T15:00:00Z';
const FILE = new URL('../../assets/selftest/vectors.json', import.meta.url);

const vectors: SelftestVector[] = [];

function add(
  name: string,
  path: string,
  signature: Uint8Array,
  anchors: readonly Uint8Array[],
  [indication, code]: readonly [string, string],
  more: { readonly content?: Uint8Array; readonly revocation?: readonly Uint8Array[] } = {},
): void {
  const { content = CONTENT, revocation = [] } = more;
  const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
  vectors.push({
    name,
    path,
    content: plain(content),
    signature: plain(signature),
    anchors: anchors.map(plain),
    revocation: revocation.map(plain),
    at: AT,
    expected: { indication, code },
  });
}

const PASSED = ['TOTAL_PASSED', 'SIGNATURE_PASSED'] as const;

const root = createAuthority(request('Selftest root'));
const clock = createAuthority(request('Selftest clock'));
const signerOf = (kind: KeyKind, changes: Partial<CertificateRequest> = {}) =>
  issue(root, request(`Selftest ${kind}`, { kind, noRevAvail: true, ...changes }));
const cms = (signer: ReturnType<typeof signerOf>, options = {}): Uint8Array =>
  signCms(CONTENT, signer, { signingTime: SIGNED_AT, ...options });
const trust = [root.certificate];

for (const kind of ['rsa-2048', 'ec-p256', 'ec-p384', 'ec-p521', 'ec-brainpool256', 'ed25519'] as const) {
  const signature = cms(signerOf(kind));
  add(`CMS by ${kind}`, 'content.p7s', signature, trust, PASSED);
  add(
    `CMS by ${kind} over other content`,
    'content.p7s',
    signature,
    trust,
    ['TOTAL_FAILED', 'SIGNATURE_DIGEST_MISMATCH'],
    { content: OTHER },
  );
  const forged = Uint8Array.from(signature);
  forged[forged.length - 5] = (forged[forged.length - 5] ?? 0) ^ 1;
  add(`CMS by ${kind}, forged`, 'content.p7s', forged, trust, ['TOTAL_FAILED', 'SIGNATURE_CRYPTO_INVALID']);
}
add('CMS with RSA-PSS', 'content.p7s', cms(signerOf('rsa-2048'), { scheme: 'rsa-pss' }), trust, PASSED);
const p256 = signerOf('ec-p256');
add('CMS without trust anchor', 'content.p7s', cms(p256), [], ['INDETERMINATE', 'CHAIN_NO_ANCHOR_GIVEN']);
add('CMS of an unknown authority', 'content.p7s', cms(p256), [clock.certificate], ['INDETERMINATE', 'CHAIN_NOT_FOUND']);
const ended = signerOf('ec-p256', { notAfter: '2024-12-31T00:00:00Z' });
add('CMS by a certificate that has ended', 'content.p7s', cms(ended), trust, [
  'INDETERMINATE',
  'CERTIFICATE_EXPIRED_NO_TIME_PROOF',
]);
add('CMS of the wrong purpose', 'content.p7s', cms(signerOf('ec-p256', { purposes: [OID.serverAuth] })), trust, [
  'INDETERMINATE',
  'SIGNER_PURPOSE_WRONG',
]);
add('CMS with SHA-1', 'content.p7s', cms(signerOf('rsa-2048'), { digest: 'sha1' }), trust, [
  'INDETERMINATE',
  'SIGNATURE_ALGORITHM_WEAK',
]);
add('CMS cut off', 'content.p7s', cms(p256).subarray(0, -1), trust, ['TOTAL_FAILED', 'SIGNATURE_MALFORMED']);

const revocable = signerOf('ec-p256', { noRevAvail: false });
const current = { thisUpdate: '2025-05-25T00:00:00Z', nextUpdate: '2025-06-08T00:00:00Z' };
const revoked = [{ certificate: revocable.certificate, at: '2025-01-01T00:00:00Z' }];
add('revocation not told', 'content.p7s', cms(revocable), trust, ['INDETERMINATE', 'REVOCATION_NOT_CHECKED']);
add('revocation list that is good', 'content.p7s', cms(revocable), trust, PASSED, {
  revocation: [makeRevocationList(root, current)],
});
add('revocation list that revokes', 'content.p7s', cms(revocable), trust, ['INDETERMINATE', 'CERTIFICATE_REVOKED'], {
  revocation: [makeRevocationList(root, { ...current, revoked })],
});
add('OCSP response that is good', 'content.p7s', cms(revocable), trust, PASSED, {
  revocation: [makeOcspResponse(root, revocable.certificate, current)],
});

const purpose = { oid: OID.extendedKeyUsage, critical: true, value: sequence(objectIdentifier(OID.timeStamping)) };
const tsa = issue(clock, request('Selftest authority of time', { purposes: null, more: [purpose], noRevAvail: true }));
const both = [root.certificate, clock.certificate];
const time = { time: '20241017150500Z' };
add(
  'timestamp inside a signature',
  'content.p7s',
  signStamped(CONTENT, ended, SIGNED_AT, (signature) => [makeTimestamp(signature, tsa, time)]),
  both,
  PASSED,
);
add('timestamp beside a file', 'content.tsr', makeTimestamp(CONTENT, tsa, time), both, [
  'TOTAL_PASSED',
  'TIMESTAMP_PASSED',
]);
add('timestamp of other content', 'content.tsr', makeTimestamp(OTHER, tsa, time), both, [
  'TOTAL_FAILED',
  'TIMESTAMP_OF_OTHER_CONTENT',
]);

const ssh = sshKeyPair();
add('SSH', 'content.sshsig', sshArmour(sshSignature(CONTENT, ssh)), [ssh.publicFile], PASSED);
add(
  'SSH over other content',
  'content.sshsig',
  sshSignature(OTHER, ssh),
  [ssh.publicFile],
  ['TOTAL_FAILED', 'SIGNATURE_NOT_OVER_CONTENT'],
);
add(
  'SSH for another purpose',
  'content.sshsig',
  sshSignature(CONTENT, ssh, { namespace: 'git' }),
  [ssh.publicFile],
  ['INDETERMINATE', 'SIGNATURE_NAMESPACE_OTHER'],
);
const minisign = minisignKeyPair();
add('minisign', 'content.minisig', minisignSignature(CONTENT, minisign), [minisign.publicFile], PASSED);
add(
  'minisign over other content',
  'content.minisig',
  minisignSignature(OTHER, minisign),
  [minisign.publicFile],
  ['TOTAL_FAILED', 'SIGNATURE_NOT_OVER_CONTENT'],
);
add(
  'signify',
  'content.sig',
  minisignSignature(CONTENT, minisign, { algorithm: 'Ed', comment: null }),
  [minisign.publicFile],
  PASSED,
);
for (const version of [4, 6] as const) {
  const pgp = pgpPair(version);
  add(`OpenPGP ${version}`, 'content.asc', pgpSignature(CONTENT, pgp), [pgpCertificate(pgp)], PASSED);
  add(
    `OpenPGP ${version} over other content`,
    'content.asc',
    pgpSignature(OTHER, pgp),
    [pgpCertificate(pgp)],
    ['TOTAL_FAILED', 'SIGNATURE_NOT_OVER_CONTENT'],
  );
  const file = pgpCertificate(pgp, { own: [pgpRevocation(pgp, SIGNED, 2)] });
  add(
    `OpenPGP ${version} by a revoked key`,
    'content.asc',
    pgpSignature(CONTENT, pgp),
    [file],
    ['INDETERMINATE', 'SIGNER_KEY_REVOKED'],
  );
}

const raw = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' }) as Buffer;
const pss = { key: raw.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
add('raw RSA', 'content.sig', sign('sha256', CONTENT, raw.privateKey), [spki(raw.publicKey)], PASSED);
add('raw RSA-PSS', 'content.sig', sign('sha512', CONTENT, pss), [spki(raw.publicKey)], PASSED);
add(
  'raw, by no anchor',
  'content.sig',
  sign('sha256', OTHER, raw.privateKey),
  [spki(raw.publicKey)],
  ['INDETERMINATE', 'SIGNATURE_NOT_BY_ANCHOR'],
);

const sigstore = makeSigstore('Selftest Sigstore');
const identity = Buffer.from(
  JSON.stringify({
    sigstoreIdentity: { identity: 'https://ci.example.org/release', issuer: 'https://accounts.example.org' },
  }),
);
add('Sigstore', 'content.sigstore.json', makeBundle(sigstore, CONTENT), [trustedRoot(sigstore), identity], PASSED);
add(
  'Sigstore by an unknown identity',
  'content.sigstore.json',
  makeBundle(sigstore, CONTENT),
  [trustedRoot(sigstore)],
  ['INDETERMINATE', 'SIGNER_IDENTITY_NOT_TRUSTED'],
);
add(
  'Sigstore over other content',
  'content.sigstore.json',
  makeBundle(sigstore, OTHER),
  [trustedRoot(sigstore), identity],
  ['TOTAL_FAILED', 'SIGNATURE_DIGEST_MISMATCH'],
);

const ed = generateKeyPairSync('ed25519');
for (const [about, expected] of [
  [CONTENT, ['TOTAL_PASSED', 'STATEMENT_PASSED']],
  [OTHER, ['TOTAL_FAILED', 'STATEMENT_ABOUT_OTHERS']],
] as const) {
  const subject = [{ name: 'content', digest: { sha256: createHash('sha256').update(about).digest('hex') } }];
  const payload = Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject,
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {},
    }),
  );
  const type = 'application/vnd.in-toto+json';
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
  const envelope = {
    payloadType: type,
    payload: payload.toString('base64'),
    signatures: [{ sig: sign(null, signed, ed.privateKey).toString('base64') }],
  };
  add(
    `DSSE ${expected[1]}`,
    'content.dsse.json',
    Buffer.from(JSON.stringify(envelope)),
    [spki(ed.publicKey)],
    expected,
  );
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const stored = vectors.map(({ content, signature, anchors, revocation, ...rest }) => ({
  ...rest,
  content: base64(content),
  signature: base64(signature),
  anchors: anchors.map(base64),
  revocation: revocation.map(base64),
}));
const result = await runSelftest(`OpenSSL ${process.versions.openssl}`, vectors);
if (result.failed.length > 0) throw new Error(`not as expected: ${result.failed.join('; ')}`);
writeFileSync(FILE, `${JSON.stringify(stored, null, 2)}\n`);
process.stdout.write(`${vectors.length} vectors written\n`);
