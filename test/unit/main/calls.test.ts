import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { contract } from '../../../src/contract/contract.ts';
import { Cancelled } from '../../../src/domain/errors.ts';
import { RemoteFailure } from '../../../main/files/problem.ts';
import { createSessions } from '../../../main/files/sessions.ts';
import { readColumns } from '../../../main/files/columns-file.ts';
import type { Question } from '../../../main/inspector/protocol.ts';
import { chosen } from '../../../main/ipc/archive-sessions.ts';
import type { ArchiveSession } from '../../../main/ipc/services.ts';
import { givenAnchors } from '../../../main/ipc/trust-calls.ts';
import { createOffers } from '../../../main/offers.ts';
import { anchor, rejection } from './support.ts';
import { INSPECTED, MEMBER, NOW, office, opened, type Ask } from './office.ts';

test('the window learns an archive by its token and its own name, never by its path', async () => {
  const { calls, sessions } = office();
  const given = await calls.archive.choose({ kind: 'file' });
  expect(given?.name).toBe('release.zip');
  expect(JSON.stringify(given)).not.toContain('/media');
  expect(sessions.get(given?.session ?? '').path).toBe('/media/usb/release.zip');
});

test('a dialog closed without a choice opens no session', async () => {
  const { calls, paths, sessions } = office();
  paths.archive = null;
  expect(await calls.archive.choose({ kind: 'folder' })).toBeNull();
  expect(sessions.tokens()).toEqual([]);
});

test('verification is given the stored anchors and those of the command line', async () => {
  const questions: Question[] = [];
  const { calls, services } = office((question) => {
    questions.push(question);
    return INSPECTED;
  });
  await services.trust.add(anchor('a'));
  const { session } = (await calls.archive.choose({ kind: 'file' }))!;
  await calls.archive.verify({ session, profile: null });
  expect(questions).toMatchObject([
    { kind: 'inspect', at: NOW, anchors: [anchor('a'), anchor('9', 'given')], settings: { budgets: { members: 7 } } },
  ]);
});

test('a verified archive gets a workspace that begins with what it is about', async () => {
  const { session, services } = await opened();
  const state = services.sessions.get(session).verified?.workspace.state();
  expect(state).toMatchObject({ events: 2, archiveSha256: INSPECTED.verification.archive.sha256 });
});

test('verifying again writes no second beginning', async () => {
  const { calls, session } = await opened();
  const view = await calls.archive.verify({ session, profile: null });
  expect(view.workspace.events).toBe(3);
  expect(view.workspace.verified).toMatchObject({ verdict: INSPECTED.verification.verdict });
});

test('verifying again ends the process of the first time', async () => {
  const { calls, session, inspectors } = await opened();
  await calls.archive.verify({ session, profile: null });
  expect(inspectors.map((one) => one.ended)).toEqual([true, false]);
});

test('cancelling ends the process and rejects with CANCELLED; the session stays', async () => {
  const { calls, inspectors, sessions } = office(() => new Promise(() => undefined));
  const { session } = (await calls.archive.choose({ kind: 'file' }))!;
  const verifying = rejection(calls.archive.verify({ session, profile: null }));
  await vi.waitFor(() => expect(inspectors).toHaveLength(1));
  await calls.archive.cancel({ session });
  expect(await verifying).toBeInstanceOf(Cancelled);
  expect(inspectors[0]?.cancelled).toBeGreaterThan(0);
  expect(sessions.get(session).verified).toBeNull();
});

test('a refused archive leaves no process and no verdict', async () => {
  const refusal = new RemoteFailure({ code: 'ZIP_GAP', values: {}, member: null });
  const { calls, inspectors } = office(() => Promise.reject(refusal));
  const { session } = (await calls.archive.choose({ kind: 'file' }))!;
  expect(await rejection(calls.archive.verify({ session, profile: null }))).toBe(refusal);
  expect(inspectors[0]?.ended).toBe(true);
  expect(await rejection(calls.evidence.read({ session, path: 'x', supplement: null }))).toMatchObject({
    code: 'NOT_VERIFIED',
  });
});

