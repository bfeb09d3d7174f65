import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  contentTypeAttribute,
  messageDigestAttribute,
  signedData,
  signerInfo,
  signingCertificateAttribute,
  signingTimeAttribute,
  type SignerInfoFields,
} from '../../../src/packer/cms-sign.ts';
import { pem } from '../../../src/packer/certificate.ts';
import {
  context,
  contextPrimitive,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from '../../../src/packer/der.ts';
import { createAuthority, issue, signCms, type Signer } from '../../../src/packer/index.ts';
import { digestAlgorithm, signatureAlgorithm, signBytes } from '../../../src/packer/keys.ts';
import { OID } from '../../../src/signature/oids.ts';
import { parseCertificate } from '../../../src/signature/x509/certificate.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { anchorOf, CONTENT, contentOf, judge, outcome } from './support.ts';

const root = createAuthority(request('Root'));
const signer = issue(root, request('Signer', { noRevAvail: true }));
const other = issue(root, request('Other', { noRevAvail: true }));
const anchors = [anchorOf(root)];
const DIGEST = sha256(CONTENT);
const USUAL = [
  contentTypeAttribute(),
  messageDigestAttribute(DIGEST),
  signingTimeAttribute(SIGNED_AT),
  signingCertificateAttribute(signer.certificate),
];

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function info(
  attributes: readonly Uint8Array[],
  by: Signer = signer,
  changes: Partial<SignerInfoFields> = {},
): Uint8Array {
  const { privateKey, certificate } = by;
  return signerInfo({ privateKey, certificate, attributes, scheme: 'ecdsa', digest: 'sha256', ...changes });
}

function cms(
  signerInfos: readonly Uint8Array[],
  changes: { certificates?: Uint8Array[]; encapsulated?: Uint8Array } = {},
) {
  return signedData({
    signerInfos,
    digests: ['sha256'],
    certificates: [signer.certificate, other.certificate],
    ...changes,
  });
}

async function judged(signature: Uint8Array): Promise<string> {
  return outcome(await judge(signature, { anchors }));
}

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';

describe('signed attributes', () => {
  it('of the usual kind pass, also with unknown ones beside them', async () => {
    expect(await judged(cms([info(USUAL)]))).toBe(PASSED);
    expect(await judged(cms([info([...USUAL, attribute('1.2.3.4', integer(7))])]))).toBe(PASSED);
  });

  describe('that are left out', () => {
    const bare = (content: Uint8Array, by = signer): Uint8Array => {
      const certificate = parseCertificate(by.certificate);
      return sequence(
        integer(1),
        sequence(certificate.issuer.der, certificate.serialDer),
        digestAlgorithm('sha256'),
        signatureAlgorithm('ecdsa', 'sha256'),
        octetString(signBytes(content, by.privateKey, 'ecdsa', 'sha256')),
      );
    };
    const judgedOver = async (signature: Uint8Array, content: Uint8Array | null): Promise<string> =>
      outcome(
        await judge(signature, { anchors: [anchorOf(root)], content: content === null ? null : contentOf(content) }),
      );

    it('leave a signature over the content itself', async () => {
      expect(await judged(cms([bare(CONTENT)]))).toBe(PASSED);
      expect(await judgedOver(cms([bare(CONTENT)]), new TextEncoder().encode('other'))).toBe(
        'TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_NOT_OVER_CONTENT',
      );
      expect(await judgedOver(cms([bare(CONTENT)]), null)).toContain('SIGNATURE_NO_CONTENT');
    });

    it('are asked for where the content can be taken for the attributes of another signature', async () => {
      // The attributes of a good signature, laid out as a file, with that signature beside it.
      const attributes = setOf(...USUAL);
      expect(await judgedOver(cms([bare(attributes)]), attributes)).toBe(
        'INDETERMINATE / SIG_CONSTRAINTS_FAILURE / SIGNATURE_ATTRIBUTES_MISSING',
      );
    });
  });

  it.each([
    ['content-type', USUAL.slice(1)],
    ['message-digest', [contentTypeAttribute(), signingTimeAttribute(SIGNED_AT)]],
  ])('without %s fail', async (_name, attributes) => {
    expect(await judged(cms([info(attributes)]))).toBe('TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_ATTRIBUTES_MISSING');
  });

  it.each([
    ['signing-time', [...USUAL, signingTimeAttribute('2025-01-01T00:00:00Z')]],
    ['message-digest', [...USUAL, messageDigestAttribute(sha256(Uint8Array.of(1)))]],
    ['content-type', [...USUAL, contentTypeAttribute(OID.signedData)]],
    ['an unknown attribute', [...USUAL, attribute('1.2.3.4', integer(7)), attribute('1.2.3.4', integer(8))]],
  ])('with %s twice fail', async (_name, attributes) => {
    expect(await judged(cms([info(attributes)]))).toBe(
      'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_ATTRIBUTE_DUPLICATED',
    );
  });

  it('with two values, or none, of one attribute fail', async () => {
    const two = attribute(OID.messageDigest, octetString(DIGEST), octetString(sha256(Uint8Array.of(1))));
    const none = attribute(OID.messageDigest);
    for (const digest of [two, none]) {
      expect(await judged(cms([info([contentTypeAttribute(), digest])]))).toContain('SIGNATURE_ATTRIBUTE_DUPLICATED');
    }
  });

  it('about another content type fail', async () => {
    const attributes = [contentTypeAttribute(OID.signedData), ...USUAL.slice(1)];
    expect(await judged(cms([info(attributes)]))).toBe(
      'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_CONTENT_TYPE_MISMATCH',
    );
  });

  it('out of their order fail, although the signature over them holds', async () => {
    const sorted = cms([info(USUAL)]);
    const parts = [...USUAL].sort((left, right) => Buffer.compare(left, right));
    const at = Buffer.from(sorted).indexOf(Buffer.concat(parts));
    const swapped = sorted.slice();
    swapped.set(Buffer.concat([...parts].reverse()), at);
    expect(at).toBeGreaterThan(0);
    expect(await judged(swapped)).toBe(MALFORMED);
  });

  it('with a time that is none fail', async () => {
    const broken = attribute(OID.signingTime, Uint8Array.of(0x17, 3, 0x32, 0x34, 0x5a));
    expect(await judged(cms([info([contentTypeAttribute(), messageDigestAttribute(DIGEST), broken])]))).toBe(MALFORMED);
  });
});

describe('the certificate that signed', () => {
  it('must be the one that the signature names', async () => {
    const attributes = [...USUAL.slice(0, 3), signingCertificateAttribute(other.certificate)];
    expect(await judged(cms([info(attributes)]))).toBe(
      'TOTAL_FAILED / SIG_CONSTRAINTS_FAILURE / SIGNER_CERTIFICATE_SUBSTITUTED',
    );
  });

  it('cannot be exchanged for another of the same key', async () => {
    const { keys } = request('Signer');
    const twin = issue(root, request('Signer', { keys, noRevAvail: true, notAfter: '2030-01-01T00:00:00Z' }));
    expect(await judged(cms([info(USUAL)], { certificates: [twin.certificate] }))).toContain(
      'SIGNER_CERTIFICATE_SUBSTITUTED',
    );
  });

  it.each([
    ['its own', signer, PASSED],
    ['another', other, 'TOTAL_FAILED / SIG_CONSTRAINTS_FAILURE / SIGNER_CERTIFICATE_SUBSTITUTED'],
  ])('is compared by version 1 of the attribute too: %s', async (_name, named, expected) => {
    const sha1 = new Uint8Array(createHash('sha1').update(named.certificate).digest());
    const v1 = attribute(OID.signingCertificate, sequence(sequence(sequence(octetString(sha1)))));
    expect(await judged(cms([info([...USUAL, v1])]))).toBe(expected);
  });

  it.each([
    ['right', signer, PASSED],
    ['wrong', other, 'TOTAL_FAILED / SIG_CONSTRAINTS_FAILURE / SIGNER_CERTIFICATE_SUBSTITUTED'],
  ])('is compared by issuer and serial number where they stand: %s', async (_name, named, expected) => {
    const { issuer, serialDer } = parseCertificate(named.certificate);
    const issuerSerial = sequence(sequence(context(4, issuer.der)), serialDer);
    const identifier = sequence(octetString(sha256(signer.certificate)), issuerSerial);
    const v2 = attribute(OID.signingCertificateV2, sequence(sequence(identifier)));
    expect(await judged(cms([info([...USUAL.slice(0, 3), v2])]))).toBe(expected);
  });

  it('may go unnamed, which is said', async () => {
    const [result] = await judge(cms([info(USUAL.slice(0, 3))]), { anchors });
    expect(result).toMatchObject({ indication: 'TOTAL_PASSED' });
    expect(result!.checks).toContainEqual({ question: 'certificate-bound', answer: 'not-checked' });
  });

  it('must be there, in the signature or as an anchor', async () => {
    const without = cms([info(USUAL)], { certificates: [] });
    expect(await judged(without)).toBe('INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNER_CERTIFICATE_MISSING');
    expect(outcome(await judge(without, { anchors: [anchorOf(signer)] }))).toBe(PASSED);
  });

  it('may be named by its key identifier', async () => {
    const identifier = parseCertificate(signer.certificate).extensions.subjectKeyIdentifier ?? '';
    const attributes = setOf(...USUAL);
    const tagged = attributes.slice();
    tagged[0] = 0xa0;
    const byKey = sequence(
      integer(3),
      contextPrimitive(0, Buffer.from(identifier, 'hex')),
      digestAlgorithm('sha256'),
      tagged,
      signatureAlgorithm('ecdsa', 'sha256'),
      octetString(signBytes(attributes, signer.privateKey, 'ecdsa', 'sha256')),
    );
    expect(await judged(cms([byKey]))).toBe(PASSED);
  });
});

describe('the signature itself', () => {
  it('by another key fails', async () => {
    expect(await judged(cms([info(USUAL, signer, { privateKey: other.privateKey })]))).toBe(
      'TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_CRYPTO_INVALID',
    );
  });

  it('by another kind of key than its algorithm says fails', async () => {
    const rsa = request('RSA', { kind: 'rsa-2048' }).keys.privateKey;
    expect(await judged(cms([info(USUAL, signer, { privateKey: rsa, scheme: 'rsa-pkcs1' })]))).toContain(
      'SIGNATURE_CRYPTO_INVALID',
    );
  });

  it('with an algorithm that is not known is neither passed nor failed', async () => {
    const certificate = parseCertificate(signer.certificate);
    const attributes = setOf(...USUAL);
    const tagged = attributes.slice();
    tagged[0] = 0xa0;
    const unknown = (digest: Uint8Array, algorithm: Uint8Array): Uint8Array =>
      sequence(
        integer(1),
        sequence(certificate.issuer.der, certificate.serialDer),
        digest,
        tagged,
        algorithm,
        octetString(new Uint8Array(64)),
      );
    const mlDsa = sequence(objectIdentifier('2.16.840.1.101.3.4.3.17'));
    expect(await judged(cms([unknown(digestAlgorithm('sha256'), mlDsa)]))).toBe(
      'INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED',
    );
    const mixed = unknown(digestAlgorithm('sha256'), signatureAlgorithm('ecdsa', 'sha384'));
    expect(await judged(cms([mixed]))).toBe('INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED');
  });
});

describe('several signers', () => {
  it('are judged each for itself', async () => {
    const forged = info(USUAL, signer, { privateKey: other.privateKey });
    const results = await judge(cms([info(USUAL), forged]), { anchors });
    expect(results.map(({ indication }) => indication).sort()).toEqual(['TOTAL_FAILED', 'TOTAL_PASSED']);
  });

  it('may differ in trust', async () => {
    const stranger = issue(createAuthority(request('Stranger')), request('Far', { noRevAvail: true }));
    const far = info([...USUAL.slice(0, 3), signingCertificateAttribute(stranger.certificate)], stranger);
    const results = await judge(cms([info(USUAL), far], { certificates: [signer.certificate, stranger.certificate] }), {
      anchors,
    });
    expect(Object.fromEntries(results.map(({ signer: by, reason }) => [by?.name, reason.code]))).toEqual({
      Signer: 'SIGNATURE_PASSED',
      Far: 'CHAIN_NOT_FOUND',
    });
  });

  it('of none is no signature, and of too many is refused', async () => {
    expect(await judged(cms([]))).toBe(MALFORMED);
    expect(await judged(cms(Array.from({ length: 33 }, () => info(USUAL))))).toBe(MALFORMED);
  });

  it('read the signed file once', async () => {
    let reads = 0;
    const content = contentOf(CONTENT);
    const counting = {
      ...content,
      digest: (algorithm: 'sha256' | 'sha384' | 'sha512') => {
        reads += 1;
        return content.digest(algorithm);
      },
    };
    await judge(cms([info(USUAL), info(USUAL)]), { anchors, content: counting });
    expect(reads).toBe(1);
  });
});

describe('content inside the signature', () => {
  it('must be the very bytes beside it', async () => {
    expect(await judged(cms([info(USUAL)], { encapsulated: CONTENT }))).toBe(PASSED);
    for (const inside of ['version: 1.3.1\n', 'version: 1.3.0', 'version: 1.3.0\n\n', '']) {
      expect(await judged(cms([info(USUAL)], { encapsulated: new TextEncoder().encode(inside) }))).toBe(MALFORMED);
    }
  });
});

describe('PEM', () => {
  const good = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
  const text = (label: string, body: Uint8Array = good): Uint8Array => new TextEncoder().encode(pem(body, label));

  it.each(['PKCS7', 'CMS'])('of %s is read', async (label) => {
    expect(await judged(text(label))).toBe(PASSED);
    expect(outcome(await judge(text(label), { anchors, path: 'release.yaml.sig' }))).toBe(PASSED);
  });

  it('with other line ends, or text before it, is read', async () => {
    const crlf = Buffer.from(text('CMS')).toString().replaceAll('\n', '\r\n');
    expect(await judged(new TextEncoder().encode(crlf))).toBe(PASSED);
    expect(await judged(new TextEncoder().encode(`Signature of the release\n${crlf}`))).toBe(PASSED);
  });

  it.each([
    ['two blocks', Buffer.concat([text('CMS'), text('CMS')])],
    ['no end', text('CMS').slice(0, -20)],
    ['a certificate', text('CERTIFICATE', signer.certificate)],
    ['broken base64', Buffer.from(Buffer.from(text('CMS')).toString().replace('MII', 'M*I'))],
    ['another end', Buffer.from(Buffer.from(text('CMS')).toString().replace('END CMS', 'END PKCS7'))],
  ])('with %s is refused', async (_name, bytes) => {
    expect(await judged(new Uint8Array(bytes))).toBe(MALFORMED);
  });
});
