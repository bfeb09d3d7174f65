import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { CheckBox } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { definitionsIn, type Definition } from './defined-words.ts';
import { asRead, field, fieldsOf, filesOf } from './files.ts';
import { released } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

interface Item {
  readonly file: EvidenceFile;
  readonly box: CheckBox;
  readonly linked: boolean;
  readonly where: EvidenceRef;
}

/** CS-586-02: the release checklist has no open box. */
export function checklistClosed(context: Context): Outcome {
  const { release } = context;
  const checklists = filesOf(release, 'checklist');
  const files = checklists.length > 0 ? checklists : filesOf(release, 'release_record');
  const unread = files.filter((file) => file.facts.kind !== 'record');
  if (unread.length > 0)
    return undecidable([message('rules.missing.other-form', { path: unread[0]?.path ?? '' })], unread.map(refFile));
  const items = files.flatMap(itemsOf);
  if (items.length === 0) return undecidable([message('rules.missing.checklist')], files.map(refFile));
  const open = items.filter(({ box }) => !box.ticked && (box.notApplicable ?? '').trim() === '');
  if (open.length > 0) {
    const values = { items: some(open.map(itemText)), k: open.length, n: items.length };
    return fail(message('rules.586-02.fail', values), capped(open.map((item) => item.where)));
  }
  const bare = items.filter((item) => item.box.ticked && !item.linked);
  if (bare.length > 0) {
    const values = { items: some(bare.map(itemText)), k: bare.length, n: items.length };
    return judge(message('rules.586-02.judge', values), capped(bare.map((item) => item.where)));
  }
  return pass(message('rules.586-02.pass', { n: items.length }), files, capped(items.map((item) => item.where)));
}

function itemsOf(file: EvidenceFile): readonly Item[] {
  const record = asRead(file, 'record');
  if (record === null) return [];
  const linked = new Set(record.facts.links.map((link) => link.line));
  return record.facts.checkBoxes.map((box) => ({
    file,
    box,
    linked: linked.has(box.line),
    where: refAt(file, { kind: 'line', line: box.line }, box.text),
  }));
}

/** The words of an item without its links. */
function itemText({ box }: Item): string {
  const text = box.text.slice(0, MOST_TEXT).replace(/\s+/gu, ' ');
  return text.replace(/ ?\(?\[[^\]]{0,200}\]\([^)]{0,400}\)\)?/gu, '').trim() || text;
}

const MOST_TEXT = 1_000;

/** Roles whose documents have to be final at release. Records that are made after it are not among them. */
const REQUIRED_ROLES: readonly EvidenceRole[] = [
  'documents',
  'release_record',
  'verification_plan',
  'delivery_procedure',
  'key_custody',
  'release_notes',
  'monitoring_plan',
  'rollback_plan',
  'regulatory_plan',
];
const STATUS_ROLES: readonly EvidenceRole[] = ['documents', 'release_record'];

const FINAL = /^(?:approved|released|final|effective|valid|published|freigegeben|gültig|genehmigt|approuvé|validé)$/iu;
const DRAFT =
  /^(?:draft|in.?(?:review|work|progress)|wip|review|pending|open|entwurf|in (?:arbeit|prüfung)|brouillon|tbd|todo)\b/iu;
const PLACEHOLDER_FIELD =
  /^(?:tbd|tbc|todo|fixme|xxx+|placeholder|lorem ipsum.*|<[^>]*>|\[[^\]]*(?:tbd|todo|placeholder)[^\]]*\]|\?+)$/iu;
const PLACEHOLDER_ALONE =
  /^\W*(?:TBD|TBC|TODO|FIXME|XXX+|placeholder)\W*$|[[<{]\s*(?:TBD|TBC|TODO|FIXME|placeholder|insert [^\]>}]{1,60})\s*[\]>}]/iu;
const PLACEHOLDER_WORD = /\b(?:TBD|TBC|TODO|FIXME|XXX|lorem ipsum)\b|\bplaceholder\b/u;

interface Finding {
  readonly kind: 'draft' | 'placeholder' | 'word' | 'status' | 'approval' | 'late';
  readonly file: EvidenceFile;
  readonly text: string;
  readonly where: EvidenceRef;
}

