import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/domain/errors.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { decodeManifest, findManifest } from '../../../src/integrity/index.ts';
import { refusalOf } from '../../support/archives.ts';

const decode = (text: string | Uint8Array, path = 'release.yaml') => decodeManifest(path, Buffer.from(text));
const find = (...paths: string[]) => findManifest(paths.map((path) => ({ path, size: 1 })));
const refused = (text: string | Uint8Array, path?: string): Promise<Refusal> => refusalOf(() => decode(text, path));

describe('finding the manifest', () => {
  it.each([
    [['release.yaml', 'fw.bin'], 'release.yaml'],
    [['manifest.yaml'], 'manifest.yaml'],
    [['a', 'release.json'], 'release.json'],
    [['top/a/b', 'top/release.yml'], 'top/release.yml'],
    [['top/a', 'other/release.yaml'], null],
    [['fw.bin', 'top/release.yaml'], null],
    [['top/deep/release.yaml', 'top/deep/x'], null],
    [['Release.yaml'], null],
    [[], null],
  ])('in %j is %j', (paths, expected) => {
    expect(find(...paths)).toBe(expected);
  });

  it('refuses two candidates', async () => {
    const refusal = await refusalOf(() => find('release.yaml', 'manifest.json', 'x'));
    expect(refusal.code).toBe('MANIFEST_AMBIGUOUS');
    expect(refusal.values.candidates).toEqual(['release.yaml', 'manifest.json']);
  });
});

describe('the small manifest', () => {
  const small = `version: 1.3.0
git_tag: v1.3.0
artifacts:
  - fw.bin
  - fw.bin.sig
  - sbom.json
checksums:
  fw.bin: sha256:...
approvals:
  qa: alice
  ra: bob
tests: [unit.xml, integ.xml, hil.xml]
`;

  it('opens as it stands', () => {
    const manifest = decode(small, 'manifest.yaml');
    expect(manifest).toMatchObject({
      path: 'manifest.yaml',
      root: '',
      schema: null,
      version: '1.3.0',
      gitTag: 'v1.3.0',
      gitCommit: null,
      artifacts: ['fw.bin', 'fw.bin.sig', 'sbom.json'],
      checksums: { 'fw.bin': ['sha256:...'] },
      approvals: [
        { role: 'qa', name: 'alice', date: null, statement: null },
        { role: 'ra', name: 'bob', date: null, statement: null },
      ],
      tests: [
        { path: 'unit.xml', level: null },
        { path: 'integ.xml', level: null },
        { path: 'hil.xml', level: null },
      ],
      unknownKeys: [],
    });
    expect(manifest.product.safetyClass).toBeNull();
    expect(Object.isFrozen(manifest.checksums['fw.bin'])).toBe(true);
  });

  it('is the same in flow form with quotes', () => {
    const flow = `version: 1.3.0\ngit_tag: v1.3.0\nartifacts: [fw.bin, fw.bin.sig, sbom.json]\nchecksums: { fw.bin: "sha256:..." }
approvals: { qa: alice, ra: bob }\ntests: [unit.xml, integ.xml, hil.xml]`;
    expect(decode(flow, 'manifest.yaml')).toEqual(decode(small, 'manifest.yaml'));
  });
});

describe('the full manifest', () => {
  it('reads every field of YAML', () => {
    const manifest = decode(
      `schema: countersign/release@1
version: 2.10
git_tag: v2.10
git_commit: 0123456789012345678901234567890123456abc
build: 2.4.0+b.8842
date: 2024-10-17
branch: release/2.4
previous: 2.9
kind: hotfix
product:
  name: Triage
  manufacturer: Example
  basic_udi_di: 4012345TRIAGEAB
  device_class: IIa
  safety_class: B
  edition: a1-2015
  implantable: false
  networked: true
  lifetime_years: 5
  delivery_channels: [app-store, play-store]
artifacts: artifacts/app.bundle
checksums:
  artifacts/app.bundle: ['sha256:aa', 'sha512:bb']
  __proto__: sha256:cc
tests:
  - { path: tests/unit.xml, level: unit }
  - tests/integration.xml
evidence:
  anomalies: anomalies/known.json
  documents: [documents/ifu.md, documents/label.md]
  vex:
approvals:
  qa_lead: { name: Q, date: 2024-10-17T15:00:00+02:00, statement: approvals/qa_lead.yaml }
  ra: bob
  prrc:
`,
      'top/release.yaml',
    );
    expect(JSON.parse(JSON.stringify(manifest))).toMatchObject({
      root: 'top/',
      schema: 'countersign/release@1',
      version: '2.10',
      previous: '2.9',
      build: '2.4.0+b.8842',
      date: '2024-10-17',
      kind: 'hotfix',
      product: {
        safetyClass: 'B',
        edition: 'a1-2015',
        implantable: false,
        networked: true,
        lifetimeYears: 5,
        deliveryChannels: ['app-store', 'play-store'],
      },
      artifacts: ['artifacts/app.bundle'],
      tests: [
        { path: 'tests/unit.xml', level: 'unit' },
        { path: 'tests/integration.xml', level: null },
      ],
      evidence: { anomalies: ['anomalies/known.json'], documents: ['documents/ifu.md', 'documents/label.md'] },
      approvals: [
        { role: 'qa_lead', name: 'Q', date: '2024-10-17T15:00:00+02:00', statement: 'approvals/qa_lead.yaml' },
        { role: 'ra', name: 'bob', date: null, statement: null },
      ],
    });
    expect(Object.entries(manifest.checksums)).toEqual([
      ['artifacts/app.bundle', ['sha256:aa', 'sha512:bb']],
      ['__proto__', ['sha256:cc']],
    ]);
    expect(manifest.evidence.vex).toBeUndefined();
  });

  it('reads JSON, in which a version may be a number too', () => {
    const manifest = decode('{"version": 1.10, "product": {"networked": true, "lifetime_years": 10}}', 'release.json');
    expect(manifest.version).toBe('1.10');
    expect(manifest.product).toMatchObject({ networked: true, lifetimeYears: 10 });
  });

  it('keeps unknown keys by name, wherever they stand', () => {
    const manifest = decode(`version: 1
owner: x
product: { colour: red }
tests: [{ path: a, speed: 1 }]
approvals: { qa: { name: a, phone: 1 } }
evidence: { horoscope: a, sbom: b }
`);
    expect(manifest.unknownKeys).toEqual([
      'owner',
      'product.colour',
      'tests.0.speed',
      'approvals.qa.phone',
      'evidence.horoscope',
    ]);
    expect(Object.keys(manifest.evidence)).toEqual(['sbom']);
  });
});

