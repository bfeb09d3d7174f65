import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BAG_CODES, bagSentence, bagStateWord, type BagCode, type BagResult } from '../../../src/domain/bag.ts';
import type { IntegrityReport } from '../../../src/domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { reasonRemedy, reasonSentence } from '../../../src/domain/reasons.ts';
import { render } from '../../../src/domain/render.ts';
import { checkIntegrity } from '../../../src/integrity/index.ts';
import { parseFetch, parseOxum } from '../../../src/integrity/bag-text.ts';
import { english, openFiles } from '../../support/archives.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const hex = (data: string, algorithm = 'sha256'): string => createHash(algorithm).update(data).digest('hex');
const DECLARED = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const older = (version: string): string => DECLARED.replace('1.0', version);
const line = (path: string, data = 'x'): string => `${hex(data)}  ${path}\n`;

/** A valid bag of one file, with what a test changes about it; `null` takes a file away. */
function bag(changed: Readonly<Record<string, string | Uint8Array | null>> = {}): Files {
  const whole = { 'bagit.txt': DECLARED, 'manifest-sha256.txt': line('data/a'), 'data/a': 'x', ...changed };
  return Object.fromEntries(Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== null));
}

async function check(files: Files, budgets = DEFAULT_BUDGETS): Promise<IntegrityReport> {
  const report = await checkIntegrity(await openFiles(files), null, { budgets });
  for (const said of report.reasons.flatMap((each) => [reasonSentence(each), reasonRemedy(each)]))
    render(english, said);
  return report;
}

async function bagOf(files: Files, folder = ''): Promise<BagResult> {
  const found = (await check(files)).bags.find((one) => one.folder === folder);
  if (found === undefined) throw new Error('no bag was found');
  return found;
}

const found = ({ findings }: BagResult) => findings.map(({ code, paths }) => [code, ...paths]);

describe('a bag', () => {
  it('that keeps the rules is valid, and says its version', async () => {
    expect(await bagOf(bag())).toEqual({ folder: '', version: '1.0', state: 'valid', findings: [] });
    const info = { 'bag-info.txt': 'Payload-Oxum: 1.1\r\nContact-Name : somebody\r\n' };
    expect((await bagOf(bag(info))).state).toBe('valid');
  });

  it('is found in any folder, and inside another bag, each judged for itself', async () => {
    const inner = Object.fromEntries(Object.entries(bag()).map(([path, data]) => [`data/in/${path}`, data]));
    const manifest =
      line('data/a') +
      Object.entries(inner)
        .map(([path, data]) => line(path, String(data)))
        .join('');
    const report = await check({ ...bag({ 'manifest-sha256.txt': manifest }), ...inner, 'data/in/data/b': 'unlisted' });
    expect(report.bags.map(({ folder, state }) => [folder, state])).toEqual([
      ['', 'invalid'],
      ['data/in/', 'invalid'],
    ]);
    expect(report.bags.map(found)).toEqual([
      [['FILE_UNLISTED', 'data/in/data/b']],
      [['FILE_UNLISTED', 'data/in/data/b']],
    ]);
  });

  it('is not seen in an archive without one', async () => {
    expect((await check({ 'data/a': 'x', 'manifest-sha256.txt': line('data/a') })).bags).toEqual([]);
  });

  it('lowers the verdict when it is not valid or not read, by a reason that names it; warnings alone do not', async () => {
    const codes = async (files: Files) =>
      (await check(files)).reasons.map(({ code, values }) => [code, values['first']]);
    expect(await codes(bag({ 'fetch.txt': 'nonsense\n' }))).toContainEqual(['BAG_INVALID', './']);
    const unread = bag({ 'bagit.txt': older('1.7') });
    expect(await codes(unread)).toContainEqual(['BAG_NOT_READ', './']);
    const dotted = await codes(bag({ 'manifest-sha256.txt': `${hex('x')} *./data/a\n` }));
    expect(dotted.map(([code]) => code)).not.toContain('BAG_INVALID');
  });
});