/** CS-586-03: documents are final. */
export function documentsFinal(context: Context): Outcome {
  const { release } = context;
  const inRole = REQUIRED_ROLES.flatMap((role) => filesOf(release, role).map((file) => ({ role, file })));
  const documents = inRole.map(({ file }) => file);
  if (documents.length === 0) return undecidable([message('rules.missing.documents')]);
  const findings = inRole.flatMap(({ role, file }) => [...stateOf(context, role, file), ...placeholdersIn(file)]);
  const hard = findings.filter((found) => found.kind === 'draft' || found.kind === 'placeholder');
  const first = hard[0];
  if (first !== undefined) {
    const values = { path: first.file.path, text: first.text, k: new Set(hard.map((found) => found.file.path)).size };
    return fail(message('rules.586-03.fail', values), capped(hard.map((found) => found.where)));
  }
  const silent = findings.filter((found) => found.kind === 'status');
  if (silent.length > 0) {
    const paths = some(silent.map((found) => found.file.path));
    return undecidable(
      [message('rules.missing.status', { paths, k: silent.length })],
      capped(silent.map((found) => found.where)),
    );
  }
  if (findings.length > 0) {
    const values = { texts: some(findings.map((found) => `${found.file.path}: ${found.text}`)), k: findings.length };
    return judge(message('rules.586-03.judge', values), capped(findings.map((found) => found.where)));
  }
  const evidence = documents.flatMap((file) => {
    const status = field(file, 'status');
    return status === null ? [refFile(file)] : [refValue(file, status)];
  });
  return pass(message('rules.586-03.pass', { n: documents.length }), documents, capped(evidence));
}

function stateOf(context: Context, role: EvidenceRole, file: EvidenceFile): readonly Finding[] {
  const status = field(file, 'status');
  if (status !== null && DRAFT.test(status.value.trim())) {
    return [{ kind: 'draft', file, text: status.value, where: refValue(file, status) }];
  }
  if (!STATUS_ROLES.includes(role)) return [];
  if (status === null)
    return file.facts.kind === 'record' ? [{ kind: 'status', file, text: '', where: refFile(file) }] : [];
  if (!FINAL.test(status.value.trim()))
    return [{ kind: 'word', file, text: status.value, where: refValue(file, status) }];
  return role === 'documents' ? approvalOf(context, file) : [];
}

function approvalOf(context: Context, file: EvidenceFile): readonly Finding[] {
  const by = field(file, 'approved_by');
  const on = field(file, 'approved_on');
  if (by === null || on === null)
    return [{ kind: 'approval', file, text: 'approved_by, approved_on', where: refFile(file) }];
  const date = released(context.release, 'date');
  if (date === null) return [{ kind: 'late', file, text: on.value, where: refValue(file, on) }];
  const order = compareWritten(readWrittenTime(on.value), readWrittenTime(date.value));
  const sameDay = on.value.trim().slice(0, 10) === date.value.trim().slice(0, 10);
  if (order === 'before' || order === 'same' || (order === 'unclear' && sameDay)) return [];
  return [{ kind: 'late', file, text: on.value, where: refValue(file, on) }];
}

function placeholdersIn(file: EvidenceFile): readonly Finding[] {
  const found: Finding[] = [];
  for (const [, value] of fieldsOf(file)) {
    if (PLACEHOLDER_FIELD.test(value.value.trim()))
      found.push({ kind: 'placeholder', file, text: value.value, where: refValue(file, value) });
  }
  const record = asRead(file, 'record');
  const preamble = record?.facts.preamble ?? [];
  const parts = [
    { heading: '', lines: preamble },
    ...(record?.facts.headings ?? []).map(({ text, body, line }) => ({
      heading: text,
      lines: [text, ...body.split('\n')].map((one) => ({ text: one, line })),
    })),
  ];
  for (const { heading, lines } of parts) {
    const defined = definitionsIn(
      lines.map(({ text }) => text),
      heading,
    );
    for (const [index, { text, line }] of lines.entries()) {
      const where = refAt(file, { kind: 'line', line }, text.trim());
      const kind = defined.has(index) ? ofDefinition(defined.get(index)) : markerIn(text);
      if (kind !== null) found.push({ kind, file, text: text.trim(), where });
    }
  }
  return found.slice(0, MOST_FINDINGS);
}

function markerIn(text: string): 'placeholder' | 'word' | null {
  if (text.split('|').some((cell) => PLACEHOLDER_ALONE.test(cell.trim()))) return 'placeholder';
  return PLACEHOLDER_WORD.test(text) ? 'word' : null;
}

/** A row that says what such a word stands for is no open place; one that may not is for a person. */
function ofDefinition(definition: Definition | undefined): 'word' | null {
  return definition === 'defines' ? null : 'word';
}

const MOST_FINDINGS = 200;
