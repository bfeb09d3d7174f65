import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustStore } from '../../../main/files/trust-store.ts';
import { anchor, rejection, temporaryFolder } from './support.ts';

const file = (content: unknown): string => {
  const path = join(temporaryFolder(), 'trust.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const stored = (...anchors: unknown[]): unknown => ({ schema: 'countersign/trust@2', anchors });
const notReadable = (reason: string): unknown => ({
  code: 'FILE_NOT_READABLE',
  values: { name: 'trust.json', reason },
});

test('an absent file is an empty store', async () => {
  expect(await trustStore(join(temporaryFolder(), 'trust.json')).list()).toEqual([]);
});

test('anchors are kept with who added them, when, and by which channel', async () => {
  const path = join(temporaryFolder(), 'trust.json');
  await trustStore(path).add(anchor('a'));
  expect(await trustStore(path).list()).toEqual([anchor('a')]);
});

test('adding the same anchor again replaces what was said about it', async () => {
  const store = trustStore(join(temporaryFolder(), 'trust.json'));
  await store.add(anchor('a', 'by letter'));
  await store.add(anchor('b'));
  expect(await store.add(anchor('a', 'in person'))).toEqual([anchor('b'), anchor('a', 'in person')]);
});

test('the first form of the file, which knew certificates alone, is read and written in the present one', async () => {
  const { fingerprint, subject, notBefore, notAfter, material, addedBy, addedAt, channel } = anchor('a');
  const rest = { fingerprint, subject, notBefore, notAfter, addedBy, addedAt, channel };
  const path = file({ schema: 'countersign/trust@1', anchors: [{ ...rest, certificate: material }] });
  expect(await trustStore(path).list()).toEqual([anchor('a')]);
  await trustStore(path).add(anchor('b'));
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(stored(anchor('a'), anchor('b')));
});

test('simultaneous changes do not lose each other', async () => {
  const store = trustStore(join(temporaryFolder(), 'trust.json'));
  await Promise.all(['a', 'b', 'c', 'd'].map((digit) => store.add(anchor(digit))));
  expect((await store.list()).map((one) => one.fingerprint[0])).toEqual(['a', 'b', 'c', 'd']);
});

test('removing leaves the others', async () => {
  const store = trustStore(join(temporaryFolder(), 'trust.json'));
  await store.add(anchor('a'));
  await store.add(anchor('b'));
  expect(await store.remove('a'.repeat(64))).toEqual([anchor('b')]);
});

test.each([
  ['no JSON', '{"schema":'],
  ['an empty file', ''],
  ['another schema', { schema: 'countersign/trust@3', anchors: [] }],
  ['a key in the first form', { schema: 'countersign/trust@1', anchors: [anchor('a')] }],
  ['an unknown field', stored({ ...anchor('a'), trusted: true })],
  ['a fingerprint that is none', stored({ ...anchor('a'), fingerprint: 'abc' })],
  ['a list in place of the store', [anchor('a')]],
])('%s is refused and stays as it is', async (_what, content) => {
  const path = file(content);
  const before = readFileSync(path, 'utf8');
  const store = trustStore(path);
  expect(await rejection(store.list())).toMatchObject(notReadable('MALFORMED') as object);
  expect(await rejection(store.add(anchor('b')))).toMatchObject(notReadable('MALFORMED') as object);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('one anchor twice is refused: which of the two statements counts is not guessed', async () => {
  const path = file(stored(anchor('a', 'by letter'), anchor('a', 'unconfirmed')));
  expect(await rejection(trustStore(path).list())).toMatchObject(notReadable('DUPLICATE') as object);
});

test('a huge file is refused without being read', async () => {
  const path = file('{}');
  truncateSync(path, 3 * 1024 ** 3);
  const started = performance.now();
  expect(await rejection(trustStore(path).list())).toMatchObject(notReadable('TOO_LARGE') as object);
  expect(performance.now() - started).toBeLessThan(60_000);
});

test('a folder in its place is refused', async () => {
  const path = join(temporaryFolder(), 'trust.json');
  mkdirSync(path);
  expect(await rejection(trustStore(path).list())).toMatchObject({ code: 'FILE_NOT_READABLE' });
  expect(existsSync(path)).toBe(true);
});