const BROKEN: readonly (readonly [BagCode, Files, (readonly string[])?])[] = [
  [
    'DECLARATION_MISSING',
    bag({ 'bagit.txt': null, 'bag-info.txt': 'A: b\n', 'tagmanifest-sha256.txt': line('bag-info.txt', 'A: b\n') }),
  ],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': `\ufeff${DECLARED}` })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': DECLARED.replaceAll(':', ' :') })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': 'BagIt-Version: 1.0\n' })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': older('.97') })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': DECLARED + 'And: more\n' })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': '' })],
  ['DECLARATION_MALFORMED', bag({ 'bagit.txt': Buffer.from(DECLARED, 'utf16le') })],
  [
    'PAYLOAD_MANIFEST_MISSING',
    bag({ 'manifest-sha256.txt': null, 'tagmanifest-sha256.txt': line('bagit.txt', DECLARED) }),
  ],
  ['ENTRY_MALFORMED', bag({ 'manifest-sha256.txt': `${line('data/a')}abc  data/b\n`, 'data/b': 'y' })],
  ['ENTRY_REPEATED', bag({ 'manifest-sha256.txt': line('data/a') + line('data/a') }), ['data/a']],
  ['ENTRY_CONTRADICTED', bag({ 'manifest-sha256.txt': line('data/a') + line('data/a', 'y') }), ['data/a']],
  ['PATH_OUT_OF_SCOPE', bag({ 'manifest-sha256.txt': line('data/a') + line('../a') }), ['../a']],
  ['PATH_OUT_OF_SCOPE', bag({ 'manifest-sha256.txt': line('data/a') + line('/etc/passwd') }), ['/etc/passwd']],
  ['PATH_OUT_OF_SCOPE', bag({ 'manifest-sha256.txt': line('data/a') + line('~/a') }), ['~/a']],
  ['PATH_OUT_OF_SCOPE', bag({ 'manifest-sha256.txt': line('data/a') + line('C:\\a') }), ['C:\\a']],
  ['PATH_OUT_OF_SCOPE', bag({ 'manifest-sha256.txt': line('data/a') + line('bagit.txt', DECLARED) }), ['bagit.txt']],
  ['PATH_OUT_OF_SCOPE', bag({ 'tagmanifest-sha256.txt': line('data/a') }), ['data/a']],
  ['FETCH_MALFORMED', bag({ 'fetch.txt': 'http://example.invalid/a data/a\n' }), ['fetch.txt']],
  ['FETCH_OUT_OF_SCOPE', bag({ 'fetch.txt': 'http://example.invalid/a - ../a\n' }), ['../a']],
  ['FETCH_OUT_OF_SCOPE', bag({ 'fetch.txt': 'http://example.invalid/a 12 \\\\host\\a\n' }), ['\\\\host\\a']],
  ['FETCH_UNLISTED', bag({ 'fetch.txt': 'http://example.invalid/b - data/b\n', 'data/b': 'y' }), ['data/b']],
  ['FILE_MISSING', bag({ 'manifest-sha256.txt': line('data/a') + line('data/gone') }), ['data/gone']],
  ['FILE_MISMATCHED', bag({ 'data/a': 'y' }), ['data/a']],
  ['FILE_UNLISTED', bag({ 'data/b': 'y' }), ['data/b']],
  [
    'FILE_UNLISTED',
    bag({ 'data/b': 'y', 'manifest-sha512.txt': `${hex('x', 'sha512')} data/a\n${hex('y', 'sha512')} data/b\n` }),
    ['data/b'],
  ],
  ['OXUM_MALFORMED', bag({ 'bag-info.txt': 'Payload-Oxum: one file\n' })],
  ['OXUM_MALFORMED', bag({ 'bag-info.txt': 'Payload-Oxum: 1.1\nPayload-Oxum: 1.1\n' })],
  ['OXUM_DIFFERS', bag({ 'bag-info.txt': 'Payload-Oxum: 2.1\n' }), ['bag-info.txt']],
  ['OXUM_DIFFERS', bag({ 'bag-info.txt': 'Payload-Oxum: 1.2\n' })],
  ['VERSION_UNKNOWN', bag({ 'bagit.txt': older('2.0') })],
  ['ENCODING_UNKNOWN', bag({ 'bagit.txt': DECLARED.replace('UTF-8', 'EBCDIC-INT') })],
  ['ALGORITHM_UNKNOWN', bag({ 'manifest-blake2b512.txt': 'ab  data/a\n' }), ['manifest-blake2b512.txt']],
  ['TAG_FILE_UNREADABLE', bag({ 'manifest-sha512.txt': Buffer.from([0x61, 0xff, 0xfe]) }), ['manifest-sha512.txt']],
  ['TAG_FILE_UNREADABLE', bag({ 'bag-info.txt': Buffer.from([0x61, 0xff, 0xfe]) }), ['bag-info.txt']],
  [
    'ENTRY_TWICE',
    bag({ 'bagit.txt': older('0.97'), 'manifest-sha256.txt': line('data/a') + line('data/a') }),
    ['data/a'],
  ],
  ['BINARY_MARK', bag({ 'manifest-sha256.txt': `${hex('x')} *data/a\n` }), ['manifest-sha256.txt']],
  ['DOT_PATH', bag({ 'manifest-sha256.txt': line('./data/a') }), ['manifest-sha256.txt']],
  ['NAME_CASE', bag({ 'manifest-sha256.txt': line('data/A') }), ['data/A']],
  [
    'NAME_NORMALIZATION',
    bag({ 'manifest-sha256.txt': line('data/a') + line('data/\u00e9', 'y'), 'data/e\u0301': 'y' }),
    ['data/\u00e9'],
  ],
  ['SYSTEM_FILE', bag({ 'manifest-sha256.txt': line('data/a') + line('data/.DS_Store') }), ['data/.DS_Store']],
];

