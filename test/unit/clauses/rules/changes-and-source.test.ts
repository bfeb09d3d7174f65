import {
  change,
  changeRequests,
  COMMIT,
  history,
  merge,
  merges,
  opaque,
  person,
  protection,
  record,
  results,
  sha,
  signature,
  provenance,
  testCase,
  time,
  tree,
  approval,
} from '../../../support/release-builder.ts';
import { row, testRows, type RuleRow } from '../../../support/rule-rows.ts';

const OTHER = 'f'.repeat(40);
const OLD = '1'.repeat(40);

const whole = history({ [COMMIT]: { parents: [OLD], message: 'CR-1: dose' }, [OLD]: {} }, [
  {},
  { name: 'refs/tags/v2.3.1', commit: OLD },
  { name: 'refs/heads/release/2.4', commit: COMMIT, annotated: false },
]);
const tests = results('system.xml', [testCase('S-1')]);
const noGit = opaque('source.tar', 'source');

const ROWS: readonly RuleRow[] = [
  row('VER-03', 'pass', 'leads to', { files: [whole] }),
  row('VER-03', 'fail', 'leads to ffff', { files: [history({ [OTHER]: {} }, [{ commit: OTHER }])] }),
  row('VER-03', 'fail', 'is not in', { files: [history({ [COMMIT]: {} }, [{ name: 'refs/tags/v2.3.1' }])] }),
  row('VER-03', 'fail', 'Two commits', {
    files: [whole, tree('build.yaml', 'build_manifest', { 'source.commit': OTHER })],
  }),
  row('VER-03', 'judge', 'lightweight', { files: [history({ [COMMIT]: {} }, [{ annotated: false }])] }),
  row('VER-03', 'undecidable', 'git bundle', { files: [noGit] }),
  row('VER-03', 'undecidable', 'does not hold it', { files: [history({}, [{ commit: null }])] }),
  row('VER-03', 'undecidable', 'The tag', { manifest: { gitTag: null }, files: [whole] }),
  row('BRA-01', 'pass', 'lies on the branch', { files: [whole] }),
  row('BRA-01', 'fail', 'does not lie', {
    files: [history({ [COMMIT]: {}, [OLD]: {} }, [{}, { name: 'refs/heads/release/2.4', commit: OLD }])],
  }),
  row('BRA-01', 'judge', 'no source history', { files: [noGit] }),
  row('BRA-01', 'undecidable', 'with its whole history', { files: [history({ [COMMIT]: {} }, [{}])] }),
  row('BRA-01', 'undecidable', 'with its whole history', {
    files: [
      history(
        { [COMMIT]: {}, [OLD]: { parents: [OTHER] } },
        [{}, { name: 'refs/heads/release/2.4', commit: OLD }],
        [OTHER],
      ),
    ],
  }),
  row('BRA-01', 'undecidable', 'branch', { manifest: { branch: null } }),
  row('BRA-02', 'pass', 'barred forced pushes', { files: [protection()] }),
  row('BRA-02', 'fail', 'reviews', { files: [protection({ approvals: 0 })] }),
  row('BRA-02', 'fail', 'checks', { files: [protection({ checks: [] })] }),
  row('BRA-02', 'fail', 'forced pushes', { files: [protection({ forcePushes: true })] }),
  row('BRA-02', 'judge', 'does not say', { files: [protection({ approvals: null })] }),
  row('BRA-02', 'judge', 'not dated before', { files: [protection({}, '2024-10-19T08:00:00Z')] }),
  row('BRA-02', 'judge', 'not dated before', { files: [protection({}, null)] }),
  row('BRA-02', 'judge', 'does not name', { files: [protection({ name: 'main' })] }),
  row('BRA-02', 'judge', 'No export shows', {}),
  row('BRA-02', 'undecidable', 'branch', { manifest: { branch: null }, files: [protection()] }),
  row('BRA-03', 'pass', 'another person', { files: [merges([merge('1')])] }),
  row('BRA-03', 'fail', 'no approval', { files: [merges([merge('1', { approvedBy: [] })])] }),
  row('BRA-03', 'fail', 'no approval', {
    files: [
      merges([merge('1', { author: { login: 'jane-doe', name: null, mail: null }, approvedBy: [person('Jane Doe')] })]),
    ],
  }),
  row('BRA-03', 'fail', 'failed check', {
    files: [merges([merge('1', { checks: [{ name: 'build', passed: false }] })])],
  }),
  row('BRA-03', 'judge', 'bot', { files: [merges([merge('1', { bot: true, approvedBy: [] })])] }),
  row('BRA-03', 'judge', 'without any check', { files: [merges([merge('1', { checks: [] })])] }),
  row('BRA-03', 'undecidable', 'does not hold them', { files: [merges([merge('1', { approvedBy: null })])] }),
  row('BRA-03', 'undecidable', 'merged requests', {}),
  row('BRA-03', 'not-applicable', 'no merged request', { files: [merges([])] }),
  row('BRA-04', 'pass', 'lead to an approved', { files: [whole, changeRequests([change('CR-1', { commits: [] })])] }),
  row('BRA-04', 'pass', 'lead to an approved', {
    files: [whole, changeRequests([change('CR-9', { commits: [COMMIT.slice(0, 10)] })])],
  }),
  row('BRA-04', 'pass', 'lead to an approved', {
    files: [
      whole,
      changeRequests([change('CR-9', { commits: [], merges: ['7'] })]),
      merges([merge('7', { commit: COMMIT })]),
    ],
  }),
  row('BRA-04', 'fail', 'no approved change', {
    files: [whole, changeRequests([change('CR-1', { commits: [], approvedBy: null })])],
  }),
  row('BRA-04', 'fail', 'no approved change', { files: [whole, changeRequests([change('CR-11', { commits: [] })])] }),
  row('BRA-04', 'judge', 'dependency bot', {
    files: [
      history({ [COMMIT]: { parents: [OLD], author: 'dependabot[bot]' }, [OLD]: {} }, [
        {},
        { name: 'refs/tags/v2.3.1', commit: OLD },
      ]),
      changeRequests([]),
    ],
  }),
  row('BRA-04', 'undecidable', 'release before', {
    files: [history({ [COMMIT]: {} }, [{}]), changeRequests([change('CR-1')])],
  }),
  row('BRA-04', 'undecidable', 'git bundle', { files: [changeRequests([change('CR-1')])] }),
  row('BRA-04', 'undecidable', 'change requests', { files: [whole] }),
  row('BRA-04', 'undecidable', 'The tag v2.4.0', {
    files: [history({ [COMMIT]: {} }, [{ name: 'refs/tags/v1' }]), changeRequests([change('CR-1')])],
  }),
  row('586-04', 'pass', 'approved, implemented and verified', { files: [changeRequests([change('CR-1')])] }),
  row('586-04', 'fail', 'is open (in progress)', {
    files: [changeRequests([change('CR-1', { status: 'in progress' })])],
  }),
  row('586-04', 'fail', 'not approved', { files: [changeRequests([change('CR-1', { approvedBy: null })])] }),
  row('586-04', 'fail', 'not verified', {
    files: [changeRequests([change('CR-1', { verifiedBy: [], verifiedOn: null })])],
  }),
  row('586-04', 'fail', 'not verified', {
    files: [changeRequests([change('CR-1')]), results('system.xml', [testCase('S-1', 'failed')])],
  }),
  row('586-04', 'judge', 'risk file was not looked at', {
    files: [changeRequests([change('CR-1', { riskReviewed: false })])],
  }),
  row('586-04', 'undecidable', 'states 3 rows', { files: [changeRequests([change('CR-1')], 3)] }),
  row('586-04', 'undecidable', 'change requests', {}),
  row('586-04', 'not-applicable', 'No change request', {
    files: [changeRequests([change('CR-1', { version: '2.5.0' })])],
  }),
  row('TRC-03', 'pass', 'one comes to', {
    files: [whole, tests, changeRequests([change('CR-1', { merges: ['7'] })]), merges([merge('7')])],
  }),
  row('TRC-03', 'fail', 'no S-2', { files: [whole, tests, changeRequests([change('CR-1', { verifiedBy: ['S-2'] })])] }),
  row('TRC-03', 'fail', 'no approval', {
    files: [whole, tests, changeRequests([change('CR-1', { approvedBy: null })])],
  }),
  row('TRC-03', 'fail', `no ${OTHER}`, {
    files: [whole, tests, changeRequests([change('CR-1', { commits: [OTHER] })])],
  }),
  row('TRC-03', 'fail', 'no #8', {
    files: [whole, tests, changeRequests([change('CR-1', { merges: ['8'] })]), merges([merge('7')])],
  }),
  row('TRC-03', 'judge', 'out of the archive', { files: [tests, changeRequests([change('CR-1')])] }),
  row('TRC-03', 'undecidable', 'change requests', { files: [tests] }),
  row('TRC-03', 'undecidable', 'holds none', { files: [changeRequests([])] }),
  row('585-04', 'pass', 'source bundle holds it', {
    files: [whole, tree('build.yaml', 'build_manifest', { 'source.commit': COMMIT, 'source.clean': 'true' })],
  }),
  row('585-04', 'fail', 'another state', {
    files: [
      history({ [OTHER]: {} }, []),
      tree('build.yaml', 'build_manifest', { 'source.commit': COMMIT, 'source.clean': 'true' }),
    ],
  }),
  row('585-04', 'judge', 'could not be read', {
    files: [noGit, tree('build.yaml', 'build_manifest', { 'source.commit': COMMIT, 'source.clean': 'true' })],
  }),
  row('585-05', 'pass', 'signature passes', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), provenance()],
    signatures: [signature('provenance.json.p7s', 'provenance.json')],
  }),
  row('585-05', 'fail', 'something else', {
    manifest: { artifacts: ['app.bin'] },
    files: [
      opaque('app.bin'),
      provenance({ subjects: [{ name: 'app.bin', digests: { sha256: sha('x') }, at: { kind: 'file' } }] }),
    ],
  }),
  row('585-05', 'fail', 'fails', {
    files: [provenance()],
    signatures: [signature('provenance.json.p7s', 'provenance.json', 'TOTAL_FAILED', 'SIGNATURE_CRYPTO_INVALID')],
  }),
  row('585-05', 'judge', 'no signature', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), provenance()],
  }),
  row('585-05', 'judge', 'builder, parameters', { files: [provenance({ builder: null, parameters: 0 })] }),
  row('585-05', 'judge', 'neither confirmed', {
    files: [provenance()],
    signatures: [signature('p.p7s', 'provenance.json', 'INDETERMINATE')],
  }),
  row('585-05', 'undecidable', 'is not', { files: [provenance({ known: false, predicateType: 'https://x' })] }),
  row('585-05', 'undecidable', 'Provenance', {}),
];

