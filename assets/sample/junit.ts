import { later, type BuiltFacts } from './facts.ts';
import { MANUFACTURER, PEOPLE } from './people.ts';
import type { Seeded } from './random.ts';
import { casesOf, type Level, type SampleCase } from './test-cases.ts';
import { xml } from './text.ts';

/** Returns the results of one level as JUnit XML, with the identity of the tested build in each suite's properties. */
export function junitReport(facts: BuiltFacts, level: Level, seed: Seeded): string {
  const cases = casesOf(facts, level);
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const skipped = cases.filter(({ deferred }) => deferred !== null).length;
  const body = suites.map((suite, index) => suiteText(facts, level, seed, { suite, index, of: suites.length, cases }));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`Vesalto Triage ${level} tests`)}" tests="${cases.length}" failures="0" errors="0" skipped="${skipped}">`,
    ...body,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly suite: string;
  readonly index: number;
  readonly of: number;
  readonly cases: readonly SampleCase[];
}

function suiteText(facts: BuiltFacts, level: Level, seed: Seeded, { suite, index, of, cases }: Suite): string {
  const own = cases.filter((each) => each.suite === suite);
  const skipped = own.filter(({ deferred }) => deferred !== null).length;
  const properties: readonly (readonly [string, string])[] = [
    ['version', facts.version],
    ['commit', facts.commit],
    ['build', facts.build],
    ['level', level],
    ...environmentOf(facts, level, index),
  ];
  return [
    `  <testsuite name="${xml(suite)}" tests="${own.length}" failures="0" errors="0" skipped="${skipped}" timestamp="${startOf(facts, level, index, of)}">`,
    '    <properties>',
    ...properties.map(([name, value]) => `      <property name="${name}" value="${xml(value)}"/>`),
    '    </properties>',
    ...own.map((each) => caseText(each, level, seed)),
    '  </testsuite>',
  ].join('\n');
}

function caseText(each: SampleCase, level: Level, seed: Seeded): string {
  const properties: readonly (readonly [string, string])[] = [
    ['test_id', each.id],
    ['requirement', each.requirement],
    ...(each.deferred === null
      ? []
      : ([
          ['deviation', each.deferred.deviation],
          ['anomaly', each.deferred.anomaly],
          ['device', each.deferred.device],
        ] as const)),
  ];
  const seconds = level === 'system' ? seed.number(each.id, 95, 860) : seed.number(each.id, 2, 480) / 1000;
  return [
    `    <testcase classname="${xml(each.suite)}" name="${xml(each.name)}" time="${seconds.toFixed(3)}">`,
    '      <properties>',
    ...properties.map(([name, value]) => `        <property name="${name}" value="${xml(value)}"/>`),
    '      </properties>',
    each.deferred === null
      ? `      <system-out>${xml(outputOf(each, level, seed))}</system-out>`
      : `      <skipped message="${xml(each.deferred.why)}"/>`,
    '    </testcase>',
  ].join('\n');
}

function outputOf(each: SampleCase, level: Level, seed: Seeded): string {
  const steps = seed.number(`steps ${each.id}`, 3, 9);
  if (level === 'system')
    return `Actual result as expected in all ${steps} steps. Recording ${each.id.toLowerCase()}.mp4, log ${each.id.toLowerCase()}.txt.`;
  if (level === 'integration') return `${steps} exchanges, 0 differences from the expected transcript`;
  return `${steps} assertions held`;
}

function environmentOf(facts: BuiltFacts, level: Level, index: number): readonly (readonly [string, string])[] {
  if (level !== 'system') return [['environment', 'node 20.11.1, alpine 3.19, runner vesalto-build-2']];
  const tester = index % 2 === 0 ? PEOPLE.qaLead.name : PEOPLE.tester.name;
  return [
    ['protocol', facts.protocol],
    ['devices', facts.devices.join('; ')],
    ['tools', 'scrcpy 2.4 (screen recording), adb 35.0.1, Xcode Instruments 15.4'],
    ['tester', `${tester}, ${MANUFACTURER}`],
  ];
}

/** System suites are spread over the days of the execution, automated ones follow each other by seconds. */
function startOf(facts: BuiltFacts, level: Level, index: number, of: number): string {
  const { unit, integration, systemFrom, systemTo } = facts.times;
  if (level === 'unit') return later(unit, index * 2);
  if (level === 'integration') return later(integration, index * 11);
  const span = (Date.parse(systemTo) - Date.parse(systemFrom)) / 1000;
  const at = later(systemFrom, Math.round((span * index) / Math.max(1, of - 1) / 60) * 60);
  const hour = Number(at.slice(11, 13));
  return hour >= 8 && hour < 18 ? at : `${at.slice(0, 11)}${hour < 8 ? '08' : '17'}${at.slice(13)}`;
}