describe('a manifest that cannot be read in one way', () => {
  it('is refused with every wrong field and its line at once', async () => {
    const refusal = await refused(`schema: someone-else/3
version: [1, 2]
product:
  safety_class: D
  edition: 2024
  networked: maybe
  lifetime_years: many
artifacts: { a: b }
checksums:
  fw.bin: sha256:aa
  x: { sha256: aa }
tests: [{ path: a, level: smoke }, { level: unit }]
evidence: [a]
approvals:
  qa: { date: 2024-10-17 }
`);
    expect(refusal.code).toBe('MANIFEST_MALFORMED');
    expect(refusal.values.fields).toEqual([
      '1: schema (countersign/release@1)',
      '2: version',
      '4: product.safety_class (A | B | C)',
      '5: product.edition (2006 | a1-2015 | playbook)',
      '6: product.networked',
      '7: product.lifetime_years',
      '8: artifacts',
      '11: checksums.x',
      '12: tests.0.level (unit | integration | system | hil)',
      '12: tests.1.path',
      '13: evidence',
      '15: approvals.qa.name',
    ]);
  });

  it.each([
    ['a key that is there twice', 'version: 1\nversion: 2\n', 'MANIFEST_DUPLICATE_KEY'],
    ['a checksum that is there twice', 'checksums:\n  a: sha256:aa\n  a: sha256:bb\n', 'MANIFEST_DUPLICATE_KEY'],
    ['a list', '- a\n', 'MANIFEST_MALFORMED'],
    ['nothing', '', 'MANIFEST_MALFORMED'],
    ['a text', 'release', 'MANIFEST_MALFORMED'],
    ['two documents', 'version: 1\n---\nversion: 2\n', 'MANIFEST_MALFORMED'],
    ['bad indentation', 'a: 1\n b: 2\n', 'MANIFEST_MALFORMED'],
    ['a merge key', 'a: &a { x: 1 }\nb:\n  <<: *a\n', 'MANIFEST_MALFORMED'],
    ['a custom tag', 'version: !!js/function "x"\n', 'MANIFEST_MALFORMED'],
    ['an alias bomb', bomb(), 'MANIFEST_MALFORMED'],
    ['deep nesting', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'MANIFEST_MALFORMED'],
  ])('is refused: %s', async (_what, text, code) => {
    expect((await refused(text)).code).toBe(code);
  });

  it('is refused in JSON: duplicate keys, trailing text, comments', async () => {
    expect((await refused('{"version":"1","version":"2"}', 'release.json')).code).toBe('MANIFEST_DUPLICATE_KEY');
    expect((await refused('{"version":"1"} x', 'release.json')).code).toBe('MANIFEST_MALFORMED');
    expect((await refused('{/* */}', 'release.json')).code).toBe('MANIFEST_MALFORMED');
  });

  it('is refused when it is not UTF-8', async () => {
    expect((await refused(Buffer.from('version: Prüfung', 'latin1'))).code).toBe('MANIFEST_NOT_UTF8');
    expect((await refused(Buffer.from('\ufeffversion: 1', 'utf16le'))).code).toBe('MANIFEST_NOT_UTF8');
  });

  it('is refused when it is too large, before it is parsed', async () => {
    const budgets = { ...DEFAULT_BUDGETS, signedFileSize: 10 };
    expect((await refusalOf(() => decodeManifest('release.yaml', Buffer.from('version: 12'), budgets))).code).toBe(
      'MANIFEST_TOO_LARGE',
    );
  });

  it('may list tens of thousands of files, and is refused by its size where it holds more than is read', async () => {
    const lines = Array.from(
      { length: 40_000 },
      (_, index) => `  d/f-${String(index)}.txt: sha256:${'ab'.repeat(32)}\n`,
    );
    const manifest = decodeManifest('release.yaml', Buffer.from(`version: 1\nchecksums:\n${lines.join('')}`));
    expect(Object.keys(manifest.checksums)).toHaveLength(40_000);
    const refusal = await refused(`version: 1\nnotes: [${'a, '.repeat(400_000)}b]\n`);
    expect([refusal.code, refusal.values['problem']]).toEqual(['MANIFEST_MALFORMED', 'size']);
  });
});

function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `l${index + 1}: &l${index + 1} [${Array(10).fill(`*l${index}`).join(', ')}]`,
  );
  return ['l0: &l0 x', ...levels].join('\n');
}
