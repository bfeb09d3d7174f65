import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { context, element, integer, objectIdentifier, sequence, setOf } from '../../../src/packer/der.ts';
import { createAuthority, issue, signCms } from '../../../src/packer/index.ts';
import { OID } from '../../../src/signature/oids.ts';
import { parseCertificate } from '../../../src/signature/x509/certificate.ts';
import { DerProblem } from '../../../src/signature/der/read.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { anchorOf, CONTENT, judge, outcome } from './support.ts';

const root = createAuthority(request('Root'));
const signer = issue(root, request('Signer', { noRevAvail: true }));
const anchors = [anchorOf(root)];
const good = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';

describe('a signature that is not whole', () => {
  it('is refused wherever it is cut off', async () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(outcome(await judge(good.slice(0, length), { anchors })), `${length} bytes`).toBe(MALFORMED);
    }
  });

  it('is refused with anything after its end', async () => {
    for (const tail of [[0], [0x30, 0], [0x0a], [...good]]) {
      expect(outcome(await judge(Uint8Array.from([...good, ...tail]), { anchors }))).toBe(MALFORMED);
    }
  });
});

describe('a signature with one bit changed', () => {
  it('never passes where attributes, certificate or signature are meant, and never throws', async () => {
    const certificate = Buffer.from(good).indexOf(Buffer.from(signer.certificate));
    const attributes = Buffer.from(good).indexOf(Buffer.from(objectIdentifier(OID.contentType)));
    for (const [index, byte] of good.entries()) {
      const changed = good.slice();
      changed[index] = byte ^ (1 << (index % 8));
      const results = await judge(changed, { anchors });
      const inCertificate = index >= certificate && index < certificate + signer.certificate.length;
      if (inCertificate || index >= attributes) expect(outcome(results), `byte ${index}`).not.toContain('TOTAL_PASSED');
      expect(results).toHaveLength(1);
    }
  });
});

describe('made-up bytes', () => {
  it('never throw and never pass', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const results = await judge(bytes, { anchors });
        return results.length === 1 && results[0]!.indication !== 'TOTAL_PASSED';
      }),
      { numRuns: 300 },
    );
  });

  it('put into a signature at any place never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(20), fc.uint8Array({ maxLength: 20 }), async (at, cut, bytes) => {
        const changed = Uint8Array.from([...good.slice(0, at), ...bytes, ...good.slice(at + cut)]);
        return (await judge(changed, { anchors })).length >= 1;
      }),
      { numRuns: 500 },
    );
  });

  it('put into a certificate give a certificate or a typed problem', () => {
    fc.assert(
      fc.property(fc.nat(signer.certificate.length), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, bytes) => {
        const changed = signer.certificate.slice();
        changed.set(bytes.slice(0, changed.length - at), at);
        try {
          return parseCertificate(changed).der === changed;
        } catch (error) {
          return error instanceof DerProblem;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a structure made to cost time or memory', () => {
  it('nested deeply is refused at once', async () => {
    let nested: Uint8Array = new Uint8Array(0);
    for (let depth = 0; depth < 2000; depth += 1) nested = sequence(nested);
    const signature = sequence(objectIdentifier(OID.signedData), context(0, nested));
    expect(outcome(await judge(signature, { anchors }))).toBe(MALFORMED);
  });

  it('of very many members is refused', async () => {
    const many = element(0x30, ...Array.from({ length: 5000 }, () => integer(1)));
    const signature = sequence(objectIdentifier(OID.signedData), context(0, many));
    expect(outcome(await judge(signature, { anchors }))).toBe(MALFORMED);
  });

  it('above the largest size is refused unread', async () => {
    expect(outcome(await judge(new Uint8Array(17 * 1024 * 1024), { anchors }))).toBe(MALFORMED);
  });

  it('of hundreds of certificates with one name ends soon', async () => {
    const impostors = Array.from({ length: 200 }, (_, index) =>
      createAuthority(request('Root', { kind: 'ec-p384', serial: Uint8Array.of(index >> 8, index & 0xff, 1) })),
    );
    const chain = impostors.map(({ certificate }) => certificate);
    const [result] = await judge(signCms(CONTENT, { ...signer, chain }, { signingTime: SIGNED_AT }), { anchors });
    expect(result).toMatchObject({ indication: 'TOTAL_PASSED' });
  });
});

describe('other structures than a signature', () => {
  it.each([
    ['indefinite lengths', Uint8Array.from([0x30, 0x80, ...objectIdentifier(OID.signedData), 0xa0, 0x80, 0, 0, 0, 0])],
  ])('with %s are recognised, neither passed nor failed', async (_name, bytes) => {
    expect(outcome(await judge(bytes, { anchors }))).toBe('INDETERMINATE / null / SIGNATURE_FORMAT_UNSUPPORTED');
  });

  it.each([
    ['a certificate', signer.certificate],
    ['an empty sequence', sequence()],
    ['a sequence in a set', setOf(sequence())],
    ['a length that is not the shortest', Uint8Array.from([0x30, 0x81, 0x0b, ...objectIdentifier(OID.signedData)])],
    ['content of another type', sequence(objectIdentifier(OID.data), context(0, sequence()))],
    ['text', new TextEncoder().encode('signed by the quality lead')],
  ])('such as %s are refused', async (_name, bytes) => {
    expect(outcome(await judge(bytes, { anchors }))).toBe(MALFORMED);
  });
});
