import { describe, expect, it } from 'vitest';
import { runSelftest, selftestVectors } from '../../../src/signature/index.ts';

describe('the self-test', () => {
  it('judges every built-in vector as it must be, each named once', async () => {
    const vectors = selftestVectors();
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
    expect(await runSelftest('OpenSSL')).toEqual({
      vectors: vectors.length,
      asExpected: vectors.length,
      failed: [],
      unsupported: [],
      crypto: 'OpenSSL',
    });
    const formats = ['.p7s', '.tsr', '.sshsig', '.minisig', '.asc', '.sig', '.sigstore.json', '.dsse.json'];
    for (const ending of formats) {
      const [passing, other] = [true, false].map((passes) =>
        vectors.some(
          ({ path, expected }) => path.endsWith(ending) && (expected.indication === 'TOTAL_PASSED') === passes,
        ),
      );
      expect([ending, passing, other]).toEqual([ending, true, true]);
    }
  });

  it('names what is judged otherwise, and what the library lacks', async () => {
    const [first, ...rest] = selftestVectors();
    const wrong = { ...first!, expected: { indication: 'TOTAL_FAILED', code: 'SIGNATURE_MALFORMED' } };
    const broken = { ...rest[0]!, anchors: [new TextEncoder().encode('no anchor')] };
    // The object identifier of P-256 becomes one that no library knows.
    const key = selftestVectors().find(({ name }) => name === 'CMS by ec-p256')!;
    const curve = Buffer.from('06082a8648ce3d030107', 'hex');
    const signature = Buffer.from(key.signature);
    for (let at = signature.indexOf(curve); at >= 0; at = signature.indexOf(curve, at + 1)) signature[at + 9] = 0x66;
    const result = await runSelftest('x', [wrong, broken, { ...key, signature: Uint8Array.from(signature) }]);
    expect(result).toMatchObject({ vectors: 3, asExpected: 0, failed: [wrong.name, broken.name] });
    expect(result.unsupported).toEqual(['EC 1.2.840.10045.3.1.102']);
  });
});
