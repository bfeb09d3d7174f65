import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditsIn } from '../../../main/files/audits.ts';
import { INSPECTED, office, opened, type Ask } from './office.ts';
import { rejection, temporaryFolder } from './support.ts';

const SET_UP = {
  title: 'NB-2026-114',
  auditors: ['Ada'],
  organisation: 'Example Notified Body',
  manufacturer: 'Example Medical GmbH',
  language: 'en',
};
const noted = (text: string) => ({ kind: 'noted', section: '5.8.1', text }) as const;
const OTHER_SHA = 'e'.repeat(64);

/** Answers about whatever archive lies at a path: one named other.zip is another one. */
const byPath: Ask = (question) => {
  if (question.kind !== 'inspect') return {};
  if (!question.path.includes('other')) return INSPECTED;
  const { verification } = INSPECTED;
  return { ...INSPECTED, verification: { ...verification, archive: { ...verification.archive, sha256: OTHER_SHA } } };
};

async function audited(ask: Ask = byPath) {
  const desk = office(ask);
  const archive = join(desk.folder, 'release.zip');
  writeFileSync(archive, 'PK');
  desk.paths.archive = archive;
  const { session } = (await desk.calls.archive.choose({ kind: 'file' }))!;
  const place = join(desk.folder, 'chosen.countersign');
  desk.paths.workspace = place;
  await desk.calls.audits.choosePlace({ session });
  await desk.calls.audits.begin({ session, setUp: SET_UP, passphrase: null });
  const view = await desk.calls.archive.verify({ session, profile: null });
  return { ...desk, session, place, view };
}

test('a new audit is kept where it was said, under the names that were given', async () => {
  const { place, view, calls } = await audited();
  expect(existsSync(place)).toBe(true);
  expect(view.workspace.setUp).toEqual(SET_UP);
  expect(view.desk).toMatchObject({ name: 'chosen.countersign', author: 'Ada', readOnly: null });
  expect(await calls.audits.list({})).toMatchObject([
    { title: 'NB-2026-114', archiveName: 'release.zip', workspaceThere: true, archiveThere: true },
  ]);
});

test('an audit of the list is opened again with its archive, and says what is gone', async () => {
  const { calls, session } = await audited();
  await calls.audit.record({ session, action: noted('kept') });
  await calls.archive.close({ session });
  const [audit] = await calls.audits.list({});
  const again = await calls.audits.open({ id: audit!.id, locate: false });
  const view = await calls.archive.verify({ session: again!.session, profile: null });
  expect(view.workspace.sections['5.8.1']?.note).toBe('kept');
  expect(view.desk.author).toBe('Ada');
  expect(await calls.audits.forget({ id: audit!.id })).toEqual([]);
  expect(await rejection(calls.audits.open({ id: audit!.id, locate: false }))).toMatchObject({
    code: 'SESSION_UNKNOWN',
  });
});

test('an audit file that comes with another archive opens for reading, and nothing is written into it', async () => {
  const { calls, session, place, paths, folder } = await audited();
  await calls.archive.close({ session });
  const before = readFileSync(place, 'utf8');
  const other = join(folder, 'other.zip');
  writeFileSync(other, 'PK');
  const [audit] = await calls.audits.list({});
  paths.archive = other;
  const again = await calls.audits.open({ id: audit!.id, locate: true });
  const view = await calls.archive.verify({ session: again!.session, profile: null });
  expect(view.desk.readOnly).toBe('other-archive');
  expect(view.workspace.archiveSha256).toBe(INSPECTED.verification.archive.sha256);
  const record = calls.audit.record({ session: again!.session, action: noted('lost') });
  expect(await rejection(record)).toMatchObject({ code: 'WORKSPACE_READ_ONLY', values: { reason: 'other_archive' } });
  expect(readFileSync(place, 'utf8')).toBe(before);
});

test('a supplement is verified on its own, kept with its digest, and known to every judgement from then on', async () => {
  const { calls, session, paths, folder } = await audited();
  paths.archive = join(folder, 'other.zip');
  writeFileSync(paths.archive, 'PK');
  const view = await calls.audits.addSupplement({ session });
  expect(view?.supplements).toMatchObject([{ name: 'other.zip', sha256: OTHER_SHA }]);
  expect(view?.supplements[0]?.evidence).not.toBeNull();
  const state = await calls.audit.record({
    session,
    action: { kind: 'judged', section: '5.8.1', judgement: 'observation', reason: 'seen in the supplement' },
  });
  expect(state.sections['5.8.1']?.basedOn).toEqual([INSPECTED.verification.archive.sha256, OTHER_SHA]);
  const again = await calls.archive.verify({ session, profile: null });
  expect(again.supplements[0]?.evidence).not.toBeNull();
});

test('a sealed audit waits for its passphrase without verifying again, and locks', async () => {
  const { calls, session, place, inspectors } = await audited();
  await calls.archive.close({ session });
  writeFileSync(place, '');
  const { session: second } = (await calls.archive.choose({ kind: 'file' }))!;
  await calls.audits.choosePlace({ session: second });
  await calls.audits.begin({ session: second, setUp: SET_UP, passphrase: 'correct horse' });
  expect((await calls.archive.verify({ session: second, profile: null })).desk.sealed).toBe(true);
  await calls.audits.lock({ session: second });
  expect(
    await rejection(Promise.resolve().then(() => calls.audit.record({ session: second, action: noted('x') }))),
  ).toMatchObject({
    code: 'NOT_VERIFIED',
  });
  const started = inspectors.length;
  expect(await rejection(calls.audits.unlock({ session: second, passphrase: 'wrong' }))).toMatchObject({
    code: 'PASSPHRASE_WRONG',
  });
  expect((await calls.audits.unlock({ session: second, passphrase: 'correct horse' })).desk.sealed).toBe(true);
  expect(inspectors).toHaveLength(started);
});

