import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openArchive, tolerateDamage, type Archive } from '../../../src/archive/index.ts';
import type { Progress } from '../../../src/domain/archive.ts';
import { Cancelled } from '../../../src/domain/errors.ts';
import type { IntegrityReport } from '../../../src/domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import { render } from '../../../src/domain/render.ts';
import { checkIntegrity, decodeManifest, findManifest } from '../../../src/integrity/index.ts';
import { english, folderOf, openBytes, openFiles, refusalOf } from '../../support/archives.ts';
import { buildZip } from '../../support/zip-builder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const hex = (data: string | Uint8Array, algorithm = 'sha256'): string =>
  createHash(algorithm).update(data).digest('hex');
const other = hex('another content');

async function check(files: Files): Promise<IntegrityReport> {
  const report = await checkArchive(await openFiles(files));
  for (const said of report.reasons.flatMap((each) => [reasonSentence(each), reasonRemedy(each)])) {
    expect(english.texts[said.key], said.key).toBeDefined();
    render(english, said);
  }
  return report;
}

async function checkArchive(archive: Archive): Promise<IntegrityReport> {
  const path = findManifest(archive.members);
  const manifest = path === null ? null : decodeManifest(path, await archive.read(path, 1e6));
  return checkIntegrity(archive, manifest);
}

/** Returns files with a release manifest that states these checksums for them. */
function released(files: Files, checksums: Readonly<Record<string, string | readonly string[]>>, more = {}): Files {
  return { ...files, 'release.json': JSON.stringify({ version: '1.0.0', checksums, ...more }) };
}

const codes = (report: IntegrityReport): string[] => report.reasons.map(({ code }) => code);
const stateOf = (report: IntegrityReport, path: string) => report.members.find((member) => member.path === path)?.state;

describe('an archive whose manifest covers everything', () => {
  it('passes, and says of each member how it stands', async () => {
    const files = { 'fw.bin': 'firmware', 'docs/a.md': 'text', 'release.json.p7s': 'sig', 'fw.bin.sig': 'sig' };
    const report = await check(
      released(files, { 'fw.bin': `sha256:${hex('firmware')}`, 'docs/a.md': `sha512:${hex('text', 'sha512')}` }),
    );
    expect(report.verdict).toBe('TOTAL_PASSED');
    expect(report.reasons).toEqual([]);
    expect(report.lists).toEqual([{ path: 'release.json', format: 'release-manifest', entries: 2 }]);
    expect(report.members.map(({ path, state, lists }) => [path, state, lists])).toEqual([
      ['docs/a.md', 'verified', ['release.json']],
      ['fw.bin', 'verified', ['release.json']],
      ['fw.bin.sig', 'signature', []],
      ['release.json', 'list', []],
      ['release.json.p7s', 'signature', []],
    ]);
    expect(report.members.find(({ path }) => path === 'fw.bin')?.sha256).toBe(hex('firmware'));
    expect(Object.isFrozen(report.members[0])).toBe(true);
  });

  it('passes in its single top folder, where paths are relative to the manifest', async () => {
    const manifest = JSON.stringify({ checksums: { 'fw.bin': `sha256:${hex('x')}` }, artifacts: ['fw.bin'] });
    const report = await check({ 'top/fw.bin': 'x', 'top/release.json': manifest });
    expect(report.verdict).toBe('TOTAL_PASSED');
  });

  it('passes where several checksums of one file agree, written with ./ and in capitals too', async () => {
    const report = await check(
      released(
        { 'fw.bin': 'x' },
        { './fw.bin': [`SHA256:${hex('x').toUpperCase()}`, `sha512:${hex('x', 'sha512')}`, `md5:${hex('x', 'md5')}`] },
      ),
    );
    expect(report.verdict).toBe('TOTAL_PASSED');
  });

  it('finds a member whose letters are decomposed where the manifest composes them', async () => {
    const report = await check(released({ 'Pru\u0308fung.md': 'x' }, { 'Pr\u00fcfung.md': `sha256:${hex('x')}` }));
    expect(report.verdict).toBe('TOTAL_PASSED');
  });

  it('treats __proto__ as a path like any other', async () => {
    const files = {
      __proto__x: 'x',
      'release.yaml': `checksums: { __proto__: "sha256:${hex('y')}", __proto__x: "sha256:${hex('x')}" }`,
    };
    const archive = await openBytes(
      buildZip([...Object.entries(files), ['__proto__', 'y'] as const].map(([name, data]) => ({ name, data }))),
    );
    const report = await checkArchive(archive);
    expect(report.verdict).toBe('TOTAL_PASSED');
    expect(stateOf(report, '__proto__')).toBe('verified');
  });
});

