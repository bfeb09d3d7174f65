import type { CheckBox } from '../../../../src/domain/facts.ts';
import {
  anomalies,
  anomaly,
  approval,
  change,
  changeRequests,
  COMMIT,
  component,
  dockerfile,
  history,
  lockfile,
  NO_PRODUCT,
  opaque,
  record,
  release,
  results,
  riskFile,
  sbom,
  sha,
  signature,
  testCase,
  traceMatrix,
  tree,
  located,
  type RecordParts,
} from '../../../support/release-builder.ts';
import { row, testRows } from '../../../support/rule-rows.ts';

const FIELD = { product: { ...NO_PRODUCT, name: 'Product', deliveryChannels: ['app-store'] } };
const FACTORY = { product: { ...NO_PRODUCT, deliveryChannels: ['factory'] } };
const OTHER = 'f'.repeat(40);
const table = (
  header: readonly string[],
  ...rows: readonly (readonly string[])[]
): NonNullable<RecordParts['tables']>[number] => ({
  header,
  rows: rows.map((cells, index) => ({ cells, line: 40 + index })),
});
const plan = (...rows: readonly (readonly string[])[]): ReturnType<typeof record> =>
  record('plans/sdp.md', 'documents', {
    fields: { title: 'Software development plan' },
    tables: [table(['Activity', 'Output', 'Status'], ...rows)],
  });
const doc = (
  path: string,
  role: Parameters<typeof record>[1],
  title: string,
  body: string,
  more: RecordParts = {},
): ReturnType<typeof record> => record(path, role, { headings: [{ text: title, body }], ...more });
const archive = (fields: Record<string, string>, more: RecordParts = {}): ReturnType<typeof record> =>
  record('archive.md', 'archive_record', {
    fields,
    headings: [{ text: 'Restore test', body: 'The release was restored and compared.' }],
    ...more,
  });
const KEPT = {
  archived_on: '2024-10-17',
  write_protection: 'object lock',
  access: 'read: all',
  backup: 'a copy',
  restore_test_on: '2024-10-17',
};
const image = dockerfile([{ reference: `node:20@sha256:${'a'.repeat(64)}` }]);
const place = (at: string): RecordParts => ({
  tables: [table(['Item', 'Identification', 'Place'], ['node:20', `sha256:${'a'.repeat(64)}`, at])],
});
const monitoring = (text: string, rows = true): ReturnType<typeof record> =>
  doc('mon.md', 'monitoring_plan', 'Monitoring', text, {
    fields: { release: '2.4.0', interval: 'weekly' },
    tables: rows ? [table(['Source', 'Indicator', 'Owner'], ['Tickets', 'rate', 'QA'])] : [],
  });
const rollback = (parts: RecordParts = {}): ReturnType<typeof record> =>
  record('rb.md', 'rollback_plan', {
    fields: { to: '2.3.1' },
    headings: [{ text: 'When', body: 'Decision by QA.' }],
    ...parts,
  });
const target = (digest: string, at = 's3://archive/2.3.1/'): RecordParts => ({
  tables: [table(['Target', 'SHA-256', 'Archive'], ['2.3.1', digest, at])],
});
const previous = release({
  archive: 'previous',
  manifest: { version: '2.3.1', gitTag: 'v2.3.1', build: '2.3.1+b.1', previous: null },
  files: [opaque('old.bin')],
});
const notes = (
  body: string,
  fields: Record<string, string> = { version: '2.4.0', date: '2024-10-17' },
): ReturnType<typeof record> =>
  record('notes.md', 'release_notes', { fields, headings: [{ text: 'Notes for Product', body }] });
const forUser = anomaly('A-1', {
  evaluation: 'Users can read the text by a smaller size; no hazard follows from it at all.',
});
const quiet = anomaly('A-2', {
  evaluation: 'The log is written twice. The output of the triage stays as it is, nothing else follows.',
});
const sections = (
  change: (clause: string) => Partial<{ text: string; body: string; absent: boolean }> = () => ({}),
): ReturnType<typeof record> =>
  record('record.md', 'release_record', {
    headings: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => {
      const clause = `5.8.${String(n)}`;
      const own = change(clause);
      return own.absent === true ? [] : [{ clause, text: own.text ?? `${clause} Section`, body: own.body ?? 'Done.' }];
    }),
  });