test('a review comes back only as a review of exactly what was handed over', async () => {
  const { calls, session, paths, folder } = await audited();
  await calls.audit.record({ session, action: noted('before') });
  const file = join(folder, 'review.countersign');
  paths.workspace = file;
  expect(await rejection(calls.audits.handOver({ session, to: ' ADA ', passphrase: null }))).toMatchObject({
    code: 'REVIEWER_IS_AUDITOR',
  });
  const handed = await calls.audits.handOver({ session, to: 'Bob', passphrase: null });
  expect(handed?.desk.readOnly).toBe('handed-over');
  expect(await rejection(calls.audit.record({ session, action: noted('after') }))).toMatchObject({
    code: 'WORKSPACE_HANDED_OVER',
  });
  // As it was handed over, nobody has decided anything.
  expect(await rejection(calls.audits.takeBack({ session, passphrase: null }))).toMatchObject({
    code: 'WORKSPACE_NOT_RETURNED',
  });
  const reviewed = (await calls.audits.openFile({}))!;
  await calls.archive.verify({ session: reviewed.session, profile: null });
  await calls.audits.signAs({ session: reviewed.session, name: 'Bob' });
  const accept = {
    kind: 'reviewed',
    subject: { kind: 'section', id: '5.8.1' },
    decision: 'accepted',
    comment: '',
  } as const;
  await calls.audit.record({ session: reviewed.session, action: accept });
  await calls.audit.record({ session: reviewed.session, action: { kind: 'review-finished', comment: 'sound' } });
  await calls.archive.close({ session: reviewed.session });
  const back = await calls.audits.takeBack({ session, passphrase: null });
  expect(back?.workspace).toMatchObject({
    handedOver: null,
    reviewFinished: { by: 'Bob', comment: 'sound' },
    fault: null,
  });
  expect(back?.workspace.sections['5.8.1']?.review).toMatchObject({ decision: 'accepted', by: 'Bob' });
  expect((await calls.audit.record({ session, action: noted('after') })).sections['5.8.1']?.note).toBe('after');
});

test('a document is listed once it was looked at, and only once', async () => {
  const member = INSPECTED.verification.integrity.members.find(({ sha256 }) => sha256 !== null)!;
  const content = {
    path: member.path,
    size: 1,
    sha256: member.sha256,
    form: 'text',
    content: 'x',
    truncated: false,
    views: ['text'],
  };
  const { calls, session, services } = await opened((question) => (question.kind === 'read' ? content : INSPECTED));
  for (let times = 0; times < 3; times += 1)
    await calls.evidence.read({ session, path: member.path, supplement: null });
  expect(services.sessions.get(session).verified?.workspace.state().documents).toMatchObject([{ path: member.path }]);
  expect(
    await rejection(calls.evidence.read({ session, path: member.path, supplement: OTHER_SHA as never })),
  ).toMatchObject({
    code: 'SUPPLEMENT_ABSENT',
  });
});

test('a sample is written down with its seed, and not extended from other rows than it was drawn from', async () => {
  const items = ['a', 'b', 'c', 'd'].map((key) => ({ key, label: key, stratum: '' }));
  let sha256 = 'a'.repeat(64);
  const { calls, session } = await opened((question) =>
    question.kind === 'draw' ? { size: 4, sha256, items: items.slice(0, question.wanted.size) } : INSPECTED,
  );
  const wanted = {
    section: '5.8.2',
    table: 'anomalies',
    text: '',
    facets: [],
    method: 'random',
    size: 2,
    seed: ' ',
    row: null,
    strata: null,
    keys: [],
  } as const;
  const drawn = await calls.desk.draw({ session, wanted: { ...wanted, facets: [], keys: [] } });
  expect(drawn.samples[0]).toMatchObject({ id: 'S-1', seed: expect.stringMatching(/^\d{8}$/u) as string });
  const extended = await calls.desk.extend({ session, id: 'S-1', size: 3 });
  expect(extended.samples[0]).toMatchObject({ rounds: [2, 1] });
  sha256 = 'b'.repeat(64);
  expect(await rejection(calls.desk.extend({ session, id: 'S-1', size: 4 }))).toMatchObject({
    code: 'POPULATION_CHANGED',
  });
  expect(await rejection(calls.desk.extend({ session, id: 'S-9', size: 4 }))).toMatchObject({ code: 'CALL_REFUSED' });
});

test('what was done last is taken back, once, and its id is not used again', async () => {
  const { calls, session } = await opened();
  const question = {
    id: 'Q-1',
    section: null,
    text: 'x',
    due: null,
    answer: '',
    answeredOn: null,
    status: 'open',
  } as const;
  const asked = await calls.audit.record({ session, action: { kind: 'question-saved', question } });
  const undo = { kind: 'undone', sequence: asked.undoable!.sequence } as const;
  expect(await calls.audit.record({ session, action: undo })).toMatchObject({
    questions: [],
    lastIds: { question: 1 },
  });
  expect(await rejection(calls.audit.record({ session, action: undo }))).toMatchObject({ code: 'NOTHING_TO_UNDO' });
});

test.each(['', '{', '{"schema":"countersign/audits@9"}'])(
  'a list that cannot be read is set aside: %j',
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'audits.json'), text);
    const audits = auditsIn(folder, folder);
    expect(await audits.list()).toEqual([]);
    expect(readFileSync(join(folder, 'audits.json.unread'), 'utf8')).toBe(text);
  },
);