test('closing ends the process, frees the workspace, and forgets the token', async () => {
  const { calls, session, inspectors, folder } = await opened();
  await calls.archive.close({ session });
  expect(inspectors[0]?.ended).toBe(true);
  expect(readdirSync(join(folder, 'documents', 'Countersign')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  expect(await rejection(Promise.resolve().then(() => calls.archive.verify({ session, profile: null })))).toMatchObject(
    {
      code: 'SESSION_UNKNOWN',
    },
  );
});

test('a flood of progress becomes at most twenty a second', async () => {
  const { sendProgress } = await opened((_question, heard) => {
    for (let done = 0; done < 10_000; done += 1) heard?.onProgress({ phase: 'hashing', done, total: 10_000 });
    return INSPECTED;
  });
  expect(sendProgress.mock.calls.length).toBeGreaterThan(0);
  expect(sendProgress.mock.calls.length).toBeLessThan(10);
});

test('what the archive holds goes to the window before its verdict', async () => {
  const listing = { container: 'zip', paths: 'a.txt', sizes: [1] } as const;
  const { sendListing, session } = await opened((_question, heard) => {
    heard?.onListed?.(listing);
    return INSPECTED;
  });
  expect(sendListing).toHaveBeenCalledExactlyOnceWith(session, listing);
});

test('evidence is asked for only by paths that verification knows', async () => {
  const ask = vi.fn<Ask>(() => INSPECTED);
  const { calls, session } = await opened(ask);
  expect(await rejection(calls.evidence.read({ session, path: '../secret', supplement: null }))).toMatchObject({
    code: 'MEMBER_UNKNOWN',
  });
  expect(ask).toHaveBeenCalledOnce();
});

test('evidence with another digest than verification saw is not shown', async () => {
  const path = MEMBER?.path ?? '';
  const content = { path, size: 1, sha256: 'd'.repeat(64), form: 'text', content: 'x', truncated: false };
  const { calls, session } = await opened((question) => (question.kind === 'read' ? content : INSPECTED));
  expect(await rejection(calls.evidence.read({ session, path, supplement: null }))).toMatchObject({
    code: 'ARCHIVE_CHANGED',
  });
});

test('a judgement that overrules the rules needs a reason', async () => {
  const { calls, session } = await opened();
  const section = INSPECTED.assessment.sections.find(
    ({ applicable, result }) => applicable && result === 'pass',
  )?.section;
  if (section === undefined) throw new Error('the fixture has no passed section');
  const judge = (reason: string) =>
    calls.audit.record({ session, action: { kind: 'judged', section, judgement: 'major', reason } });
  await expect(Promise.resolve().then(() => judge('  '))).rejects.toMatchObject({ code: 'CALL_REFUSED' });
  expect((await judge('the record names another version')).sections[section]?.judgement).toBe('major');
});

test('evidence can be linked only with the digest that verification saw', async () => {
  const { calls, session } = await opened();
  const evidence = { path: MEMBER?.path ?? '', sha256: 'd'.repeat(64), locator: { kind: 'file' }, quote: '' } as const;
  const add = (sha256: string) =>
    Promise.resolve().then(() =>
      calls.audit.record({
        session,
        action: {
          kind: 'evidence-added',
          section: '5.8.1',
          evidence: { ...evidence, sha256: sha256 as never },
        },
      }),
    );
  await expect(add('d'.repeat(64))).rejects.toMatchObject({ code: 'MEMBER_UNKNOWN' });
  expect((await add(MEMBER?.sha256 ?? '')).sections['5.8.1']?.evidence).toHaveLength(1);
});

const REPORT = { pdf: new Uint8Array([0x25, 0x50, 0x44, 0x46]), json: '{"schema":"countersign/report@1"}', pages: 3 };
const withReport: Ask = (question) => (question.kind === 'report' ? REPORT : INSPECTED);

test('the evidence pack is written beside each other, then recorded with its digest', async () => {
  const { calls, session, folder } = await opened(withReport);
  const written = await calls.report.export({ session, copy: 'internal' });
  const sha256 = createHash('sha256').update(REPORT.pdf).digest('hex');
  expect(written).toMatchObject({ name: 'pack.pdf', pages: 3, size: 4, sha256, workspace: { exports: 1 } });
  expect(readFileSync(join(folder, 'pack.json'), 'utf8')).toBe(REPORT.json);
  expect([...readFileSync(join(folder, 'pack.pdf'))]).toEqual([...REPORT.pdf]);
});

test.each([true, false])(
  'a JSON file that is not a pack of ours is not written over, PDF beside it: %s',
  async (beside) => {
    const { calls, session, folder } = await opened(withReport);
    writeFileSync(join(folder, 'pack.json'), 'mine');
    if (beside) writeFileSync(join(folder, 'pack.pdf'), 'mine too');
    const thrown = await rejection(calls.report.export({ session, copy: 'internal' }));
    expect(thrown).toMatchObject({ code: 'FILE_NOT_WRITABLE', values: { name: 'pack.json', reason: 'EEXIST' } });
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('pack'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    ).toEqual(beside ? ['mine', 'mine too'] : ['mine']);
  },
);

test('a PDF that the dialog did not ask about is not written over', async () => {
  const { calls, session, folder, paths } = await opened(withReport);
  writeFileSync(join(folder, 'other.pdf'), 'mine');
  paths.report = join(folder, 'other');
  expect(await rejection(calls.report.export({ session, copy: 'internal' }))).toMatchObject({
    values: { name: 'other.pdf' },
  });
  expect(readFileSync(join(folder, 'other.pdf'), 'utf8')).toBe('mine');
});

test('a pack is exported again over itself, and a name without an ending gets one', async () => {
  const { calls, session, folder, paths } = await opened(withReport);
  await calls.report.export({ session, copy: 'internal' });
  expect(await calls.report.export({ session, copy: 'internal' })).toMatchObject({ workspace: { exports: 2 } });
  paths.report = join(folder, 'other');
  await calls.report.export({ session, copy: 'internal' });
  expect(existsSync(join(folder, 'other.pdf')) && existsSync(join(folder, 'other.json'))).toBe(true);
});

const WORDS = { label: 'QA', note: '', roles: [], manufacturer: null, expires: null };

test('a certificate is added only by a fingerprint that was shown, with who, when and how', async () => {
  const { calls } = office(() => [anchor('a', '')]);
  const fingerprint = 'a'.repeat(64) as never;
  expect(await rejection(calls.trust.add({ fingerprint, channel: 'x', words: WORDS }))).toMatchObject({
    code: 'CALL_REFUSED',
  });
  expect(await calls.trust.choose({})).toHaveLength(1);
  const [added] = await calls.trust.add({ fingerprint, channel: 'in person', words: WORDS });
  const addedAt = '2026-11-22T10:00:00.000Z';
  expect(added).toMatchObject({ fingerprint, addedBy: 'auditor', addedAt, channel: 'in person' });
});

test('a certificate that another one replaced on the screen is no longer added', async () => {
  const certificates = [anchor('a', ''), anchor('b', '')];
  const { calls } = office(() => certificates.splice(0, 1));
  const named = (letter: string) => ({ fingerprint: letter.repeat(64) as never, channel: 'in person', words: WORDS });
  await calls.trust.choose({});
  await calls.trust.choose({});
  expect(await rejection(calls.trust.add(named('a')))).toMatchObject({ code: 'CALL_REFUSED' });
  const added = await calls.trust.add(named('b'));
  expect(added.map(({ fingerprint }) => fingerprint[0])).toContain('b');
});

test('the process that read a certificate does not stay', async () => {
  const { calls, inspectors } = office(() =>
    Promise.reject(new RemoteFailure({ code: 'ANCHOR_NOT_READABLE', values: {}, member: null })),
  );
  expect(await rejection(calls.trust.choose({}))).toBeInstanceOf(RemoteFailure);
  expect(inspectors.map((one) => one.ended)).toEqual([true]);
});

test('anchors of the command line are read once, each fingerprint once, and keep where they came from', async () => {
  const { services, inspectors } = office(() => [anchor('a', ''), anchor('b', '')]);
  const given = givenAnchors(['/a.pem', '/b.pem'], 'given on the command line', services);
  expect(await given()).toHaveLength(2);
  expect((await given())[0]?.channel).toBe('given on the command line');
  expect(inspectors).toHaveLength(2);
});

test('an offered archive waits for the window, and is told to it once it has asked', async () => {
  const sessions = createSessions<ArchiveSession>(() => undefined);
  const tell = vi.fn();
  const keep = (path: string, previous: string | null) =>
    Promise.resolve(path.endsWith('.none') ? null : chosen(sessions, path, { previousPath: previous }));
  const offers = createOffers(keep, tell, () => undefined);
  offers.offer('/a/first.zip', null);
  expect((await offers.take())?.name).toBe('first.zip');
  expect(await offers.take()).toBeNull();
  expect(tell).not.toHaveBeenCalled();
  offers.offer('/a/second.zip', '/a/first.zip');
  offers.offer('/a/third.none', null);
  await vi.waitFor(() => expect(tell.mock.calls).toMatchObject([[{ name: 'second.zip' }]]));
});

test('what is said of an anchor is changed, and nothing else of it', async () => {
  const { calls } = office(() => [anchor('a', '')]);
  const fingerprint = 'a'.repeat(64) as never;
  await calls.trust.choose({});
  await calls.trust.add({ fingerprint, channel: 'in person', words: WORDS });
  const words = {
    label: 'Jane',
    note: 'until the audit',
    roles: ['release'],
    manufacturer: 'X',
    expires: '2030-01-01T00:00:00.000Z',
  };
  const [changed] = await calls.trust.change({ fingerprint, words });
  expect(changed).toMatchObject({ ...words, fingerprint, channel: 'in person', addedBy: 'auditor' });
});

test('anchors are taken to another computer with who confirmed them and how, and none is doubled or changed', async () => {
  const { calls, paths, folder } = office(() => [anchor('a', ''), anchor('b', '')]);
  expect(await calls.trust.export({})).toBeNull();
  expect(await calls.trust.import({})).toBeNull();
  await calls.trust.choose({});
  for (const letter of ['a', 'b']) {
    await calls.trust.add({ fingerprint: letter.repeat(64) as never, channel: 'in person', words: WORDS });
  }
  paths.trust = join(folder, 'anchors.json');
  expect(await calls.trust.export({})).toEqual({ name: 'anchors.json', count: 2 });
  await calls.trust.remove({ fingerprint: 'a'.repeat(64) as never });
  await calls.trust.change({ fingerprint: 'b'.repeat(64) as never, words: { ...WORDS, label: 'changed since' } });
  const taken = await calls.trust.import({});
  expect(taken?.added).toBe(1);
  expect(taken?.anchors.find(({ fingerprint }) => fingerprint.startsWith('a'))).toMatchObject({ channel: 'in person' });
  expect(taken?.anchors.find(({ fingerprint }) => fingerprint.startsWith('b'))?.label).toBe('changed since');
  writeFileSync(paths.trust, '{"schema":"countersign/trust@2","anchors":[{}]}');
  expect(await rejection(calls.trust.import({}))).toMatchObject({
    code: 'FILE_NOT_READABLE',
    values: { name: 'anchors.json', reason: 'MALFORMED' },
  });
  paths.trust = join(folder, 'absent.json');
  expect(await rejection(calls.trust.import({}))).toMatchObject({ code: 'FILE_NOT_READABLE' });
});

test('what an archive offers is shown, and trusted only when it is added', async () => {
  const { calls, session } = await opened((question) => (question.kind === 'offered' ? [anchor('c', '')] : INSPECTED));
  expect(await calls.trust.offered({ session, path: 'release.yaml.p7s' as never })).toHaveLength(1);
  expect((await calls.trust.list({})).map(({ fingerprint }) => fingerprint[0])).not.toContain('c');
  const added = await calls.trust.add({ fingerprint: 'c'.repeat(64) as never, channel: 'telephone', words: WORDS });
  expect(added.map(({ fingerprint }) => fingerprint[0])).toContain('c');
});

test('what columns mean is kept for whom the archive names, in the role that it gives, and only for columns that are there', async () => {
  const offer = {
    path: 'tests/run.csv',
    role: 'tests',
    manufacturer: 'Example GmbH',
    columns: [
      { written: 'Fall', readAs: null, examples: ['1'], words: [] },
      { written: 'Ausgang', readAs: null, examples: ['gut'], words: [{ word: 'gut', result: null }] },
    ],
    known: ['test_id', 'result'],
  };
  const { calls, session, folder } = await opened((question) => (question.kind === 'columns' ? offer : INSPECTED));
  const input = { session, path: 'tests/run.csv', results: { gut: 'passed' as const } };
  expect(await calls.columns.offer({ session, path: 'tests/run.csv' })).toEqual(offer);
  await expect(calls.columns.keep({ ...input, columns: { Fall: 'test_id', Other: 'result' } })).rejects.toThrow(
    'CALL_REFUSED',
  );
  expect(await readColumns(folder)).toEqual([]);
  await calls.columns.keep({ ...input, columns: { Fall: 'test_id', Ausgang: 'result' } });
  expect(await readColumns(folder)).toEqual([
    {
      manufacturer: 'Example GmbH',
      role: 'tests',
      columns: { Fall: 'test_id', Ausgang: 'result' },
      results: { gut: 'passed' },
      confirmedBy: 'auditor',
      confirmedAt: new Date(NOW).toISOString(),
    },
  ]);
});

test('what the auditor says of the profile is judged under until the archive is closed, and stands in the journal', async () => {
  const questions: Question[] = [];
  const { calls, session, services } = await opened((question) => {
    questions.push(question);
    return INSPECTED;
  });
  const profile = {
    edition: null,
    safetyClass: 'C',
    mode: 'mock',
    facts: { implantable: 'true' },
    reason: 'The hazard analysis shows serious injury.',
  } as const;
  await calls.archive.verify({ session, profile });
  const { workspace } = await calls.archive.verify({ session, profile: null });
  expect(questions.map((question) => question.kind === 'inspect' && question.profile)).toEqual([
    null,
    profile,
    profile,
  ]);
  expect(workspace.events).toBe(5);
  const journal = services.sessions.get(session).verified?.workspace;
  expect(journal?.events().at(-3)?.action).toEqual({ ...profile, kind: 'profile-set', facts: ['implantable=true'] });
});

test.each([
  { edition: '2006', reason: ' ' },
  { facts: { implantable: 'true' }, reason: '' },
  { facts: { implantable: '12' }, reason: 'why' },
  { facts: { lifetime_years: 'true' }, reason: 'why' },
  { facts: { colour: 'true' }, reason: 'why' },
  { safetyClass: 'D', reason: 'why' },
  { mode: null, reason: 'why' },
])('a profile that says nothing, or without a reason, is no call: %j', (change) => {
  const plain = { edition: null, safetyClass: null, mode: 'mock', facts: {}, reason: '' };
  const input = Object.assign({}, plain, change);
  const schema = contract.archive.verify.input;
  expect(schema.safeParse({ session: 'a'.repeat(32), profile: input }).success).toBe(false);
  expect(schema.safeParse({ session: 'a'.repeat(32), profile: plain }).success).toBe(true);
});