const GATE = ['software_lead', 'qa_lead', 'risk_owner', 'prrc', 'release_manager'].map((role) => approval(role));
const box: Partial<CheckBox> = { text: 'SBOM archived', ticked: true };

testRows([
  row('586-01', 'pass', 'are complete', {
    files: [
      plan(['Test', 'tests/unit.xml', 'complete'], ['Risk', 'RMF-1', 'done']),
      results('tests/unit.xml', [testCase('U-1')]),
      record('r.md', 'documents', { fields: { id: 'RMF-1' } }),
    ],
  }),
  row('586-01', 'fail', 'not complete: Test', { files: [plan(['Test', 'x', 'in progress'])] }),
  row('586-01', 'fail', 'no output', { files: [plan(['Test', '', 'complete'])] }),
  row('586-01', 'fail', 'no output', { files: [plan(['Test', 'tests/hil.xml', 'complete'])] }),
  row('586-01', 'judge', 'Ask for it', { files: [plan(['Review', 'review minutes', 'complete'])] }),
  row('586-01', 'judge', 'No development', { files: [record('x.md', 'documents', { checkBoxes: [box] })] }),
  row('586-01', 'undecidable', 'activities of the plan', {
    files: [record('sdp.md', 'documents', { fields: { title: 'Software development plan' } })],
  }),
  row('587-04', 'pass', 'manufacturer’s own', { files: [image, archive({}, place('s3://own/images/a.tar'))] }),
  row('587-04', 'fail', 'public address', { files: [image, archive({}, place('https://hub.docker.com/_/node'))] }),
  row('587-04', 'fail', 'package-lock.json', { files: [lockfile(['a']), archive({})] }),
  row('587-04', 'judge', 'licences', {
    files: [
      image,
      archive({}, { headings: [{ text: 'Licences', body: 'The licence of the compiler forbids copies.' }] }),
    ],
  }),
  row('587-04', 'undecidable', 'inputs of the build', { files: [archive({})] }),
  row('587-04', 'undecidable', 'archive record', { files: [image] }),
  row('587-05', 'pass', 'on the day of release', { files: [archive(KEPT)] }),
  row('587-05', 'fail', 'allows none', {
    files: [
      archive({ ...KEPT, archived_on: '2024-10-20' }),
      doc('sop.md', 'documents', 'Archive', 'The release is archived on the day of release.'),
    ],
  }),
  row('587-05', 'fail', 'allows 90', {
    files: [archive({ ...KEPT, restore_test_interval_days: '90', restore_test_on: '2024-10-17' })],
  }),
  row('587-05', 'judge', 'does not state', { files: [archive({ archived_on: '2024-10-17' })] }),
  row('587-05', 'judge', 'no own limit', { files: [archive({ ...KEPT, archived_on: '2024-10-20' })] }),
  row('587-05', 'judge', 'shows no test', { files: [record('archive.md', 'archive_record', { fields: KEPT })] }),
  row('587-05', 'undecidable', 'archive record', {}),
  row('588-03', 'pass', 'carries what it needs', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      opaque('app.bin.p7s'),
      doc('dp.md', 'delivery_procedure', 'Protection', 'The app verifies its signature at every start.'),
    ],
    signatures: [signature('app.bin.p7s', 'app.bin')],
  }),
  row('588-03', 'fail', 'would not be noticed', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), doc('dp.md', 'delivery_procedure', 'Copying', 'Copied by hand.')],
  }),
  row('588-03', 'judge', 'no signature of its own', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      doc('dp.md', 'delivery_procedure', 'Protection', 'The app verifies its signature at every start.'),
    ],
  }),
  row('588-03', 'judge', 'no document says', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), opaque('app.bin.p7s')],
    signatures: [signature('app.bin.p7s', 'app.bin')],
  }),
  row('588-03', 'judge', 'does not say that a check', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      opaque('app.bin.p7s'),
      doc('dp.md', 'delivery_procedure', 'Protection', 'Packages are signed.'),
    ],
    signatures: [signature('app.bin.p7s', 'app.bin')],
  }),
  row('588-03', 'undecidable', 'artefacts', {}),
  row('588-04', 'pass', 'the released one', {
    manifest: { ...FIELD, artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      record('receipts.md', null, { tables: [table(['Channel', 'SHA-256'], ['App Store', sha('app.bin')])] }),
    ],
  }),
  row('588-04', 'pass', 'the released one', {
    manifest: { ...FIELD, artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      tree('receipts.yaml', null, {
        'deliveries.0.channel': 'app-store',
        'deliveries.0.delivered_sha256': 'b'.repeat(64),
        'deliveries.0.released_sha256': sha('app.bin'),
      }),
    ],
  }),
  row('588-04', 'fail', 'not what was released', {
    manifest: { ...FIELD, artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      record('receipts.md', null, { tables: [table(['Channel', 'SHA-256'], ['App Store', 'b'.repeat(64)])] }),
    ],
  }),
  row('588-04', 'judge', 'No digest came back', {
    manifest: { ...FIELD, artifacts: ['app.bin'] },
    files: [opaque('app.bin')],
  }),
  row('588-04', 'undecidable', 'artefacts', { manifest: FIELD }),
  row('VER-04', 'pass', 'all 2 known anomalies', {
    files: [notes('A-1, A-2, CR-1'), anomalies([forUser, quiet]), changeRequests([change('CR-1')])],
  }),
  row('VER-04', 'fail', 'date', { files: [notes('', { version: '2.4.0' })] }),
  row('VER-04', 'fail', 'version', { files: [notes('', { date: '2024-10-17' })] }),
  row('VER-04', 'fail', 'speaks of users: A-1', { files: [notes('A-2'), anomalies([forUser, quiet])] }),
  row('VER-04', 'judge', 'do not name A-2', { files: [notes('A-1'), anomalies([forUser, quiet])] }),
  row('VER-04', 'judge', 'do not name CR-2', {
    files: [notes('A-1'), anomalies([forUser]), changeRequests([change('CR-2')])],
  }),
  row('VER-04', 'undecidable', 'anomalies', { files: [notes('all')] }),
  row('VER-04', 'undecidable', 'Release notes', {}),
  row('APR-04', 'pass', 'No approver holds two', {
    approvals: [approval('qa_lead'), approval('prrc')],
    files: [record('d.md', 'documents', { fields: { author: 'A', approved_by: 'B' } })],
  }),
  row('APR-04', 'fail', 'rules out', {
    approvals: [approval('qa_lead')],
    files: [record('d.md', 'documents', { fields: { author: 'A', approved_by: 'A', four_eyes: 'required' } })],
  }),
  row('APR-04', 'judge', 'several roles', {
    approvals: [approval('qa_lead', { name: 'Jane Doe' }), approval('prrc', { name: 'jane doe' })],
  }),
  row('APR-04', 'judge', 'is the tester', {
    approvals: [approval('qa_lead', { name: 'Jane Doe' })],
    files: [results('system.xml', [testCase('S-1')], { tester: 'Jane Doe, QA' })],
  }),
  row('APR-04', 'judge', 'no document names its author', { approvals: [approval('qa_lead')] }),
  row('APR-04', 'undecidable', 'approval', {}),
  row('PST-01', 'pass', 'covers 2.4.0', { files: [monitoring('')] }),
  row('PST-01', 'fail', 'No plan', { files: [record('record.md', 'release_record')] }),
  row('PST-01', 'judge', 'does not state sources', {
    files: [doc('mon.md', 'monitoring_plan', 'Plan', 'We look weekly; 2.4.0.')],
  }),
  row('PST-01', 'judge', 'does not say that it covers', {
    files: [
      record('mon.md', 'monitoring_plan', {
        fields: { interval: 'weekly' },
        tables: [table(['Source', 'Indicator', 'Owner'], ['a', 'b', 'c'])],
      }),
    ],
  }),
  row('PST-01', 'undecidable', 'in a form', { files: [opaque('mon.pdf', 'monitoring_plan', 'not-understood')] }),
  row('PST-02', 'judge', 'Read whether the way', {
    files: [monitoring('Findings go to PMS-001, the risk file RMF-001 and problem resolution SOP-009.')],
  }),
  row('PST-02', 'fail', 'does not say where', { files: [doc('mon.md', 'monitoring_plan', 'Plan', 'We look.')] }),
  row('PST-02', 'judge', 'does not speak of', {
    files: [doc('mon.md', 'monitoring_plan', 'Plan', 'Findings go to the risk file RMF-001.')],
  }),
  row('PST-02', 'judge', 'names no document', {
    files: [
      doc(
        'mon.md',
        'monitoring_plan',
        'Plan',
        'Findings go to post-market surveillance, the risk file and problem resolution.',
      ),
    ],
  }),
  row('PST-02', 'undecidable', 'monitoring', {}),
  row('PST-03', 'pass', 'sets limits of time', {
    files: [sbom([component('a', '1')]), monitoring('Vulnerabilities of sbom.json: critical within 14 days.')],
  }),
  row('PST-03', 'fail', 'No policy', { files: [monitoring('We look.')] }),
  row('PST-03', 'judge', 'sets no limits', { files: [monitoring('Vulnerabilities are watched.')] }),
  row('PST-03', 'judge', 'does not name the SBOM', {
    files: [sbom([component('a', '1')]), monitoring('Vulnerabilities: critical within 14 days.')],
  }),
  row('PST-03', 'undecidable', 'in a form', { files: [opaque('mon.pdf', 'monitoring_plan', 'not-understood')] }),
  row('PST-04', 'judge', 'Read whether that suffices', {
    files: [anomalies([forUser]), notes('A-1'), monitoring('Authorities according to SOP-012.')],
  }),
  row('PST-04', 'fail', 'told to nobody: A-1', { files: [anomalies([forUser]), notes('')] }),
  row('PST-04', 'judge', 'described nowhere', { files: [anomalies([forUser]), notes('A-1')] }),
  row('PST-04', 'not-applicable', 'No open anomaly', { files: [anomalies([quiet]), notes('')] }),
  row('PST-04', 'undecidable', 'anomalies', {}),
  row('RBK-01', 'pass', 'names the target', { files: [rollback()] }),
  row('RBK-01', 'fail', 'no plan for the way back', {
    manifest: FIELD,
    files: [record('record.md', 'release_record')],
  }),
  row('RBK-01', 'judge', 'does not name a target', { files: [rollback({ fields: {} })] }),
  row('RBK-01', 'judge', 'speaks of recovery', {
    manifest: FIELD,
    files: [doc('record.md', 'release_record', 'Recovery', 'A rollback is possible.')],
  }),
  row('RBK-01', 'not-applicable', 'not updated in the field', { manifest: FACTORY }),
  row('RBK-01', 'undecidable', 'channels', {}),
  row('RBK-02', 'pass', 'with the digest', { files: [rollback(target(sha('old.bin')))] }, { previous }),
  row('RBK-02', 'fail', 'holds no such file', { files: [rollback(target('b'.repeat(64)))] }, { previous }),
  row('RBK-02', 'fail', 'names no target', { files: [rollback({ fields: {} })] }),
  row('RBK-02', 'fail', 'is withdrawn', {
    files: [rollback({ ...target(sha('old.bin')), headings: [{ text: 'When', body: '2.3.1 was withdrawn in May' }] })],
  }),
  row('RBK-02', 'judge', 'Load that release', { files: [rollback(target(sha('old.bin')))] }),
  row('RBK-02', 'judge', 'without digest', { files: [rollback()] }),
  row('RBK-02', 'undecidable', 'rollback plan', { manifest: FIELD }),
  row('RBK-02', 'not-applicable', 'not updated', { manifest: FACTORY }),
  row('RBK-03', 'judge', 'with reference to H-1', {
    files: [riskFile(), rollback({ headings: [{ text: 'Data', body: 'Fields are only added; H-1.' }] })],
  }),
  row('RBK-03', 'judge', 'does not speak of data', { files: [rollback()] }),
  row('RBK-03', 'fail', 'change to stored data', {
    files: [rollback(), notes('Schema migration of the profile store.')],
  }),
  row('RBK-03', 'undecidable', 'rollback plan', { manifest: FIELD }),
  row('RBK-04', 'pass', 'from 2.4.0 to 2.3.1', {
    files: [
      rollback(),
      record('t.md', 'rollback_test', { fields: { from: '2.4.0', to: '2.3.1', date: '2024-10-16' } }),
    ],
  }),
  row('RBK-04', 'fail', 'not from 2.4.0', {
    files: [
      rollback(),
      record('t.md', 'rollback_test', { fields: { from: '2.3.1', to: '2.3.0', date: '2024-10-16' } }),
    ],
  }),
  row('RBK-04', 'judge', 'Read it', {
    manifest: FIELD,
    files: [rollback({ headings: [{ text: 'When', body: 'The rollback was not tested, since nothing changed.' }] })],
  }),
  row('RBK-04', 'judge', 'failed', {
    files: [
      rollback(),
      record('t.md', 'rollback_test', {
        fields: { from: '2.4.0', to: '2.3.1', date: '2024-10-16' },
        tables: [table(['Check', 'Result'], ['Starts', 'failed'])],
      }),
    ],
  }),
  row('RBK-04', 'undecidable', 'rollback test', { manifest: FIELD, files: [rollback()] }),
  row('RBK-04', 'undecidable', '“from” and “to”', { files: [record('t.md', 'rollback_test')] }),
  row('TRC-04', 'pass', 'a requirement and a hazard', {
    files: [riskFile(), traceMatrix({ 'R-1': ['S-1'] }), anomalies([anomaly('A-1', { requirements: ['R-1'] })])],
  }),
  row('TRC-04', 'fail', 'no affected function', {
    files: [riskFile(), anomalies([anomaly('A-1', { affectedFunction: ' ' })])],
  }),
  row('TRC-04', 'fail', 'does not hold', {
    files: [riskFile(), traceMatrix({ 'R-1': ['S-1'] }), anomalies([anomaly('A-1', { requirements: ['R-9'] })])],
  }),
  row('TRC-04', 'judge', 'in words alone', { files: [riskFile(), anomalies([anomaly('A-1')])] }),
  row('TRC-04', 'judge', 'no hazard', { files: [riskFile(), anomalies([anomaly('A-1', { hazards: ['H-9'] })])] }),
  row('TRC-04', 'undecidable', 'risk file', { files: [anomalies([anomaly('A-1')])] }),
  row('TRC-04', 'undecidable', 'anomalies', {}),
  row('ANT-01', 'pass', 'none fails', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      sbom([component('a', '1')]),
      history({ [COMMIT]: {} }, [{}, { name: 'refs/heads/release/2.4', annotated: false }]),
    ],
  }),
  row('ANT-01', 'fail', 'without an identifiable baseline', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      sbom([component('a', '1', { version: null })]),
      history({ [OTHER]: {} }, [{ commit: OTHER }]),
    ],
  }),
  row('ANT-01', 'judge', 'Judge them first', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      sbom([component('a', '1')]),
      opaque('readme.txt'),
      history({ [COMMIT]: {} }, [{ annotated: false }, { name: 'refs/heads/release/2.4', annotated: false }]),
    ],
  }),
  row('ANT-02', 'judge', 'Judge them first', {
    files: [record('record.md', 'release_record'), anomalies([quiet])],
    approvals: GATE,
  }),
  row('ANT-02', 'pass', 'before its delivery', {
    files: [record('record.md', 'release_record', { fields: { delivery_date: '2024-10-21' } }), anomalies([quiet])],
    approvals: GATE,
  }),
  row('ANT-04', 'pass', 'each of the 8', { files: [sections()] }),
  row('ANT-04', 'fail', '5.8.6', { files: [sections((clause) => ({ absent: clause === '5.8.6' }))] }),
  row('ANT-04', 'fail', 'as not applicable', {
    files: [sections((clause) => (clause === '5.8.8' ? { body: 'Not applicable.' } : {}))],
  }),
  row(
    'ANT-04',
    'pass',
    'each of the 5',
    { files: [sections((clause) => ({ absent: ['5.8.3', '5.8.5', '5.8.6'].includes(clause) }))] },
    { overrides: { safetyClass: 'A' } },
  ),
  row('ANT-04', 'fail', 'no release record', { manifest: { kind: 'hotfix' } }),
  row('ANT-04', 'judge', 'in another edition', {
    files: [
      sections((clause) => (clause === '5.8.8' ? { text: '5.8.8 Assure repeatability of software release' } : {})),
    ],
  }),
  row('ANT-04', 'undecidable', 'in a form', { files: [opaque('record.pdf', 'release_record', 'not-understood')] }),
  row('ANT-01', 'undecidable', 'CS-BRA-01', {
    manifest: { branch: null },
    files: [tree('x.yaml', null, { a: located('1').value })],
  }),
]);
