import type { BuiltFacts, ReleaseFacts } from './facts.ts';
import { PEOPLE } from './people.ts';
import { requirementsOf } from './requirements.ts';
import { casesOf, deferredCaseOf, type Level, type SampleCase } from './test-cases.ts';
import { csv, markdown, table, yaml } from './text.ts';

const LEVELS: readonly Level[] = ['unit', 'integration', 'system'];

/** Returns the verification plan: levels, planned numbers, pass criteria. */
export function verificationPlan(facts: ReleaseFacts): string {
  return markdown(
    {
      id: `VP-${facts.version}`,
      title: `Verification plan ${facts.version}`,
      revision: '2',
      status: 'approved',
      approved_by: PEOPLE.qaLead.name,
      approved_on: facts.times.tagged.slice(0, 10),
      levels: LEVELS,
      tests: Object.fromEntries(LEVELS.map((level) => [level, { planned: casesOf(facts, level).length }])),
      coverage_threshold: 80,
    },
    `# Verification plan ${facts.version}

## Levels

${table(
  ['Level', 'Planned', 'Means'],
  [
    ['unit', String(facts.counts.unit), 'automatic, in the pinned image, on every merge and on the tag'],
    ['integration', String(facts.counts.integration), 'automatic, in the pinned image, on the tag'],
    ['system', String(facts.counts.system), `protocol ${facts.protocol}, by QA on the devices named there`],
  ],
)}

The cases are listed in [the test specification](test-specification.md).

## Pass criteria

Every case passes, or a deviation names the reason, is linked to a known anomaly and is approved before the release. Line coverage
of the unit tests reaches 80 %. Static analysis has no open error. The vulnerability database is not older than seven days.`,
  );
}

/** Returns the test specification: the ids of all planned cases, one table a level. */
export function testSpecification(facts: ReleaseFacts): string {
  const sections = LEVELS.map((level) => {
    const rows = casesOf(facts, level).map(({ id, suite, name, requirement }) => [
      id,
      requirement,
      `${suite}: ${name}`,
    ]);
    return `## ${level === 'system' ? `System tests, protocol ${facts.protocol}` : `${level === 'unit' ? 'Unit' : 'Integration'} tests`}\n\n${table(['Test id', 'Requirement', 'Case'], rows)}`;
  });
  return markdown(
    {
      id: `TS-${facts.version}`,
      title: `Test specification ${facts.version}`,
      revision: '2',
      status: 'approved',
      approved_by: PEOPLE.qaLead.name,
      approved_on: facts.times.tagged.slice(0, 10),
    },
    `# Test specification ${facts.version}\n\nAnnex to the verification plan VP-${facts.version}.\n\n${sections.join('\n\n')}`,
  );
}

/** Returns the review of the test results. */
export function resultReview(facts: BuiltFacts): string {
  const lines = LEVELS.map((level) => {
    const cases = casesOf(facts, level);
    const deferred = cases.filter((each) => each.deferred !== null);
    return [
      level,
      String(cases.length),
      String(cases.length - deferred.length),
      String(deferred.length),
      `tests/${level}.xml`,
    ];
  });
  return markdown(
    {
      id: `VR-${facts.version}`,
      title: `Verification report ${facts.version}`,
      revision: '1',
      status: 'approved',
      approved_by: PEOPLE.qaLead.name,
      approved_on: facts.times.review.slice(0, 10),
    },
    `# Verification report ${facts.version}

Results were reviewed by ${PEOPLE.qaLead.name} and ${PEOPLE.softwareLead.name} on ${facts.times.review}. No change was merged after the tag
${facts.tag}; the tested build is ${facts.build}.

${table(['Level', 'Cases', 'Passed', 'Deferred', 'Report'], lines)}

${deferredCases(facts).length === 0 ? 'No case was deferred.' : 'The deferred cases are treated in [the deviations](deviations.yaml).'} Recordings of all system cases were looked at; five were repeated by
the reviewer with the same result.`,
  );
}

/** Returns the approved deviations from the verification plan. */
export function deviations(facts: ReleaseFacts): string {
  const rationale: Readonly<Record<string, string>> = {
    'DEV-2024-014':
      'Android 9 is not a supported system (IFU-001). The expected layout was not reached at font scaling above 150 %; the recommended action is complete and legible. The case is repeated with the correction of A-2024-087 planned for 2.5.0.',
    'DEV-2024-015':
      'The engine uses the new knowledge base at once, which integration and system tests on the same requirement show. Only the text under "About" is out of date until the next start. The case is repeated with the correction of A-2024-091 planned for 2.4.1.',
  };
  return yaml({
    document: `DEV-LIST-${facts.version}`,
    deviations: deferredCases(facts).map(({ id, deferred }) => ({
      id: deferred?.deviation,
      tests: [id],
      anomalies: [deferred?.anomaly],
      rationale: rationale[deferred?.deviation ?? ''] ?? '',
      approved_by: PEOPLE.qaLead.name,
      approved_on: facts.times.review,
    })),
  });
}

/** Returns the trace matrix: each requirement with all cases that verify it. */
export function traceMatrix(facts: ReleaseFacts): string {
  const cases = LEVELS.flatMap((level) => casesOf(facts, level));
  const rows = requirementsOf(facts.version).map(({ id, title }) => [
    id,
    title,
    cases
      .filter(({ requirement }) => requirement === id)
      .map(({ id: test }) => test)
      .join(';'),
  ]);
  return csv([['requirement', 'title', 'tests'], ...rows]);
}

function deferredCases(facts: ReleaseFacts): readonly SampleCase[] {
  return casesOf(facts, 'system').filter(
    ({ deferred }) => deferred !== null && deferredCaseOf(facts, deferred.anomaly).length > 0,
  );
}