describe('what a bag breaks', () => {
  it.each(BROKEN.map(([code, files, paths]) => ({ code, files, paths })))('is found: $code', async (seeded) => {
    const { code, files, paths } = seeded;
    const result = await bagOf(files);
    const finding = result.findings.find((one) => one.code === code);
    expect(finding, JSON.stringify(result.findings)).toBeDefined();
    if (paths !== undefined) expect(finding?.paths).toEqual(paths);
    expect(result.state).toBe(BAG_CODES[code]);
    expect(Object.keys(english.texts)).toEqual(
      expect.arrayContaining([bagSentence(code).key, bagStateWord(result.state).key]),
    );
  });

  it('has a case above for every code but that of a failing medium', () => {
    const tried = new Set(BROKEN.map(([code]) => code));
    expect(Object.keys(BAG_CODES).filter((code) => !tried.has(code as BagCode))).toEqual(['FILE_UNREADABLE']);
  });

  it('is all listed, the gravest first', async () => {
    const files = bag({
      'manifest-sha256.txt': `${line('./data/a')}${line('data/gone')}${line('data/lost')}`,
      'bagit.txt': DECLARED.replace('1.0', '3.0'),
    });
    expect(found(await bagOf(files))).toEqual([
      ['FILE_MISSING', 'data/gone', 'data/lost'],
      ['VERSION_UNKNOWN', 'bagit.txt'],
      ['DOT_PATH', 'manifest-sha256.txt'],
    ]);
  });
});

