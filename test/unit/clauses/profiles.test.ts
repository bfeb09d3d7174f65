import { describe, expect, it } from 'vitest';
import { assess, editionCatalogue, resolveProfile, type ProfileOverrides } from '../../../src/clauses/index.ts';
import { CLAUSES, EDITIONS, SAFETY_CLASSES, type Edition, type SafetyClass } from '../../../src/domain/clause.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import {
  anomalies,
  anomaly,
  approval,
  component,
  opaque,
  record,
  release,
  results,
  sbom,
  testCase,
  tree,
  type ReleaseParts,
} from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

/** Classes to which each sub-clause applies, by the published mappings of both editions; the playbook applies all to all. */
const APPLIES: Readonly<Record<Edition, Readonly<Record<string, string>>>> = {
  'a1-2015': {
    '5.8.1': 'ABC',
    '5.8.2': 'ABC',
    '5.8.3': 'BC',
    '5.8.4': 'ABC',
    '5.8.5': 'BC',
    '5.8.6': 'BC',
    '5.8.7': 'ABC',
    '5.8.8': 'ABC',
  },
  '2006': {
    '5.8.1': 'BC',
    '5.8.2': 'BC',
    '5.8.3': 'BC',
    '5.8.4': 'ABC',
    '5.8.5': 'BC',
    '5.8.6': 'BC',
    '5.8.7': 'BC',
    '5.8.8': 'BC',
  },
  playbook: Object.fromEntries(CLAUSES.map((clause) => [clause, 'ABC'])),
};

function judged(parts: ReleaseParts, overrides: ProfileOverrides, previous: ReleaseParts | null = null): Assessment {
  const subject = release(parts);
  return assess(subject, resolveProfile(subject.manifest, overrides), previous === null ? null : release(previous));
}

describe('applicability', () => {
  const cases = EDITIONS.flatMap((edition) =>
    SAFETY_CLASSES.map((safetyClass): [Edition, SafetyClass] => [edition, safetyClass]),
  );
  it.each(cases)('of the sub-clauses under %s for class %s is that of the mapping', (edition, safetyClass) => {
    const { sections, results: found } = judged({}, { edition, safetyClass });
    const applicable = sections
      .filter(({ section }) => section.startsWith('5.8.'))
      .filter((one) => one.applicable)
      .map(({ section }) => section);
    expect(applicable).toEqual(CLAUSES.filter((clause) => APPLIES[edition][clause]?.includes(safetyClass)));
    for (const { section, informative } of found) if (applicable.includes(section)) expect(informative).toBe(false);
  });

  it('shows a second reading of 5.8.8 in every edition', () => {
    for (const edition of EDITIONS) {
      const clause = editionCatalogue(edition).clauses.find(({ number }) => number === '5.8.8');
      expect(clause?.otherReading, edition).toMatch(/deliver/u);
    }
  });
});

describe('the playbook', () => {
  const overrides = { edition: 'playbook' } as const;

  it('files the rebuild under 5.8.8, asks for it, and for one every quarter', () => {
    const absent = ruleOn('CS-585-06', { files: [record('record.md', 'release_record')] }, { overrides });
    expect([absent.section, absent.result, absent.grade]).toEqual(['5.8.8', 'fail', 'minor']);
    const artefact = { manifest: { artifacts: ['app.bin'] }, files: [opaque('app.bin')] };
    const digest = release(artefact).evidence.find(({ path }) => path === 'app.bin')?.sha256 ?? '';
    const rebuilt = (date: string): ReleaseParts => ({
      ...artefact,
      files: [
        opaque('app.bin'),
        opaque('source.bundle', 'source'),
        tree('build.yaml', 'build_manifest', { 'environment.runner': 'ci-1' }),
        tree('rebuild.yaml', 'reproducibility', {
          date,
          identical: 'true',
          machine: 'lab',
          'inputs.0': 'source.bundle',
          'artifacts.0.path': 'app.bin',
          'artifacts.0.released_sha256': digest,
          'artifacts.0.rebuilt_sha256': digest,
        }),
      ],
    });
    expect(ruleOn('CS-585-06', rebuilt('2025-04-20'), { overrides }).result).toBe('pass');
    const old = ruleOn('CS-585-06', rebuilt('2024-11-01'), { overrides });
    expect([old.result, old.text]).toEqual(['judge', expect.stringContaining('one every 92 days')]);
    expect(ruleOn('CS-585-06', rebuilt('2024-11-01')).result).toBe('pass');
  });

  it('asks for five named roles, for a sign-off of each anomaly, and for archiving on the same day', () => {
    const three = { approvals: ['qa', 'ra', 'security'].map((role) => approval(role)) };
    expect(ruleOn('CS-APR-01', three).result).toBe('pass');
    const gate = ruleOn('CS-APR-01', three, { overrides });
    expect([gate.result, gate.grade]).toEqual(['fail', 'major']);
    const five = ['software_lead', 'qa_lead', 'risk_owner', 'prrc', 'release_manager'];
    const manifest = {
      approvals: five.map((role) => ({ role, name: `Person of ${role}`, date: null, statement: null })),
    };
    const signed = { manifest, approvals: five.map((role) => approval(role)), files: [anomalies([anomaly('A-1')])] };
    expect(ruleOn('CS-APR-03', signed, { overrides }).text).toContain('A-1');
    const late = { files: [record('archive.md', 'archive_record', { fields: { archived_on: '2024-10-18' } })] };
    expect(ruleOn('CS-587-05', late, { overrides }).result).toBe('fail');
    expect(ruleOn('CS-587-05', late).result).toBe('judge');
  });

  it('asks class A for less depth, and for something everywhere', () => {
    const { results: found } = judged({}, { ...overrides, safetyClass: 'A' });
    expect(found.filter(({ result }) => result === 'not-applicable').map(({ rule }) => rule)).toEqual(
      judged({}, { safetyClass: 'C' })
        .results.filter(({ result }) => result === 'not-applicable')
        .map(({ rule }) => rule),
    );
    expect(found.find(({ rule }) => rule === 'CS-583-01')?.grade).toBe('observation');
  });
});

