import { describe, expect, test } from 'vitest';
import type { RecordParts } from '../../support/release-builder.ts';
import {
  anomalies,
  anomaly,
  approval,
  deviation,
  deviations,
  NO_PRODUCT,
  opaque,
  record,
  recorded,
  results,
  sha,
  testCase,
  time,
} from '../../support/release-builder.ts';
import { reason } from '../../../src/domain/reasons.ts';
import { ruleOn } from '../../support/rule-check.ts';

type File = ReturnType<typeof record>;

describe('CS-586-02: the checklist is closed', () => {
  const checklist = (parts: RecordParts): File => record('checklist.md', 'checklist', parts);

  test('passes when every item is ticked with a link, or not applicable with a reason', () => {
    const list = checklist({
      checkBoxes: [
        { text: 'Manual', line: 5 },
        { text: 'UDI', ticked: false, notApplicable: 'no new model', line: 6 },
      ],
      links: [{ line: 5 }],
    });
    expect(ruleOn('CS-586-02', { files: [list] }).result).toBe('pass');
  });

  test('fails on an open item', () => {
    const found = ruleOn('CS-586-02', { files: [checklist({ checkBoxes: [{ text: 'Risk file', ticked: false }] })] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('Risk file');
    expect(found.grade).toBe('minor');
  });

  test('leaves ticks without a link to a person', () => {
    expect(ruleOn('CS-586-02', { files: [checklist({ checkBoxes: [{ text: 'Manual' }] })] }).result).toBe('judge');
  });

  test('is undecidable without a checklist, or with one that is not read', () => {
    expect(ruleOn('CS-586-02', {}).result).toBe('undecidable');
    expect(ruleOn('CS-586-02', { files: [opaque('c.pdf', 'checklist')] }).result).toBe('undecidable');
  });
});

describe('CS-586-03: documents are final', () => {
  const fields = { status: 'approved', approved_by: 'QA lead', approved_on: '2024-10-10', revision: '4' };
  const document = (changes: Record<string, string> = {}, parts: RecordParts = {}): File =>
    record('ifu.md', 'documents', { fields: { ...fields, ...changes }, ...parts });

  test('passes on an approved document without placeholders', () => {
    expect(ruleOn('CS-586-03', { files: [document()] }).result).toBe('pass');
  });

  test.each(['draft', 'in review', 'Entwurf'])('fails on the status %s', (status) => {
    expect(ruleOn('CS-586-03', { files: [document({ status })] }).result).toBe('fail');
  });

  test.each(['TBD', '| Range | TODO |', 'The range is [TBD].'])('fails on the placeholder in: %s', (body) => {
    expect(ruleOn('CS-586-03', { files: [document({}, { headings: [{ body }] })] }).result).toBe('fail');
  });

  const table = (header: string, ...rows: readonly string[]): string => [header, '|---|---|', ...rows].join('\n');

  test('takes the definition of an abbreviation for no open place', () => {
    const result = (body: string, text = 'Scope'): string =>
      ruleOn('CS-586-03', { files: [document({}, { headings: [{ text, body }] })] }).result;
    const row = '| TBD | to be determined |';
    expect(result(table('| Abbreviation | Meaning |', '| IFU | Instructions for use |', row))).toBe('pass');
    expect(result(table('| Meaning | **Abbreviation** |', '| To be confirmed | `TBC` |'))).toBe('pass');
    expect(result(table('| Short | Long |', row), '2 Abbreviations')).toBe('pass');
    expect(result(table('| Abbreviation | Meaning |', '| TBD | infusion pump |'))).toBe('judge');
    for (const open of [
      table('| Abbreviation | Meaning |', '| IFU | TBD |'),
      table('| Abbreviation | Meaning |', '| TBD | TBD |'),
      table('| Abbreviation | Meaning |', '| TBD |  |'),
      table('| Parameter | Value |', '| TBD | to be determined |'),
      table('| Abbreviation | Meaning |', row, '| TBD | to be determined [TODO] |'),
      `${table('| Abbreviation | Meaning |', row)}\n\n${table('| Parameter | Value |', '| Range | TBD |')}`,
    ])
      expect(result(open), open).toBe('fail');
    const preamble = ['| Term | Meaning |', '|---|---|', row].map((text, index) => ({ text, line: index + 5 }));
    expect(ruleOn('CS-586-03', { files: [document({}, { preamble })] }).result).toBe('pass');
  });

  test('sees placeholders before the first heading and in a heading', () => {
    const above = document({}, { preamble: [{ text: 'TBD', line: 8 }] });
    const found = ruleOn('CS-586-03', { files: [above] });
    expect(found.result).toBe('fail');
    expect(found.evidence[0]?.locator).toEqual({ kind: 'line', line: 8 });
    const prose = document({}, { preamble: [{ text: 'TBD: contraindications', line: 8 }] });
    expect(ruleOn('CS-586-03', { files: [prose] }).result).toBe('judge');
    expect(ruleOn('CS-586-03', { files: [document({}, { headings: [{ text: 'TODO' }] })] }).result).toBe('fail');
  });

  test('leaves a word in prose, a late approval and an unknown status to a person', () => {
    const prose = document({}, { headings: [{ body: 'The field shows a placeholder until a name is entered.' }] });
    expect(ruleOn('CS-586-03', { files: [prose] }).result).toBe('judge');
    expect(ruleOn('CS-586-03', { files: [document({ approved_on: '2024-11-01' })] }).result).toBe('judge');
    expect(ruleOn('CS-586-03', { files: [document({ status: 'green' })] }).result).toBe('judge');
  });

  test('is undecidable without a status, with an unread document, and without documents', () => {
    expect(ruleOn('CS-586-03', { files: [document({ status: '' })] }).result).toBe('undecidable');
    const files = [document(), opaque('manual.pdf', 'documents', 'not-understood')];
    expect(ruleOn('CS-586-03', { files }).result).toBe('undecidable');
    expect(ruleOn('CS-586-03', {}).result).toBe('undecidable');
  });
});

describe('5.8.7: archiving', () => {
  const fields = {
    location: 'object store, legal hold',
    archived_on: '2024-10-17',
    responsible: 'Release manager',
    retention_years: '15',
    retention_from: 'last device covered by the declaration of conformity',
  };
  const inventory = (paths: readonly string[], digest: (path: string) => string = sha): RecordParts => ({
    fields,
    tables: [
      {
        header: ['path', 'sha256'],
        rows: paths.map((path, index) => ({ cells: [path, digest(path)], line: 40 + index })),
      },
    ],
  });
  const archiveRecord = (parts: RecordParts): File => record('archive.md', 'archive_record', parts);
  const owned = {
    artifacts: ['app.bin', 'app.bin.p7s'],
    evidence: { documents: ['ifu.md'], archive_record: ['archive.md'] },
  };
  const members = [opaque('app.bin'), record('ifu.md', 'documents')];

  test('CS-587-01 passes on a complete record and shows gaps to a person', () => {
    expect(ruleOn('CS-587-01', { files: [archiveRecord(inventory(['app.bin']))] }).result).toBe('pass');
    const found = ruleOn('CS-587-01', { files: [archiveRecord({ fields: { location: 'safe' } })] });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('archived_on');
  });

  test('CS-587-01 fails when there is none, and not while an unread document might be it', () => {
    expect(ruleOn('CS-587-01', {}).result).toBe('fail');
    expect(ruleOn('CS-587-01', { files: [opaque('records/F-12.pdf')] }).result).toBe('undecidable');
    expect(ruleOn('CS-587-01', { files: [opaque('a.pdf', 'archive_record')] }).result).toBe('undecidable');
  });

  test('CS-587-02 passes when the inventory holds every item with its digest', () => {
    const files = [...members, archiveRecord(inventory(['app.bin', 'ifu.md']))];
    expect(ruleOn('CS-587-02', { manifest: owned, files }).result).toBe('pass');
  });

  test('CS-587-02 fails on an absent item and on another digest', () => {
    const absent = [...members, archiveRecord(inventory(['app.bin']))];
    const found = ruleOn('CS-587-02', { manifest: owned, files: absent });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('ifu.md');
    const other = [...members, archiveRecord(inventory(['app.bin', 'ifu.md'], () => 'b'.repeat(64)))];
    expect(ruleOn('CS-587-02', { manifest: owned, files: other }).result).toBe('fail');
  });

  test('CS-587-02 leaves an inventory without digests to a person, and is undecidable without one', () => {
    const files = [...members, archiveRecord(inventory(['app.bin', 'ifu.md'], () => ''))];
    expect(ruleOn('CS-587-02', { manifest: owned, files }).result).toBe('judge');
    expect(ruleOn('CS-587-02', { manifest: owned, files: [...members, archiveRecord({ fields })] }).result).toBe(
      'undecidable',
    );
    expect(ruleOn('CS-587-02', { manifest: owned, files: members }).result).toBe('undecidable');
  });

  const retention = (changes: Record<string, string>, product: object = {}): ReturnType<typeof ruleOn> =>
    ruleOn('CS-587-03', {
      manifest: { product: { ...NO_PRODUCT, implantable: false, lifetimeYears: 5, ...product } },
      files: [archiveRecord({ fields: { ...fields, ...changes } })],
    });

  test('CS-587-03 compares with the longer of lifetime and legal minimum', () => {
    expect(retention({}).result).toBe('pass');
    expect(retention({ retention_years: '10 years' }).result).toBe('pass');
    expect(retention({ retention_years: '9' }).result).toBe('fail');
    expect(retention({ retention_years: '12' }, { implantable: true }).result).toBe('fail');
    expect(retention({ retention_years: '15' }, { lifetimeYears: 20 }).result).toBe('fail');
  });

  test('CS-587-03 fails when counted from the release, and leaves other wording to a person', () => {
    expect(retention({ retention_from: 'release date' }).result).toBe('fail');
    expect(retention({ retention_from: 'placing on the market' }).result).toBe('judge');
    expect(retention({ retention_years: 'as required' }).result).toBe('judge');
  });

  test('CS-587-03 is undecidable without what the minimum depends on', () => {
    expect(retention({ retention_years: '12' }, { implantable: null }).result).toBe('undecidable');
    expect(retention({}, { lifetimeYears: null }).result).toBe('undecidable');
    expect(ruleOn('CS-587-03', { files: [archiveRecord({ fields: { location: 'x' } })] }).result).toBe('undecidable');
  });
});

describe('5.8.8: delivery', () => {
  const ASPECTS = ['Copying', 'Labelling', 'Packaging', 'Protection', 'Storage', 'Delivery'];
  const headings = ASPECTS.map((text) => ({ text, body: 'Described.' }));
  const procedure = (parts: RecordParts): File => record('delivery.md', 'delivery_procedure', parts);
  const channels = { product: { ...NO_PRODUCT, deliveryChannels: ['app-store', 'USB stick'] } };

  test('CS-588-01 passes when each channel is covered, however it is written', () => {
    const files = [procedure({ fields: { id: 'SOP', channels: 'App Store, usb-stick' } })];
    expect(ruleOn('CS-588-01', { manifest: channels, files }).result).toBe('pass');
  });

  test('CS-588-01 fails without a procedure, or for a channel that none covers', () => {
    expect(ruleOn('CS-588-01', { manifest: channels }).result).toBe('fail');
    const files = [procedure({ fields: { id: 'SOP', channels: 'app-store' } })];
    const found = ruleOn('CS-588-01', { manifest: channels, files });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('USB stick');
  });

  test('CS-588-01 leaves a generic procedure to a person, and is undecidable without channels', () => {
    expect(ruleOn('CS-588-01', { manifest: channels, files: [procedure({ fields: { id: 'SOP' } })] }).result).toBe(
      'judge',
    );
    const files = [procedure({ fields: { id: 'SOP', channels: 'app-store' } })];
    expect(ruleOn('CS-588-01', { files }).result).toBe('undecidable');
  });

  test('CS-588-02 never passes: a person reads the passages; a silent aspect fails', () => {
    expect(ruleOn('CS-588-02', { files: [procedure({ headings })] }).result).toBe('judge');
    const found = ruleOn('CS-588-02', {
      files: [procedure({ headings: headings.filter(({ text }) => text !== 'Labelling') })],
    });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('labelling');
    expect(ruleOn('CS-588-02', {}).result).toBe('undecidable');
  });

  const custody = record('custody.md', 'key_custody', { fields: { custodian: 'Release manager', storage: 'HSM' } });

  test('CS-588-05 passes when custody is described and no key was found', () => {
    expect(ruleOn('CS-588-05', { files: [custody] }).result).toBe('pass');
  });

  test('CS-588-05 fails on a private key and does not quote it', () => {
    const leak = { ...opaque('src/key.pem'), privateKeys: [{ kind: 'line' as const, line: 1 }] };
    const found = ruleOn('CS-588-05', { files: [custody, leak] });
    expect(found.result).toBe('fail');
    expect(found.evidence[0]).toMatchObject({ path: 'src/key.pem', quote: '' });
  });

  test('CS-588-05 leaves undescribed custody to a person, and is undecidable while a file was not read', () => {
    expect(ruleOn('CS-588-05', {}).result).toBe('judge');
    expect(ruleOn('CS-588-05', { files: [custody, opaque('big.img', null, 'not-read')] }).result).toBe('undecidable');
  });
});

const FIVE = ['software_lead', 'qa_lead', 'risk_owner', 'prrc', 'release_manager'];

describe('CS-APR-01: all required roles approved', () => {
  test('passes when the five gate roles signed', () => {
    expect(ruleOn('CS-APR-01', { approvals: FIVE.map((role) => approval(role)) }).result).toBe('pass');
  });

  test('fires on the small manifest: qa and ra are there, security is not', () => {
    const found = ruleOn('CS-APR-01', { approvals: [recorded('qa'), recorded('ra')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('security');
    expect(found.grade).toBe('observation');
  });

  test('asks for all five gate roles as soon as one of them is used', () => {
    const found = ruleOn('CS-APR-01', { approvals: FIVE.slice(1).map((role) => approval(role)) });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('software lead');
  });

  test('counts a failed approval as missing', () => {
    const approvals = FIVE.map((role) =>
      approval(
        role,
        role === 'prrc'
          ? { state: 'invalid', indication: 'TOTAL_FAILED', reason: reason('APPROVAL_SUBJECT_MISMATCH') }
          : {},
      ),
    );
    expect(ruleOn('CS-APR-01', { approvals }).result).toBe('fail');
  });

  test('holds the manufacturer to the roles that the record requires, with the full grade', () => {
    const files = [record('r.md', 'release_record', { fields: { required_approvals: 'qa, cto' } })];
    const found = ruleOn('CS-APR-01', { files, approvals: [approval('qa')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('cto');
    expect(found.grade).toBe('major');
    expect(ruleOn('CS-APR-01', { files, approvals: [approval('QA'), approval('cto')] }).result).toBe('pass');
  });

  test('leaves recorded names and unknown roles to a person', () => {
    expect(ruleOn('CS-APR-01', { approvals: FIVE.map((role) => recorded(role)) }).result).toBe('judge');
    expect(ruleOn('CS-APR-01', { approvals: [approval('captain')] }).result).toBe('judge');
  });

  test('fails without any approval, and is undecidable without a manifest', () => {
    expect(ruleOn('CS-APR-01', {}).result).toBe('fail');
    expect(ruleOn('CS-APR-01', { manifest: null }).result).toBe('undecidable');
  });
});

describe('CS-APR-02 and CS-APR-03: what an approval says, and whether it is authentic', () => {
  const named = { approvals: [{ role: 'qa', name: 'Person of qa', date: null, statement: null }] };

  test('CS-APR-02 passes, fails without a date, and leaves a missing object or zone to a person', () => {
    expect(ruleOn('CS-APR-02', { approvals: [approval('qa')] }).result).toBe('pass');
    expect(ruleOn('CS-APR-02', { approvals: [recorded('qa')] }).result).toBe('fail');
    expect(ruleOn('CS-APR-02', { approvals: [approval('qa', { subject: null })] }).result).toBe('judge');
    expect(ruleOn('CS-APR-02', { approvals: [approval('qa', { date: '2024-10-17T15:00:00' })] }).result).toBe('judge');
    expect(ruleOn('CS-APR-02', {}).result).toBe('undecidable');
  });

  test('CS-APR-03 passes when signatures pass and the manifest names the person', () => {
    expect(ruleOn('CS-APR-03', { manifest: named, approvals: [approval('qa')] }).result).toBe('pass');
    expect(ruleOn('CS-APR-03', { approvals: [approval('qa')] }).result).toBe('judge');
  });

  test('CS-APR-03 fails on a signature that fails', () => {
    const failed = approval('qa', { indication: 'TOTAL_FAILED', reason: reason('APPROVAL_SIGNATURE_FAILED') });
    expect(ruleOn('CS-APR-03', { manifest: named, approvals: [failed] }).result).toBe('fail');
    const expired = approval('rm', {
      indication: 'INDETERMINATE',
      reason: reason('CERTIFICATE_EXPIRED'),
      name: 'Rm Person',
    });
    const both = ruleOn('CS-APR-03', { manifest: named, approvals: [failed, expired] });
    expect(both.sentence.values).toMatchObject({ k: 1, m: 1, signers: ['Rm Person (CERTIFICATE_EXPIRED)'] });
    expect(both.evidence).toHaveLength(2);
  });

  test('CS-APR-03 leaves names and unconfirmed signatures to a person', () => {
    expect(ruleOn('CS-APR-03', { approvals: [recorded('qa')] }).result).toBe('judge');
    const open = approval('qa', { indication: 'INDETERMINATE', reason: reason('CHAIN_NO_ANCHOR_GIVEN') });
    expect(ruleOn('CS-APR-03', { manifest: named, approvals: [open] }).result).toBe('judge');
    expect(ruleOn('CS-APR-03', {}).result).toBe('undecidable');
  });
});

describe('CS-581-02: deviations and the approval of the release', () => {
  test('does not take a deviation that was approved after the release for an approved one', () => {
    const files = (on: string): readonly File[] => [
      results('tests/system.xml', [testCase('S-2', 'skipped', { deviations: ['D'] })]),
      deviations([deviation('D', { approvedOn: time(on) })]),
    ];
    const approvals = [approval('qa')];
    expect(ruleOn('CS-581-02', { approvals, files: files('2024-10-16T09:00:00Z') }).result).toBe('pass');
    expect(ruleOn('CS-581-02', { approvals, files: files('2025-01-01T09:00:00Z') }).result).toBe('judge');
  });
});

describe('CS-APR-05: approval follows the evidence and precedes delivery', () => {
  const run = (ended: string | null): File => results('t/unit.xml', [testCase('U')], {}, ended);
  const delivered = (on: string): File => record('r.md', 'release_record', { fields: { delivered_on: on } });
  const before = run('2024-10-16T12:00:00+02:00');

  test('passes when evidence is older and delivery later', () => {
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [before, delivered('2024-10-20')] }).result).toBe(
      'pass',
    );
  });

  test('fails on later evidence, on earlier delivery, and on an approval of another manifest', () => {
    const late = ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [run('2024-10-18T12:00:00Z')] });
    expect(late.result).toBe('fail');
    expect(late.text).toContain('t/unit.xml');
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [before, delivered('2024-10-16')] }).result).toBe(
      'fail',
    );
    const other = approval('ra', { indication: 'TOTAL_FAILED', reason: reason('APPROVAL_SUBJECT_MISMATCH') });
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa'), other], files: [before] }).result).toBe('fail');
  });

  test('leaves a missing delivery date, and one day without a zone, to a person', () => {
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [before] }).result).toBe('judge');
    const sameDay = anomalies([anomaly('A', { evaluatedOn: time('2024-10-17T23:00:00') })]);
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [sameDay] }).result).toBe('judge');
  });

  test('fails when any approval is earlier than a record, however late the others are', () => {
    const early = approval('prrc', { date: '2024-10-01T10:00:00+02:00' });
    const approvals = [approval('qa'), early];
    const found = ruleOn('CS-APR-05', { approvals, files: [before, delivered('2024-10-20')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('2024-10-01T10:00:00+02:00');
    const day = approval('prrc', { date: '2024-10-15' });
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa'), day], files: [before] }).result).toBe('fail');
  });

  test('counts deviations among the records', () => {
    const late = deviations([deviation('D', { approvedOn: time('2024-10-18T09:00:00+02:00') })]);
    const found = ruleOn('CS-APR-05', { approvals: [approval('qa')], files: [before, late, delivered('2024-10-20')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('deviations.yaml');
  });

  test('leaves an approval before the date of the manifest, or of another date than the manifest gives, to a person', () => {
    const files = [before, delivered('2024-10-20')];
    const early = approval('qa', { date: '2024-10-16T18:00:00+02:00' });
    expect(ruleOn('CS-APR-05', { approvals: [early], files }).result).toBe('judge');
    const entry = { role: 'qa', name: 'Person of qa', date: '2024-10-18', statement: null };
    expect(ruleOn('CS-APR-05', { manifest: { approvals: [entry] }, approvals: [approval('qa')], files }).result).toBe(
      'judge',
    );
    const undated = approval('ra', { date: null });
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa'), undated], files }).result).toBe('judge');
  });

  test('is undecidable without dates', () => {
    expect(ruleOn('CS-APR-05', { approvals: [recorded('qa')] }).result).toBe('undecidable');
    expect(ruleOn('CS-APR-05', { approvals: [approval('qa')] }).result).toBe('undecidable');
  });
});
