import type { ReleaseFacts } from './facts.ts';
import { areasOf, requirementsOf } from './requirements.ts';
import { padded } from './text.ts';

export type Level = 'unit' | 'integration' | 'system';

/** Why a case was not executed to its end, and on which device. */
export interface Deferred {
  readonly deviation: string;
  readonly anomaly: string;
  readonly device: string;
  readonly why: string;
}

/** A test case with its result. Only deferred ones did not pass. */
export interface SampleCase {
  readonly id: string;
  readonly suite: string;
  readonly name: string;
  readonly requirement: string;
  readonly deferred: Deferred | null;
}

/** A case that was not executed to its end, by title and half of its requirement. */
interface Deferral extends Deferred {
  readonly version: string;
  readonly requirement: string;
  readonly boundary: boolean;
}

const DEFERRALS: readonly Deferral[] = [
  {
    version: '2.4.0',
    requirement: 'SRS-ACC-02',
    boundary: true,
    deviation: 'DEV-2024-014',
    anomaly: 'A-2024-087',
    device: 'Nokia 6.1, Android 9',
    why: 'Deferred under DEV-2024-014: expected layout not reached on Android 9 with font scaling above 150 %',
  },
  {
    version: '2.4.0',
    requirement: 'SRS-OFF-04',
    boundary: true,
    deviation: 'DEV-2024-015',
    anomaly: 'A-2024-091',
    device: 'Galaxy A12, Android 11',
    why: 'Deferred under DEV-2024-015: "About" shows the former knowledge base version until the app is restarted',
  },
];

/** Returns all cases of one level of a release, in the order of their ids. */
export function casesOf(facts: ReleaseFacts, level: Level): readonly SampleCase[] {
  switch (level) {
    case 'unit':
      return unitCases(facts);
    case 'integration':
      return integrationCases(facts);
    case 'system':
      return systemCases(facts);
  }
}

/** Returns the ids of the cases that verify a requirement and passed, system tests first. */
export function passedTestsOf(facts: ReleaseFacts, requirement: string): readonly string[] {
  const levels: readonly Level[] = ['system', 'integration', 'unit'];
  return levels
    .flatMap((level) => casesOf(facts, level))
    .filter((each) => each.requirement === requirement && each.deferred === null)
    .map(({ id }) => id);
}

/** Returns the id of the deferred case that an anomaly stands behind. */
export function deferredCaseOf(facts: ReleaseFacts, anomaly: string): readonly string[] {
  return systemCases(facts)
    .filter(({ deferred }) => deferred?.anomaly === anomaly)
    .map(({ id }) => id);
}

function unitCases(facts: ReleaseFacts): readonly SampleCase[] {
  const all = areasOf(facts.version).flatMap((area) =>
    area.units.flatMap((unit, index) =>
      area.behaviours.map((behaviour) => ({
        suite: `${area.module}/${unit}`,
        name: behaviour,
        requirement: `SRS-${area.key}-0${(index % 4) + 1}`,
      })),
    ),
  );
  return all
    .slice(0, facts.counts.unit)
    .map((each, index) => ({ id: `UT-${padded(index + 1, 4)}`, ...each, deferred: null }));
}

function integrationCases(facts: ReleaseFacts): readonly SampleCase[] {
  const all = areasOf(facts.version).flatMap((area) =>
    area.integrations.map((name, index) => ({
      suite: `integration/${area.module}`,
      name,
      requirement: `SRS-${area.key}-0${(index % 4) + 1}`,
    })),
  );
  return all
    .slice(0, facts.counts.integration)
    .map((each, index) => ({ id: `IT-${padded(index + 1, 3)}`, ...each, deferred: null }));
}

function systemCases(facts: ReleaseFacts): readonly SampleCase[] {
  const halves = [false, true];
  return requirementsOf(facts.version)
    .flatMap((requirement) => halves.map((boundary) => ({ requirement, boundary })))
    .map(({ requirement, boundary }, index) => ({
      id: `${facts.protocol}-${padded(index + 1, 3)}`,
      suite: `${facts.protocol} ${requirement.area}`,
      name: `${requirement.title}: ${boundary ? 'boundary conditions and foreseeable misuse' : 'normal use'}`,
      requirement: requirement.id,
      deferred: deferralOf(facts, requirement.id, boundary),
    }));
}

function deferralOf(facts: ReleaseFacts, requirement: string, boundary: boolean): SampleCase['deferred'] {
  const found = DEFERRALS.find(
    (each) => each.version === facts.version && each.requirement === requirement && each.boundary === boundary,
  );
  if (found === undefined) return null;
  const { deviation, anomaly, device, why } = found;
  return { deviation, anomaly, device, why };
}