describe('an archive that differs from its lists', () => {
  it('fails with every mismatch, expected and actual', async () => {
    const report = await check(
      released(
        { a: 'x', b: 'y', c: 'z' },
        { a: `sha256:${other}`, b: `sha512:${hex('q', 'sha512')}`, c: `sha256:${hex('z')}` },
      ),
    );
    expect(report.verdict).toBe('TOTAL_FAILED');
    expect(report.mismatched).toEqual([
      { path: 'a', list: 'release.json', algorithm: 'sha256', expected: other, actual: hex('x') },
      {
        path: 'b',
        list: 'release.json',
        algorithm: 'sha512',
        expected: hex('q', 'sha512'),
        actual: hex('y', 'sha512'),
      },
    ]);
    expect(report.reasons).toEqual([{ code: 'MEMBER_MISMATCHED', values: { count: 2, first: 'a' } }]);
    expect(stateOf(report, 'c')).toBe('verified');
  });

  it('fails with every absent file', async () => {
    const report = await check(
      released({ a: 'x' }, { a: `sha256:${hex('x')}`, 'b/c': `sha256:${other}`, d: 'sha256:...' }),
    );
    expect(report.verdict).toBe('TOTAL_FAILED');
    expect(report.missing).toEqual([
      { path: 'b/c', list: 'release.json' },
      { path: 'd', list: 'release.json' },
    ]);
    expect(codes(report)).toEqual(['MEMBER_MISSING', 'CHECKSUM_MALFORMED']);
  });

  it('fails where a signature or a list itself is listed and differs', async () => {
    const report = await check(
      released({ 'a.sig': 'x', SHA256SUMS: '' }, { 'a.sig': `sha256:${other}`, SHA256SUMS: `sha256:${other}` }),
    );
    expect(stateOf(report, 'a.sig')).toBe('mismatched');
    expect(stateOf(report, 'SHA256SUMS')).toBe('mismatched');
  });

  it('does not take a name in other case for the listed one', async () => {
    const report = await check(released({ 'FW.bin': 'x' }, { 'fw.bin': `sha256:${hex('x')}` }));
    expect(codes(report)).toEqual(['MEMBER_MISSING', 'MEMBER_UNLISTED']);
  });

  it('calls checksums that contradict each other by name', async () => {
    const both = await check(released({ a: 'x' }, { a: [`sha256:${hex('x')}`, `sha256:${other}`] }));
    expect(both.verdict).toBe('TOTAL_FAILED');
    expect(codes(both)).toEqual(['MEMBER_MISMATCHED', 'CHECKSUM_CONTRADICTED']);
    const algorithms = await check(released({ a: 'x' }, { a: [`sha256:${hex('x')}`, `md5:${hex('y', 'md5')}`] }));
    expect(codes(algorithms)).toEqual(['MEMBER_MISMATCHED', 'CHECKSUM_CONTRADICTED']);
    const lists = await check({ ...released({ a: 'x' }, { a: `sha256:${hex('x')}` }), SHA256SUMS: `${other}  a\n` });
    expect(lists.mismatched).toEqual([
      { path: 'a', list: 'SHA256SUMS', algorithm: 'sha256', expected: other, actual: hex('x') },
    ]);
    expect(codes(lists)).toContain('CHECKSUM_CONTRADICTED');
    const absent = await check(released({ x: '' }, { a: [`sha256:${hex('x')}`, `sha256:${other}`] }));
    expect(codes(absent)).toEqual(['MEMBER_MISSING', 'CHECKSUM_CONTRADICTED', 'MEMBER_UNLISTED']);
  });
});