describe('facts of the device', () => {
  const retention = {
    manifest: { product: { ...release().manifest!.product, implantable: false, lifetimeYears: 5 } },
    files: [
      record('archive.md', 'archive_record', {
        fields: { retention_years: '10', retention_from: 'last device covered by the declaration of conformity' },
      }),
    ],
  };

  it('are overruled by the auditor, with what the manifest states and the reason kept', () => {
    expect(ruleOn('CS-587-03', retention).result).toBe('pass');
    const overrides = { facts: { implantable: 'true' }, reason: 'The label says implant.' } as const;
    expect(ruleOn('CS-587-03', retention, { overrides }).result).toBe('fail');
    const { profile, crossReferences } = judged(retention, overrides);
    expect(profile).toMatchObject({
      overruled: [{ fact: 'implantable', stated: 'false', value: 'true' }],
      reason: 'The label says implant.',
    });
    expect(crossReferences.at(-1)?.said).toMatchObject({ values: { years: 15, lifetime: 5, legal: 15 } });
    expect(judged(retention, { facts: { lifetime_years: '22' } }).crossReferences.at(-1)?.said).toMatchObject({
      values: { years: 22 },
    });
    expect(judged({ manifest: null }, {}).crossReferences.at(-1)?.said).toMatchObject({
      key: 'rules.mdr.retention-open',
    });
  });
});

describe('answers and comparison', () => {
  it('answer eight questions, none better than its worst rule, and never yes where files cannot tell', () => {
    const { answers } = judged({}, {});
    expect(answers).toHaveLength(8);
    const same = [component('a', '1.0.0')];
    const agreed = judged({ files: [sbom(same), { ...sbom(same), path: 'x.json' }] }, {});
    expect(agreed.answers.map(({ result }) => result)).not.toContain('pass');
    const soup = judged({ files: [sbom([])] }, {}).answers.find(
      ({ question }) => question.key === 'rules.question.soup',
    );
    expect(soup?.result).toBe('undecidable');
  });

  it('name what differs from a release before that is proven to be it', () => {
    const before: ReleaseParts = {
      archive: 'before',
      manifest: { version: '2.3.1', gitTag: 'v2.3.1', build: 'b.1', previous: null },
      approvals: [approval('qa_lead', { name: 'Old Hand' })],
      files: [
        anomalies([anomaly('A-1'), anomaly('A-2'), anomaly('A-3')]),
        sbom([component('a', '1.0.0'), component('gone', '1.0.0')], '2.3.1'),
        results('system.xml', [testCase('S-1'), testCase('S-2')]),
        tree('build.yaml', 'build_manifest', { 'toolchain.node': '18' }),
      ],
    };
    const now: ReleaseParts = {
      approvals: [approval('qa_lead', { name: 'New Hand' })],
      files: [
        anomalies([anomaly('A-1'), anomaly('A-2', { status: 'closed' }), anomaly('A-4')]),
        sbom([component('a', '1.1.0'), component('new', '2.0.0')]),
        results('system.xml', [testCase('S-1')]),
        tree('build.yaml', 'build_manifest', { 'toolchain.node': '20' }),
      ],
    };
    expect(judged(now, {}, before).comparison).toMatchObject({
      anomalies: { vanished: ['A-3'], closed: ['A-2'], added: ['A-4'] },
      soup: {
        added: ['new 2.0.0'],
        removed: ['gone 1.0.0'],
        changed: [{ name: 'a', before: '1.0.0', after: '1.1.0' }],
      },
      testsGone: ['S-2'],
      approvers: { added: ['New Hand (qa_lead)'], removed: ['Old Hand (qa_lead)'] },
      toolchain: [{ name: 'toolchain.node', before: '18', after: '20' }],
    });
    expect(judged(now, {}).comparison).toBeNull();
    expect(judged({ ...now, manifest: { previous: '2.2.0' } }, {}, before).comparison).toBeNull();
  });
});