describe('the manifests of a bag', () => {
  it('need not all name each file before version 1.0', async () => {
    const both = { 'data/b': 'y', 'manifest-sha512.txt': `${hex('y', 'sha512')} data/b\n` };
    expect((await bagOf(bag({ ...both, 'bagit.txt': older('0.96') }))).state).toBe('valid');
  });

  it.each(['UTF-16', 'UTF-16LE', 'UTF-16BE', 'ISO-8859-1', 'us-ascii'])('are read in %s', async (encoding) => {
    const swap = (bytes: Buffer) => (encoding === 'UTF-16LE' ? bytes : bytes.swap16());
    const encode = (text: string) =>
      encoding.startsWith('UTF-16') ? swap(Buffer.from(`\ufeff${text}`, 'utf16le')) : Buffer.from(text, 'latin1');
    const name = encoding === 'us-ascii' ? 'data/a' : 'data/\u00e9';
    const files = { 'bagit.txt': DECLARED.replace('UTF-8', encoding), 'manifest-sha256.txt': encode(line(name)) };
    const report = await check({ ...bag({ 'data/a': null }), ...files, [name]: 'x' });
    expect(report.bags[0]?.findings).toEqual([]);
    expect(report.members.find(({ path }) => path === name)?.state).toBe('verified');
  });

  it('may end lines by CR, and encode line ends and the per cent sign, nothing else', async () => {
    const files = bag({ 'manifest-sha256.txt': `${hex('x')} data/a\r${hex('y')} data/100%25\r${hex('z')} data/%41\r` });
    expect(found(await bagOf({ ...files, 'data/100%': 'y', 'data/%41': 'z' }))).toEqual([]);
  });

  it.each(['sha224', 'sha384'])('are compared in %s', async (algorithm) => {
    const manifest = { 'manifest-sha256.txt': null, [`manifest-${algorithm}.txt`]: `${hex('x', algorithm)}  data/a\n` };
    const report = await check(bag(manifest));
    expect(report.members.find(({ path }) => path === 'data/a')?.state).toBe(
      algorithm === 'sha384' ? 'verified' : 'weak',
    );
    expect((await check({ ...bag(manifest), 'data/a': 'y' })).verdict).toBe('TOTAL_FAILED');
  });

  it('name a file in any case of letters, which is doubted, and compared all the same', async () => {
    const report = await check(bag({ 'manifest-sha256.txt': line('data/A') }));
    expect(report.missing).toEqual([]);
    expect(report.reasons.map(({ code }) => code)).toContain('MEMBER_NAME_CASE');
    expect((await check(bag({ 'manifest-sha256.txt': line('data/A', 'y') }))).verdict).toBe('TOTAL_FAILED');
  });

  it('are the only lists in which the absence of a system file is no failure', async () => {
    const inBag = await check(bag({ 'manifest-sha256.txt': line('data/a') + line('data/Thumbs.db') }));
    expect([inBag.verdict, inBag.missing]).toEqual(['INDETERMINATE', []]);
    expect(inBag.reasons.map(({ code }) => code)).toContain('SYSTEM_FILE_ABSENT');
    const elsewhere = await check({ 'data/a': 'x', SHA256SUMS: line('data/a') + line('data/Thumbs.db') });
    expect(elsewhere.verdict).toBe('TOTAL_FAILED');
  });

  it('explain by absent system files that the stated size is larger, and nothing more', async () => {
    const manifest = line('data/a') + line('data/.DS_Store');
    const stated = (oxum: string) =>
      bag({ 'manifest-sha256.txt': manifest, 'bag-info.txt': `Payload-Oxum: ${oxum}\n` });
    expect(found(await bagOf(stated('7.2')))).toEqual([['SYSTEM_FILE', 'data/.DS_Store']]);
    expect((await bagOf(stated('7.3'))).state).toBe('invalid');
    expect((await bagOf(stated('0.2'))).state).toBe('invalid');
  });
});

describe('hostile bags', () => {
  it('in every folder of a large archive are judged without delay', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 3_000; index += 1) {
      files[`f${index}/bagit.txt`] = DECLARED;
      files[`f${index}/data/a`] = 'x';
      files[`f${index}/manifest-sha256.txt`] = line('data/a');
    }
    const report = await check(files);
    expect(report.bags).toHaveLength(3_000);
    expect(report.bags.every(({ state }) => state === 'valid')).toBe(true);
  });

  it('with tag files beyond the budget are not read, and say so', async () => {
    const budgets = { ...DEFAULT_BUDGETS, signedFileSize: 200 };
    const report = await check(bag({ 'bag-info.txt': 'A: b\n'.repeat(100) }), budgets);
    expect(report.bags.map(found)).toEqual([[['TAG_FILE_UNREADABLE', 'bag-info.txt']]]);
  });

  it('read lines of any kind without a throw', () => {
    expect(parseFetch('http://a - data/a\r\rhttp://b 3 data/b%0A%25%41\n\n \nx')).toEqual([
      'data/a',
      'data/b\n%%41',
      null,
    ]);
    expect(parseOxum('payload-OXUM : 3.4\n')).toEqual({ bytes: 3, count: 4 });
    expect(parseOxum('Payload-Oxum: 9999999999999999999.1')).toBe('malformed');
    expect(parseOxum('No-Oxum: 3.4')).toBeNull();
  });
});
