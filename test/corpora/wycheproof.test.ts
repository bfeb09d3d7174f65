import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyPrimitive, type Digest, type SignatureAlgorithm } from '../../src/signature/index.ts';

interface Vectors {
  readonly testGroups: readonly {
    readonly type: string;
    readonly sha?: string;
    readonly mgfSha?: string;
    readonly sLen?: number;
    readonly publicKeyDer: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid' | 'acceptable';
    }[];
  }[];
}

interface Row {
  readonly file: string;
  readonly valid: number;
  readonly invalid: number;
  readonly acceptable: number;
  readonly unsupported: number;
  readonly falselyAccepted: readonly string[];
  readonly falselyRejected: readonly string[];
}

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'wycheproof/testvectors_v1');
const DIGESTS: Readonly<Record<string, Digest>> = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

function digestOf(name: string | undefined): Digest {
  const digest = DIGESTS[name ?? ''];
  if (digest === undefined) throw new Error(`the corpus names a digest that is not expected: ${String(name)}`);
  return digest;
}

function algorithmOf(group: Vectors['testGroups'][number]): SignatureAlgorithm {
  switch (group.type) {
    case 'EcdsaVerify':
      return { kind: 'ecdsa', digest: digestOf(group.sha), encoding: 'der' };
    case 'EcdsaP1363Verify':
      return { kind: 'ecdsa', digest: digestOf(group.sha), encoding: 'ieee-p1363' };
    case 'EddsaVerify':
      return { kind: 'ed25519' };
    case 'RsassaPkcs1Verify':
      return { kind: 'rsa-pkcs1', digest: digestOf(group.sha) };
    case 'RsassaPssVerify':
      return {
        kind: 'rsa-pss',
        digest: digestOf(group.sha),
        maskDigest: digestOf(group.mgfSha),
        saltLength: group.sLen ?? -1,
      };
    default:
      throw new Error(`the corpus has a group that is not expected: ${group.type}`);
  }
}

function run(file: string): Row {
  const vectors = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vectors;
  const counts = { valid: 0, invalid: 0, acceptable: 0, unsupported: 0 };
  const falselyAccepted: string[] = [];
  const falselyRejected: string[] = [];
  for (const group of vectors.testGroups) {
    const algorithm = algorithmOf(group);
    const key = new Uint8Array(Buffer.from(group.publicKeyDer, 'hex'));
    for (const { tcId, comment, msg, sig, result } of group.tests) {
      const data = new Uint8Array(Buffer.from(msg, 'hex'));
      const signature = new Uint8Array(Buffer.from(sig, 'hex'));
      const answer = verifyPrimitive({ algorithm, key, signature, data });
      counts[result] += 1;
      if (answer === 'unsupported') counts.unsupported += 1;
      if (result === 'invalid' && answer === 'valid') falselyAccepted.push(`${tcId} ${comment}`);
      if (result === 'valid' && answer === 'invalid') falselyRejected.push(`${tcId} ${comment}`);
    }
  }
  return { file, ...counts, falselyAccepted, falselyRejected };
}

describe.skipIf(!existsSync(folder))('wycheproof (skipped where the corpus is absent)', () => {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  const rows: Row[] = [];

  it('is there', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', (file) => {
    const row = run(file);
    rows.push(row);
    expect(row.valid + row.invalid).toBeGreaterThan(0);
    expect(row.falselyAccepted, 'invalid signatures that were accepted').toEqual([]);
    expect(row.falselyRejected, 'valid signatures refused without the word unsupported').toEqual([]);
  });

  it('prints its table', () => {
    const lines = rows.map((row) =>
      [
        row.file.padEnd(46),
        ...[row.valid, row.invalid, row.acceptable, row.unsupported].map((count) => String(count).padStart(6)),
        ...[row.falselyAccepted, row.falselyRejected].map((list) => String(list.length).padStart(6)),
      ].join(''),
    );
    const head = `${'file'.padEnd(46)} valid  inv.  acc. uns. f.acc. f.rej.`;
    process.stdout.write(`${[head, ...lines].join('\n')}\n`);
    expect(rows).toHaveLength(files.length);
  });
});
