import { describe, expect, test } from 'vitest';
import {
  anomalies,
  anomaly,
  COMMIT,
  component,
  dockerfile,
  file,
  manifest,
  opaque,
  record,
  release,
  results,
  sbom,
  sha,
  soupList,
  testCase,
  tree,
} from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

const DIGEST = 'a'.repeat(64);

describe('CS-584-01: one version everywhere', () => {
  test('passes when manifest, tag, SBOM and tests agree, with or without v and build suffix', () => {
    const files = [
      sbom([]),
      results('t/unit.xml', [testCase('U')], { version: 'v2.4.0' }),
      record('r.md', 'release_record', { fields: { version: '2.4.0+b.8842' } }),
    ];
    const found = ruleOn('CS-584-01', { files });
    expect(found.result).toBe('pass');
    expect(found.text).toContain('2.4.0');
  });

  test('fails when one file names another version', () => {
    const found = ruleOn('CS-584-01', { files: [sbom([], '2.3.9')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('sbom.json');
    expect(found.evidence.map((reference) => reference.path)).toEqual(['release.yaml', 'sbom.json']);
  });

  test('fails when a build differs', () => {
    const files = [record('r.md', 'release_record', { fields: { build: '2.4.0+b.8841' } })];
    expect(ruleOn('CS-584-01', { files }).result).toBe('fail');
  });

  test('leaves a tag that does not show the version, a lone statement and a strange name to a person', () => {
    expect(ruleOn('CS-584-01', { manifest: { gitTag: 'october' }, files: [sbom([])] }).result).toBe('judge');
    expect(ruleOn('CS-584-01', { manifest: { gitTag: null, build: null } }).result).toBe('judge');
    const parts = { manifest: { artifacts: ['app-2.3.9.bin'] }, files: [opaque('app-2.3.9.bin'), sbom([])] };
    expect(ruleOn('CS-584-01', parts).result).toBe('judge');
  });

  test('takes statements of one file for one, and names the file', () => {
    const found = ruleOn('CS-584-01', {});
    expect(found.result).toBe('judge');
    expect(found.text).toContain('in one file only (release.yaml)');
  });

  test('shows two release dates to a person, with both places', () => {
    const files = [record('r.md', 'release_record', { fields: { version: '2.4.0', date: '2023-01-01' } })];
    const found = ruleOn('CS-584-01', { files });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('2023-01-01 (r.md:3)');
    expect(found.text).toContain('(release.yaml');
    expect(found.evidence.map((reference) => reference.path)).toEqual(['release.yaml', 'r.md']);
  });

  test('reads the version of a release record that no manifest names, and never that of a procedure', () => {
    const headings = ['5.8.1', '5.8.2', '5.8.3', '5.8.4'].map((clause) => ({ clause }));
    const own = record('record.md', null, { fields: { version: '2.4.0', tag: 'v2.4.0' }, headings });
    const procedure = record('sop.md', null, { fields: { version: '7' }, headings });
    const found = ruleOn('CS-584-01', { manifest: null, files: [own, procedure, sbom([])] });
    expect(found.result).toBe('pass');
    expect(found.text).toContain('2.4.0 is the same in 2 files');
    expect(ruleOn('CS-582-01', { manifest: null, files: [own, anomalies([anomaly('A-1')])] }).result).toBe('pass');
  });

  test('is undecidable without any version', () => {
    expect(ruleOn('CS-584-01', { manifest: null }).result).toBe('undecidable');
  });
});

describe('CS-584-03: SBOM and SOUP list agree', () => {
  const listed = soupList([{ title: 'lib', version: '1.0.0' }]);

  test('passes on the same set by name and version, or by purl', () => {
    expect(ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.0')]), listed] }).result).toBe('pass');
    const byUrl = soupList([{ title: 'The Library', version: '1.0.0', purl: 'pkg:npm/lib@1.0.0?arch=any' }]);
    expect(ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.0')]), byUrl] }).result).toBe('pass');
  });

  test('fails on a runtime component on one side only, or in another version', () => {
    const two = sbom([component('lib', '1.0.0'), component('other', '2.0.0')]);
    const found = ruleOn('CS-584-03', { files: [two, listed] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('other 2.0.0');
    expect(ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.1')]), listed] }).result).toBe('fail');
  });

  test('leaves development components and missing manufacturers to a person', () => {
    const dev = sbom([component('lib', '1.0.0'), component('tool', '1.0.0', { scope: 'excluded' })]);
    expect(ruleOn('CS-584-03', { files: [dev, listed] }).result).toBe('judge');
    const bare = soupList([{ title: 'lib', version: '1.0.0', manufacturer: null }]);
    expect(ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.0')]), bare] }).result).toBe('judge');
  });

  test('fails on a row whose version and package URL contradict each other', () => {
    const row = soupList([{ title: 'lib', version: '1.0.1', purl: 'pkg:npm/lib@1.0.0' }]);
    const found = ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.0')]), row] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('lib 1.0.1 ≠ pkg:npm/lib@1.0.0 (soup.csv:2)');
    const torn = sbom([component('lib', '1.0.0', { purl: 'pkg:npm/lib@2.0.0' })]);
    expect(ruleOn('CS-584-03', { files: [torn, listed] }).result).toBe('fail');
  });

  test.each([
    ['v1.0', 'pkg:npm/lib@1.0.0', 'pass'],
    ['7.74.0', 'pkg:deb/debian/lib@1:7.74.0-1%2Bdeb11u1', 'pass'],
    ['1.0.0.Final', 'pkg:maven/org/lib@1.0.0.GA', 'judge'],
  ])('reads version %s beside %s as it is meant', (version, purl, result) => {
    const row = soupList([{ title: 'lib', version, purl }]);
    expect(ruleOn('CS-584-03', { files: [sbom([component('lib', version, { purl })]), row] }).result).toBe(result);
  });

  test('shows a count of the release record that neither side holds to a person', () => {
    const stating = (soup: string): ReturnType<typeof record> =>
      record('record.md', 'release_record', { fields: { soup } });
    const found = ruleOn('CS-584-03', { files: [sbom([component('lib', '1.0.0')]), listed, stating('140')] });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('record.md:2 states 140 components');
    const same = [sbom([component('lib', '1.0.0')]), listed, stating('1')];
    expect(ruleOn('CS-584-03', { files: same }).result).toBe('pass');
  });

  test('is undecidable when one of them is absent or read in part', () => {
    expect(ruleOn('CS-584-03', { files: [listed] }).result).toBe('undecidable');
    const whole = sbom([component('lib', '1.0.0')]);
    const part = { ...whole, reading: { ...whole.reading, state: 'partly-read' as const } };
    expect(ruleOn('CS-584-03', { files: [part, listed] }).result).toBe('undecidable');
    expect(ruleOn('CS-584-03', { files: [part, soupList([])] }).result).toBe('undecidable');
  });
});

describe('CS-584-04: cited documents resolve', () => {
  const ifu = record('docs/ifu.md', 'documents', { fields: { revision: '4' } });
  const citing = (text: string, target: string): ReturnType<typeof record> =>
    record('docs/record.md', 'release_record', { links: [{ text, target }] });

  test('passes when the file is there in the cited revision', () => {
    expect(ruleOn('CS-584-04', { files: [ifu, citing('IFU rev. 4', 'ifu.md')] }).result).toBe('pass');
  });

  test('takes the revision from the row of the table that holds the link', () => {
    const inTable = record('docs/record.md', 'release_record', {
      links: [{ text: 'IFU', target: './ifu.md#scope', line: 50 }],
      tables: [{ header: ['Document', 'Revision'], rows: [{ cells: ['IFU', '4'], line: 50 }] }],
    });
    expect(ruleOn('CS-584-04', { files: [ifu, inTable] }).result).toBe('pass');
  });

  test('fails when the file is absent or in another revision', () => {
    expect(ruleOn('CS-584-04', { files: [citing('SOP', 'sop.md')] }).result).toBe('fail');
    const found = ruleOn('CS-584-04', { files: [ifu, citing('IFU rev. 3', 'ifu.md')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('ifu.md');
  });

  test('leaves documents kept elsewhere and citations without a revision to a person', () => {
    expect(ruleOn('CS-584-04', { files: [citing('SOP', 'https://qms.example/sop')] }).result).toBe('judge');
    expect(ruleOn('CS-584-04', { files: [citing('SOP', '../../qms/sop.md')] }).result).toBe('judge');
    expect(ruleOn('CS-584-04', { files: [ifu, citing('IFU', 'ifu.md')] }).result).toBe('judge');
  });

  test('is undecidable without a release record, or when the revision of a document cannot be read', () => {
    expect(ruleOn('CS-584-04', { files: [ifu] }).result).toBe('undecidable');
    const files = [opaque('docs/ifu.pdf', 'documents', 'not-understood'), citing('IFU rev. 4', 'ifu.pdf')];
    expect(ruleOn('CS-584-04', { files }).result).toBe('undecidable');
  });
});

const builtFields = {
  procedure: 'SOP-7',
  script: 'build.sh',
  'environment.image': `node@sha256:${DIGEST}`,
  'environment.runner': 'ci-1',
  'toolchain.node': '20.11.1',
  'source.commit': COMMIT,
  'source.tag': 'v2.4.0',
  'source.clean': 'true',
  'artifacts.0.path': 'artifacts/app.bin',
  'artifacts.0.sha256': sha('artifacts/app.bin'),
};
const built = (changes: Record<string, string> = {}): ReturnType<typeof tree> =>
  tree('build.yaml', 'build_manifest', { ...builtFields, ...changes });
const app = opaque('artifacts/app.bin');
const withApp = { artifacts: ['artifacts/app.bin', 'artifacts/app.bin.sig', 'sbom.json'] };

describe('CS-585-01: procedure and environment are documented', () => {
  test('passes on a complete build manifest', () => {
    expect(ruleOn('CS-585-01', { files: [built()] }).result).toBe('pass');
  });

  test('recognises a build manifest without a role by its content', () => {
    expect(ruleOn('CS-585-01', { files: [tree('b.yaml', null, builtFields)] }).result).toBe('pass');
  });

  test('shows gaps to a person', () => {
    const found = ruleOn('CS-585-01', { files: [tree('b.yaml', 'build_manifest', { script: 'build.sh' })] });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('procedure');
    expect(ruleOn('CS-585-01', { files: [dockerfile([{ reference: 'node:20' }])] }).result).toBe('judge');
  });

  test('fails when there is no build description at all', () => {
    expect(ruleOn('CS-585-01', {}).result).toBe('fail');
  });

  test('is undecidable when the build manifest cannot be read', () => {
    expect(ruleOn('CS-585-01', { files: [opaque('build.pdf', 'build_manifest')] }).result).toBe('undecidable');
  });
});

describe('CS-585-02: no floating inputs', () => {
  const pinned = dockerfile([{ reference: `node:20@sha256:${DIGEST}` }]);
  const lock = file('package-lock.json', 'lockfile', { kind: 'text' });

  test('passes on images by digest and a hashed lock file', () => {
    expect(ruleOn('CS-585-02', { files: [pinned, lock] }).result).toBe('pass');
  });

  test('fails on a tag in the stage that becomes the image, as an observation only', () => {
    const found = ruleOn('CS-585-02', { files: [dockerfile([{ reference: 'node:20' }]), lock] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('Dockerfile, line 1, uses node:20');
    expect(found.grade).toBe('observation');
  });

  test('follows FROM into the stage that the last one is built from', () => {
    const images = [
      { reference: 'node:20', stage: 'base' },
      { reference: 'base', fromStage: true },
    ];
    expect(ruleOn('CS-585-02', { files: [dockerfile(images), lock] }).result).toBe('fail');
  });

  test('counts images and no stages', () => {
    const images = [
      { reference: `node:20@sha256:${DIGEST}`, stage: 'toolchain' },
      { reference: 'toolchain', fromStage: true },
    ];
    const found = ruleOn('CS-585-02', { files: [dockerfile(images), lock] });
    expect(found.result).toBe('pass');
    expect(found.text).toContain('(one image)');
    expect(found.evidence.map((reference) => reference.quote)).not.toContain('toolchain');
  });

  test('fails on an instruction that fetches without a version', () => {
    const fetching = dockerfile([{ reference: `node@sha256:${DIGEST}` }], [{ reference: 'apk add git', line: 3 }]);
    expect(ruleOn('CS-585-02', { files: [fetching, lock] }).result).toBe('fail');
  });

  test('leaves a stage of which the use cannot be seen to a person', () => {
    const images = [{ reference: 'node:20', stage: 'tools' }, { reference: `nginx@sha256:${DIGEST}` }];
    expect(ruleOn('CS-585-02', { files: [dockerfile(images), lock] }).result).toBe('judge');
  });

  test('is undecidable without a lock file, without any build file, and with an unlisted lock file', () => {
    expect(ruleOn('CS-585-02', { files: [pinned] }).result).toBe('undecidable');
    expect(ruleOn('CS-585-02', { files: [lock] }).result).toBe('undecidable');
    const states = { 'package-lock.json': 'unlisted' as const };
    expect(ruleOn('CS-585-02', { files: [pinned, lock], states }).result).toBe('undecidable');
  });
});

describe('CS-585-03: the build manifest describes these artefacts', () => {
  test('passes when the digests are equal; signatures and evidence are no artefacts', () => {
    expect(ruleOn('CS-585-03', { manifest: withApp, files: [app, built(), sbom([])] }).result).toBe('pass');
  });

  test('fails when the digest differs', () => {
    const files = [app, built({ 'artifacts.0.sha256': DIGEST }), sbom([])];
    const found = ruleOn('CS-585-03', { manifest: withApp, files });
    expect(found.result).toBe('fail');
    expect(found.text).toContain(DIGEST);
  });

  test('fails when two artefacts were exchanged', () => {
    const parts = { manifest: { artifacts: ['ios/app.bin', 'android/app.bin'] } };
    const swapped = tree('b.yaml', 'build_manifest', {
      'artifacts.0.path': 'ios/app.bin',
      'artifacts.0.sha256': sha('android/app.bin'),
      'artifacts.1.path': 'android/app.bin',
      'artifacts.1.sha256': sha('ios/app.bin'),
    });
    const files = [opaque('ios/app.bin'), opaque('android/app.bin'), swapped];
    expect(ruleOn('CS-585-03', { ...parts, files }).result).toBe('fail');
  });

  test('takes an artefact that was built in another folder by its digest', () => {
    const moved = built({ 'artifacts.0.path': 'dist/out/application.bin' });
    expect(ruleOn('CS-585-03', { manifest: withApp, files: [app, moved, sbom([])] }).result).toBe('pass');
  });

  test('fails when the artefact is not a subject', () => {
    const files = [app, built({ 'artifacts.0.path': 'other.bin', 'artifacts.0.sha256': DIGEST }), sbom([])];
    expect(ruleOn('CS-585-03', { manifest: withApp, files }).result).toBe('fail');
  });

  test('is undecidable without build manifest, artefacts or digests', () => {
    expect(ruleOn('CS-585-03', { manifest: withApp, files: [app] }).result).toBe('undecidable');
    expect(ruleOn('CS-585-03', { files: [built()] }).result).toBe('undecidable');
    const files = [app, tree('b.yaml', 'build_manifest', { 'artifacts.0.path': 'artifacts/app.bin' })];
    expect(ruleOn('CS-585-03', { manifest: { artifacts: ['artifacts/app.bin'] }, files }).result).toBe('undecidable');
  });
});

describe('CS-585-04: one source state', () => {
  test('fails when commits or tags differ, or the tree was not clean', () => {
    expect(ruleOn('CS-585-04', { files: [built({ 'source.commit': DIGEST.slice(0, 40) })] }).result).toBe('fail');
    expect(ruleOn('CS-585-04', { files: [built({ 'source.tag': 'v2.4.1' })] }).result).toBe('fail');
    expect(ruleOn('CS-585-04', { files: [built({ 'source.clean': 'false' })] }).result).toBe('fail');
  });

  test('leaves a short commit, and the source bundle that it does not read, to a person', () => {
    const short = { manifest: { gitCommit: COMMIT.slice(0, 10) }, files: [built()] };
    expect(ruleOn('CS-585-04', short).result).toBe('judge');
    expect(ruleOn('CS-585-04', { files: [built()] }).result).toBe('judge');
    expect(ruleOn('CS-585-04', { files: [built(), opaque('source.bundle', 'source')] }).result).toBe('judge');
  });

  test('is undecidable without a commit or a statement on the tree', () => {
    expect(ruleOn('CS-585-04', { manifest: { gitCommit: null } }).result).toBe('undecidable');
    expect(ruleOn('CS-585-04', {}).result).toBe('undecidable');
  });
});

describe('CS-585-06: the rebuild check', () => {
  const rebuilt = (changes: Record<string, string> = {}): ReturnType<typeof tree> =>
    tree('rebuild.yaml', 'reproducibility', {
      release: '2.4.0',
      date: '2024-10-31',
      builder: 'holiday cover',
      machine: 'clean-machine',
      inputs: 'archived inputs only',
      identical: 'true',
      'artifacts.0.path': 'artifacts/app.bin',
      'artifacts.0.released_sha256': sha('artifacts/app.bin'),
      'artifacts.0.rebuilt_sha256': sha('artifacts/app.bin'),
      ...changes,
    });
  const on = (record: ReturnType<typeof tree>): ReturnType<typeof ruleOn> =>
    ruleOn('CS-585-06', { manifest: { artifacts: ['artifacts/app.bin'] }, files: [app, built(), record] });

  test('passes on equal digests, archived inputs, another machine, after the release', () => {
    expect(on(rebuilt()).result).toBe('pass');
  });

  test('fails when it claims identity and digests differ', () => {
    expect(on(rebuilt({ 'artifacts.0.rebuilt_sha256': DIGEST })).result).toBe('fail');
  });

  test('fails when the rebuilt artefact is not the one in the archive', () => {
    const other = { 'artifacts.0.released_sha256': DIGEST, 'artifacts.0.rebuilt_sha256': DIGEST };
    expect(on(rebuilt(other)).result).toBe('fail');
  });

  test.each([
    ['the same machine and builder', { machine: 'ci-1', builder: 'ci-1' }],
    ['inputs from elsewhere', { inputs: 'https://registry.example' }],
    ['a date before the release', { date: '2024-10-01' }],
    ['a difference that it states itself', { identical: 'false', 'artifacts.0.rebuilt_sha256': DIGEST }],
  ])('leaves %s to a person', (_what, changes) => {
    expect(on(rebuilt(changes)).result).toBe('judge');
  });

  test('asks nothing of 5.8.8 and leaves its absence to a person', () => {
    const found = ruleOn('CS-585-06', {});
    expect(found.result).toBe('judge');
    expect(found.section).toBe('5.8.5');
  });

  test('says that no manifest names the artefacts, and lists nothing', () => {
    const found = ruleOn('CS-585-06', { manifest: null, files: [rebuilt()] });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('no manifest names them');
  });

  test('is undecidable when the record does not say what came out', () => {
    const silent = tree('rebuild.yaml', 'reproducibility', { release: '2.4.0' });
    expect(ruleOn('CS-585-06', { files: [silent] }).result).toBe('undecidable');
  });
});

describe('versioning', () => {
  test('CS-VER-01 passes or fails against a declared scheme only', () => {
    const declared = { manifestFields: { version_scheme: 'SemVer 2.0.0' } };
    expect(ruleOn('CS-VER-01', declared).result).toBe('pass');
    const odd = ruleOn('CS-VER-01', { ...declared, manifest: { version: '2024-autumn' } });
    expect(odd.result).toBe('fail');
    expect(odd.grade).toBe('minor');
    expect(ruleOn('CS-VER-01', {}).result).toBe('judge');
    expect(ruleOn('CS-VER-01', { manifestFields: { version_scheme: 'YY.WW' } }).result).toBe('judge');
    expect(ruleOn('CS-VER-01', { manifest: { version: null } }).result).toBe('undecidable');
  });

  test('CS-VER-02 compares with the previous release', () => {
    const before = (version: string, archive = 'previous'): ReturnType<typeof release> =>
      release({ manifest: manifest({ version }), archive });
    expect(ruleOn('CS-VER-02', {}, { previous: before('2.3.1') }).result).toBe('pass');
    const named = (version: string): { manifest: { previous: string } } => ({ manifest: { previous: version } });
    expect(ruleOn('CS-VER-02', named('2.10.0'), { previous: before('2.10.0') }).result).toBe('fail');
    const reused = ruleOn('CS-VER-02', {}, { previous: before('2.4.0') });
    expect(reused.result).toBe('fail');
    expect(reused.text).toContain(sha('previous'));
    expect(ruleOn('CS-VER-02', named('autumn'), { previous: before('autumn') }).result).toBe('judge');
    expect(ruleOn('CS-VER-02', {}).result).toBe('judge');
    expect(ruleOn('CS-VER-02', {}, { previous: before('2.4.0', 'archive') }).result).toBe('undecidable');
  });

  test('CS-BRA-01 leaves the branch to a person, since history is not read', () => {
    expect(ruleOn('CS-BRA-01', {}).result).toBe('judge');
    expect(ruleOn('CS-BRA-01', { manifest: { branch: null } }).result).toBe('undecidable');
  });
});