describe('an archive of which not everything is known', () => {
  it('is indeterminate for the small manifest with its placeholder, which is no mismatch', async () => {
    const manifest =
      'version: 1.3.0\nartifacts: [fw.bin]\nchecksums:\n  fw.bin: sha256:...\napprovals: { qa: alice }\n';
    const report = await check({ 'fw.bin': 'x', 'manifest.yaml': manifest });
    expect(report.verdict).toBe('INDETERMINATE');
    expect(report.unsafe).toEqual([{ path: 'fw.bin', code: 'CHECKSUM_MALFORMED' }]);
    expect(report.mismatched).toEqual([]);
    expect(codes(report)).toEqual(['CHECKSUM_MALFORMED', 'MEMBER_UNLISTED']);
    expect(report.reasons[0]?.values.what).toBe('checksum');
  });

  it('is indeterminate with every unlisted file', async () => {
    const report = await check(released({ a: 'x', b: 'y', 'c.dsse.json': '{}' }, { a: `sha256:${hex('x')}` }));
    expect(report.verdict).toBe('INDETERMINATE');
    expect(report.unlisted).toEqual(['b', 'c.dsse.json']);
    expect(report.reasons).toEqual([{ code: 'MEMBER_UNLISTED', values: { count: 2, first: 'b' } }]);
  });

  it('is indeterminate where only SHA-1 or MD5 match', async () => {
    const report = await check(
      released({ a: 'x', b: 'y' }, { a: `md5:${hex('x', 'md5')}`, b: `sha1:${hex('y', 'sha1')}` }),
    );
    expect(report.weak).toEqual(['a', 'b']);
    expect(codes(report)).toEqual(['MEMBER_WEAKLY_COVERED']);
    expect(report.verdict).toBe('INDETERMINATE');
  });

  it('is indeterminate where one of several checksums cannot be read, although another matches', async () => {
    const report = await check(released({ a: 'x' }, { a: [`sha256:${hex('x')}`, 'blake3:00'] }));
    expect(stateOf(report, 'a')).toBe('verified');
    expect(codes(report)).toEqual(['CHECKSUM_MALFORMED']);
  });

  it('is indeterminate without checksums, without manifest, and with neither', async () => {
    expect(codes(await check(released({}, {})))).toEqual(['NO_CHECKSUMS']);
    expect(codes(await check({ a: 'x', SHA256SUMS: `${hex('x')}  a` }))).toEqual(['MEMBER_UNLISTED', 'NO_MANIFEST']);
    expect(codes(await check({ a: 'x' }))).toEqual(['MEMBER_UNLISTED', 'NO_MANIFEST', 'NO_CHECKSUMS']);
  });

  it('is indeterminate where the manifest names files that are absent and in no list', async () => {
    const more = {
      artifacts: ['a', 'gone.bin'],
      tests: ['unit.xml'],
      evidence: { documents: 'docs/', sbom: 'sbom.json' },
      approvals: { qa: { name: 'q', statement: 'qa.yaml' } },
    };
    const report = await check(
      released({ a: 'x', 'docs/b': 'y' }, { a: `sha256:${hex('x')}`, 'docs/b': `sha256:${hex('y')}` }, more),
    );
    expect(report.reasons).toEqual([{ code: 'NAMED_FILE_ABSENT', values: { count: 4, first: 'gone.bin' } }]);
    expect(report.verdict).toBe('INDETERMINATE');
  });

  it('lists unsafe paths of the manifest, in checksums and elsewhere', async () => {
    const sums = { '../../etc/passwd': `sha256:${other}`, 'a\\b': `sha256:${other}`, a: `sha256:${hex('x')}` };
    const report = await check(released({ a: 'x' }, sums, { artifacts: ['/abs'], tests: ['C:/x'] }));
    expect(report.unsafe).toEqual([
      { path: '../../etc/passwd', code: 'NAME_PARENT' },
      { path: '/abs', code: 'NAME_ABSOLUTE' },
      { path: 'C:/x', code: 'NAME_ABSOLUTE' },
      { path: 'a\\b', code: 'NAME_BACKSLASH' },
    ]);
    expect(report.missing).toEqual([]);
    expect(report.verdict).toBe('INDETERMINATE');
  });

  it('is indeterminate where the medium fails for one member, and still reads the others', async () => {
    const files = released({ a: 'x', b: 'y' }, { a: `sha256:${hex('x')}`, b: `sha256:${hex('y')}` });
    const folder = folderOf(files);
    let failing = false;
    const open = (path: string) =>
      failing && path === 'a' ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : folder.open(path);
    const archive = await openArchive({ kind: 'folder', name: 'r', folder: { list: () => folder.list(), open } });
    failing = true;
    const report = await checkArchive(archive);
    expect(report.members.find(({ path }) => path === 'a')).toMatchObject({ state: 'unreadable', sha256: null });
    expect(stateOf(report, 'b')).toBe('verified');
    expect(codes(report)).toEqual(['MEMBER_UNREADABLE']);
  });
});