testRows(ROWS);

const review = record('review.md', 'documents', {
  fields: { title: 'Verification report', approved_on: '2024-10-16T14:00:00+02:00' },
});
const build = tree('build.yaml', 'build_manifest', { started: '2024-10-14T10:00:00+02:00' });
const ran = results('system.xml', [testCase('S-1')], {}, '2024-10-16T12:00:00+02:00');
const approvals = [approval('qa_lead')];

testRows([
  row('581-05', 'pass', 'precede the first approval', { approvals, files: [ran, review, build] }),
  row('581-05', 'fail', 'system.xml is of', {
    approvals,
    files: [results('system.xml', [testCase('S-1')], {}, '2024-10-18T12:00:00+02:00'), review, build],
  }),
  row('581-05', 'fail', 'review.md is of', {
    approvals,
    files: [
      ran,
      record('review.md', 'documents', { fields: { title: 'Test report', approved_on: '2024-10-20' } }),
      build,
    ],
  }),
  row('581-05', 'fail', '#7 was merged on', {
    approvals,
    files: [ran, review, build, merges([merge('7', { mergedOn: time('2024-10-16T12:30:00+02:00') })])],
  }),
  row('581-05', 'pass', 'precede', {
    approvals,
    files: [ran, review, build, merges([merge('7', { mergedOn: time('2024-10-16T12:30:00+02:00'), target: 'main' })])],
  }),
  row('581-05', 'judge', 'no readable time of review', { approvals, files: [ran, build] }),
  row('581-05', 'judge', 'no readable time of runs', {
    approvals,
    files: [results('system.xml', [testCase('S-1')], {}, null), review, build],
  }),
  row('581-05', 'judge', 'same day', {
    approvals,
    files: [results('system.xml', [testCase('S-1')], {}, '2024-10-17'), review, build],
  }),
  row('581-05', 'judge', 'before the build', {
    approvals,
    files: [results('system.xml', [testCase('S-1')], {}, '2024-10-12T12:00:00+02:00'), review, build],
  }),
  row('581-05', 'undecidable', 'approval', { files: [ran, review, build] }),
  row('581-05', 'undecidable', 'Test results', { approvals }),
]);
