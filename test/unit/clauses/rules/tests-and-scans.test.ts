import {
  analysis,
  anomalies,
  anomaly,
  approval,
  COMMIT,
  component,
  coverageReport,
  dynamicTest,
  located,
  NO_PRODUCT,
  opaque,
  record,
  results,
  sbom,
  scan,
  soupList,
  testCase,
  tree,
  vex,
} from '../../../support/release-builder.ts';
import { row, testRows } from '../../../support/rule-rows.ts';

const RECORDED = ['version', 'devices', 'tools', 'timestamp', 'tester', 'protocol'];
const full = testCase('S-1', 'passed', { recorded: RECORDED });
const review = record('review.md', 'documents', {
  fields: { title: 'Verification report', approved_on: '2024-10-16' },
});
const plan = (threshold: string): ReturnType<typeof record> =>
  record('plan.md', 'verification_plan', { fields: { coverage_threshold: threshold } });
const networked = (is: boolean | null): { product: typeof NO_PRODUCT } => ({
  product: { ...NO_PRODUCT, networked: is },
});
const parts = sbom([component('a', '1.0.0')]);

testRows([
  row('581-06', 'pass', 'hold procedure', { files: [results('system.xml', [full])] }),
  row('581-06', 'pass', 'hold procedure', {
    files: [
      results('system.xml', [testCase('S-1', 'passed', { recorded: RECORDED.slice(0, 5) })]),
      record('spec.md', 'verification_plan', {
        tables: [{ header: ['Test id', 'Case'], rows: [{ cells: ['S-1', 'x'], line: 3 }] }],
      }),
    ],
  }),
  row('581-06', 'fail', 'lacks tools', {
    files: [
      results('system.xml', [
        full,
        testCase('S-2', 'passed', { recorded: RECORDED.filter((name) => name !== 'tools') }),
      ]),
    ],
  }),
  row('581-06', 'judge', 'may state them', {
    files: [
      results('system.xml', [testCase('S-1', 'passed', { recorded: RECORDED.slice(0, 4) })]),
      record('plan.md', 'verification_plan', { fields: { tester: 'QA', protocol: 'STP' } }),
    ],
  }),
  row('581-06', 'undecidable', 'system tests', { files: [results('unit.xml', [full])] }),
  row('581-07', 'pass', 'shows what was seen', { files: [results('system.xml', [full]), review] }),
  row('581-07', 'fail', 'No record says', {
    files: [results('system.xml', [full]), record('record.md', 'release_record')],
  }),
  row('581-07', 'fail', 'no case', { files: [results('system.xml', [testCase('S-1', 'failed')]), review] }),
  row('581-07', 'judge', 'take samples from S-2', {
    files: [results('system.xml', [full, testCase('S-2', 'passed', { hasOutput: false })]), review],
  }),
  row('581-07', 'judge', 'carries no date', {
    files: [results('system.xml', [full]), record('review.md', 'documents', { fields: { title: 'Test report' } })],
  }),
  row('581-07', 'undecidable', 'evaluation of the results', { files: [results('system.xml', [full])] }),
  row('581-07', 'undecidable', 'Test results', { files: [review] }),
  row('583-05', 'pass', 'No vulnerability', { files: [scan()] }),
  row('583-05', 'pass', 'is answered', { files: [scan([{}]), vex([{}])] }),
  row('583-05', 'pass', 'is answered', {
    files: [scan([{}]), vex([{ products: ['pkg:npm/a@1.0.0'], status: 'fixed', justification: null }])],
  }),
  row('583-05', 'pass', 'is answered', { files: [scan([{ id: 'GHSA-1', aliases: ['CVE-2024-1'] }]), vex([{}])] }),
  row('583-05', 'pass', 'is answered', {
    files: [scan([{}]), anomalies([anomaly('A-1', { description: 'CVE-2024-1 in a' })])],
  }),
  row('583-05', 'pass', 'No vulnerability', { files: [scan([{ severity: 'medium' }])] }),
  row('583-05', 'fail', 'CVE-2024-1', { files: [scan([{}])] }),
  row('583-05', 'fail', 'CVE-2024-1', { files: [scan([{}]), vex([{ products: ['pkg:npm/other@2.0.0'] }])] }),
  row('583-05', 'fail', 'CVE-2024-1', { files: [scan([{}]), vex([{ status: 'affected' }])] }),
  row('583-05', 'fail', 'CVE-2024-11', {
    files: [scan([{ id: 'CVE-2024-11' }]), vex([{}]), anomalies([anomaly('A-1', { description: 'CVE-2024-110' })])],
  }),
  row('583-05', 'judge', 'without a reason', { files: [scan([{}]), vex([{ justification: null }])] }),
  row('583-05', 'judge', 'still looked into', { files: [scan([{}]), vex([{ status: 'under-investigation' }])] }),
  row('583-05', 'judge', 'without a stated severity', { files: [scan([{ severity: 'unknown' }])] }),
  row('583-05', 'judge', 'no scan', { files: [vex([{}])] }),
  row('583-05', 'undecidable', 'vulnerability scan', { files: [parts] }),
  row('VFY-01', 'pass', 'none at level error open', { files: [analysis([{ level: 'warning' }])] }),
  row('VFY-01', 'pass', '1 accepted with a reason', {
    files: [analysis([{ suppression: 'accepted', justification: 'Reviewed' }])],
  }),
  row('VFY-01', 'pass', 'none at level', { files: [analysis([{ baseline: 'absent' }])] }),
  row('VFY-01', 'fail', 'one open result', { files: [analysis([{}])] }),
  row('VFY-01', 'fail', 'one open result', { files: [analysis([{ suppression: 'open', justification: 'Reviewed' }])] }),
  row('VFY-01', 'judge', 'without a word', { files: [analysis([{ suppression: 'accepted' }])] }),
  row('VFY-01', 'judge', 'not on the released', { files: [analysis([], { commits: [located('f'.repeat(40))] })] }),
  row('VFY-01', 'judge', 'does not say which commit', { files: [analysis([], { commits: [] })] }),
  row('VFY-01', 'judge', 'whether the run', { files: [analysis([], { successful: null })] }),
  row('VFY-01', 'undecidable', 'was carried out', { files: [analysis([], { successful: false })] }),
  row('VFY-01', 'undecidable', 'SARIF', {}),
  row('VFY-02', 'pass', 'none high', { files: [dynamicTest()] }),
  row('VFY-02', 'pass', 'each answered', { files: [dynamicTest([{ note: 'Accepted: internal address only' }])] }),
  row('VFY-02', 'pass', 'none high', { files: [dynamicTest([{ falsePositive: true }])] }),
  row('VFY-02', 'fail', 'no dynamic security test', { manifest: networked(true) }),
  row('VFY-02', 'fail', 'answered nowhere', { files: [dynamicTest([{}])] }),
  row('VFY-02', 'fail', 'is of 2.3.1', { files: [dynamicTest([], { version: located('2.3.1') })] }),
  row('VFY-02', 'judge', 'does not say which version', { files: [dynamicTest([], { version: null })] }),
  row('VFY-02', 'judge', 'Read it yourself', { files: [record('pentest.md', 'dast')] }),
  row('VFY-02', 'undecidable', 'networked', { manifest: networked(null) }),
  row('VFY-02', 'not-applicable', 'not networked', { manifest: networked(false) }),
  row('VFY-03', 'pass', '90 % of lines', { files: [coverageReport(90, 100), plan('80')] }),
  row('VFY-03', 'fail', '79.99 %', { files: [coverageReport(7999, 10_000), plan('80 %')] }),
  row('VFY-03', 'fail', 'of branches', {
    files: [
      coverageReport(90, 100, { branches: { covered: 1, total: 2 } }),
      record('plan.md', 'verification_plan', { fields: { 'coverage.branches': '70' } }),
    ],
  }),
  row('VFY-03', 'judge', 'no plan declares', { files: [coverageReport(90, 100)] }),
  row('VFY-03', 'judge', 'which build was measured', {
    files: [coverageReport(90, 100, { commit: null }), plan('80')],
  }),
  row('VFY-03', 'judge', 'states 99 %', {
    files: [coverageReport(90, 100, { stated: { value: 0.99, at: { kind: 'file' } } }), plan('80')],
  }),
  row('VFY-03', 'undecidable', 'counts none', { files: [coverageReport(0, 0), plan('80')] }),
  row('VFY-03', 'undecidable', 'coverage report', { files: [plan('80')] }),
  row('VFY-04', 'pass', 'the component of the SBOM', { files: [parts, scan()] }),
  row('VFY-04', 'fail', 'examined nothing', { files: [parts, scan([], { components: located(0) })] }),
  row('VFY-04', 'fail', 'days before the release', { files: [parts, scan([], { database: located('2024-08-01') })] }),
  row('VFY-04', 'fail', 'examined 1 of 2', { files: [sbom([component('a', '1'), component('b', '1')]), scan()] }),
  row('VFY-04', 'judge', 'cannot be told', { files: [parts, scan([], { database: null })] }),
  row('VFY-04', 'judge', 'how many components', { files: [parts, scan([], { components: null })] }),
  row('VFY-04', 'undecidable', 'vulnerability scan', { files: [parts] }),
  row('VFY-04', 'undecidable', 'bill of materials', { files: [scan()] }),
  row('584-02', 'pass', 'belongs to one', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), parts, record('d.md', 'documents', { fields: { id: 'D-1', revision: '2' } })],
  }),
  row('584-02', 'fail', 'a', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), sbom([component('a', '1', { version: null })])],
  }),
  row('584-02', 'fail', 'd.md (revision)', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), parts, record('d.md', 'documents', { fields: { id: 'D-1' } })],
  }),
  row('584-02', 'fail', 'belongs to no item', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), parts, opaque('loose.txt')],
    states: { 'loose.txt': 'unlisted' },
  }),
  row('584-02', 'fail', 'x', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), soupList([{ version: null }])],
  }),
  row('584-02', 'judge', 'declared as nothing', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin'), parts, opaque('readme.txt')],
  }),
  row('584-02', 'undecidable', 'bill of materials', {
    manifest: { artifacts: ['app.bin'] },
    files: [opaque('app.bin')],
  }),
  row('584-02', 'undecidable', 'artefacts', { files: [parts] }),
  row('584-02', 'undecidable', 'manifest', { manifest: null, files: [parts] }),
  row('ANT-03', 'pass', '5 results', {
    manifest: {
      tests: [
        { path: 'unit.xml', level: 'unit' },
        { path: 'integration.xml', level: 'integration' },
        { path: 'system.xml', level: 'system' },
      ],
    },
    files: [
      record('plan.md', 'verification_plan', {
        fields: { 'levels.0': 'unit', 'levels.1': 'integration', 'levels.2': 'system' },
      }),
      ...['unit', 'integration', 'system'].map((level) => results(`${level}.xml`, [full])),
      analysis(),
      parts,
      scan(),
    ],
  }),
  row('ANT-03', 'fail', 'was not complete', {
    files: [results('unit.xml', [testCase('U-1', 'failed')], { version: '2.3.1', commit: COMMIT }), analysis([{}])],
  }),
  row('ANT-03', 'undecidable', 'CS-VFY-01', { files: [results('system.xml', [full])] }),
  row('ANT-02', 'undecidable', 'CS-APR', { manifest: null }),
  row('ANT-02', 'judge', 'not recorded', { files: [record('record.md', 'release_record')], approvals: [] }),
  row('ANT-02', 'fail', 'delivered on 2024-10-21', {
    files: [record('record.md', 'release_record', { fields: { delivery_date: '2024-10-21' } })],
    approvals: [],
  }),
  row('ANT-01', 'undecidable', 'CS-VER-03', {}),
  row('581-06', 'undecidable', 'system tests', { files: [tree('x.json', 'tests', {})], approvals: [approval('qa')] }),
]);