describe('checksum files beside the manifest', () => {
  it('cover members of their own folder, and must be covered themselves', async () => {
    const sums = `${hex('x')}  a\n${hex('y')} *sub/b\n`;
    const files = { 'deep/a': 'x', 'deep/sub/b': 'y', 'deep/SHA256SUMS': sums };
    const covered = await check(released(files, { 'deep/SHA256SUMS': `sha256:${hex(sums)}` }));
    expect(covered.verdict).toBe('TOTAL_PASSED');
    expect(covered.lists).toEqual([
      { path: 'deep/SHA256SUMS', format: 'sha256sums', entries: 2 },
      { path: 'release.json', format: 'release-manifest', entries: 1 },
    ]);
    expect(covered.members.map(({ path, state, lists }) => [path, state, lists])).toEqual([
      ['deep/SHA256SUMS', 'list', ['release.json']],
      ['deep/a', 'verified', ['deep/SHA256SUMS']],
      ['deep/sub/b', 'verified', ['deep/SHA256SUMS']],
      ['release.json', 'list', []],
    ]);
    const uncovered = await check(released(files, {}));
    expect(uncovered.unlisted).toEqual(['deep/SHA256SUMS']);
    expect(stateOf(uncovered, 'deep/SHA256SUMS')).toBe('list');
    expect(uncovered.verdict).toBe('INDETERMINATE');
  });

  it.each(['SHA512SUMS', 'sha512sums.txt'])('are read under the name %s', async (name) => {
    const report = await check({ a: 'x', [name]: `${hex('x', 'sha512')}  a\n` });
    expect(stateOf(report, 'a')).toBe('verified');
  });

  it.each([
    ['fw.bin.sha256', `${hex('x')}\n`],
    ['fw.bin.SHA256', hex('x').toUpperCase()],
    ['fw.bin.sha256sum', `${hex('x')}  fw.bin\n`],
    ['fw.bin.sha256', `${hex('x')} */home/build/out/fw.bin\n`],
    ['fw.bin.sha512', `SHA512 (out/fw.bin) = ${hex('x', 'sha512')}\n`],
  ])('are about the one file that they stand beside: %s, %j', async (name, text) => {
    const report = await check({ 'out/fw.bin': 'x', [`out/${name}`]: text });
    expect(stateOf(report, 'out/fw.bin')).toBe('verified');
    expect(report.missing).toEqual([]);
    const altered = await check({ 'out/fw.bin': 'y', [`out/${name}`]: text });
    expect(codes(altered)).toContain('MEMBER_MISMATCHED');
    expect(altered.verdict).toBe('TOTAL_FAILED');
  });

  it('say nothing where the file that they are named after is not in the archive', async () => {
    const report = await check({ 'app.apk.sha256': `${hex('x')}  app.apk\n` });
    expect(report.missing).toEqual([]);
    expect(report.unlisted).toEqual(['app.apk.sha256']);
  });

  it('that stand beside one file and name another are read as any list', async () => {
    const report = await check({ 'fw.bin': 'x', 'fw.bin.sha256': `${hex('x')}  other.bin\n` });
    expect(stateOf(report, 'fw.bin')).toBe('unlisted');
    expect(report.missing).toMatchObject([{ path: 'other.bin' }]);
  });

  it('are read with a byte order mark, CRLF and tags', async () => {
    const report = await check({ a: 'x', b: 'y', SHA256SUMS: `\ufeff${hex('x')} *a\r\nSHA256 (b) = ${hex('y')}\r\n` });
    expect([stateOf(report, 'a'), stateOf(report, 'b')]).toEqual(['verified', 'verified']);
  });

  it('cover weakly where they are MD5SUMS', async () => {
    expect((await check({ a: 'x', MD5SUMS: `${hex('x', 'md5')}  a\n` })).weak).toEqual(['a']);
  });

  it('that name themselves say nothing about themselves', async () => {
    const report = await check({ a: 'x', SHA256SUMS: `${hex('')}  SHA256SUMS\n${hex('x')}  a\n` });
    expect(report.mismatched).toEqual([]);
    expect(report.unsafe).toEqual([{ path: 'SHA256SUMS', code: 'CHECKSUM_MALFORMED' }]);
  });

  it('that lead out of the archive, or hold names no member can have, are unsafe', async () => {
    const report = await check({
      'd/SHA256SUMS': `${other}  ../a\n\\${other}  a\\nb\n${other}  /etc/passwd\n`,
      a: 'x',
    });
    expect(report.unsafe.map(({ code }) => code).sort()).toEqual([
      'NAME_CONTROL_CHARACTER',
      'NAME_EMPTY_PART',
      'NAME_PARENT',
    ]);
  });

  it('that are no UTF-8 or too large are named as unread', async () => {
    const report = await check({
      a: 'x',
      SHA256SUMS: Buffer.from(`${hex('x')}  a\n`, 'utf16le'),
      SHA512SUMS: Buffer.from([0xff, 0xfe]),
    });
    expect(report.unsafe).toContainEqual({ path: 'SHA512SUMS', code: 'CHECKSUM_MALFORMED' });
    expect(stateOf(report, 'a')).toBe('unlisted');
    const archive = await openFiles({ a: 'x', SHA256SUMS: `${hex('x')}  a\n` });
    const small = await checkIntegrity(archive, null, { budgets: { ...DEFAULT_BUDGETS, signedFileSize: 5 } });
    expect(small.unsafe).toEqual([{ path: 'SHA256SUMS', code: 'CHECKSUM_MALFORMED' }]);
  });

  it('with a hundred thousand entries for one file are judged without delay', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${hex(String(index))}  a`);
    const report = await checkArchive(await openFiles({ a: '7', SHA256SUMS: lines.join('\n') }));
    expect(report.mismatched).toHaveLength(99_999);
  }, 200_000);

  it('of a bag are read beside bagit.txt only', async () => {
    const bag = { 'bagit.txt': 'BagIt-Version: 1.0\n', 'data/a': 'x', 'manifest-sha256.txt': `${hex('x')}  data/a\n` };
    const report = await check(bag);
    expect(report.lists).toEqual([{ path: 'manifest-sha256.txt', format: 'bagit', entries: 1 }]);
    expect(stateOf(report, 'data/a')).toBe('verified');
    expect((await check({ 'data/a': 'x', 'manifest-sha256.txt': bag['manifest-sha256.txt'] })).lists).toEqual([]);
  });
});

describe('the pass over the members', () => {
  it('tells progress in bytes up to the sum of all sizes', async () => {
    const seen: Progress[] = [];
    const archive = await openFiles({ a: 'x'.repeat(10), b: 'y'.repeat(5), empty: '' });
    await checkIntegrity(archive, null, { onProgress: (progress) => seen.push(progress) });
    const total = archive.identity.size + 15;
    expect(seen.map(({ phase }) => phase)).toEqual(seen.map(() => 'hashing'));
    expect(seen.map(({ done }) => done)).toEqual([0, archive.identity.size, total - 5, total, total, total]);
    expect(new Set(seen.map((each) => each.total))).toEqual(new Set([total]));
  });

  it('stops between two chunks when cancelled', async () => {
    const archive = await openFiles({ a: Buffer.alloc(5_000_000, 'x') });
    const signal = { aborted: false };
    let chunks = 0;
    const checking = checkIntegrity(archive, null, {
      signal,
      onProgress: () => ((chunks += 1), (signal.aborted = true)),
    });
    await expect(checking).rejects.toBeInstanceOf(Cancelled);
    expect(chunks).toBe(1);
  });

  it('names the members whose bytes are not those that the archive promises', async () => {
    const archive = await openBytes(buildZip([{ name: 'a', data: 'alpha', raw: Buffer.from('alphb') }]));
    const tolerant = tolerateDamage(archive);
    await checkIntegrity(tolerant, null);
    expect([...tolerant.damage]).toEqual([['a', 'ZIP_CRC_MISMATCH']]);
    expect((await refusalOf(() => archive.read('a', 9))).code).toBe('ZIP_CRC_MISMATCH');
  });
});
