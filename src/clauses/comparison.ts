import type { Comparison, RuleResult } from '../domain/assessment.ts';
import type { Anomaly } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import { isOpen, listedAnomalies } from './anomalies.ts';
import { gateApprovals } from './approvals.ts';
import { fieldsOf, filesOf, readOf } from './files.ts';
import { roleName } from './gate.ts';
import { plainName } from './people.ts';

/** Returns what is different from the release before, item by item. `before` and `now` are the results of both under one profile. */
export function comparisonOf(
  release: Release,
  previous: Release,
  now: readonly RuleResult[],
  before: readonly RuleResult[],
): Comparison {
  return {
    anomalies: anomalies(release, previous),
    soup: components(release, previous),
    testsGone: [...testIds(previous)].filter((id) => !testIds(release).has(id)),
    approvers: people(release, previous),
    toolchain: toolchain(release, previous),
    results: changedResults(now, before),
  };
}

function anomalies(release: Release, previous: Release): Comparison['anomalies'] {
  const byId = (one: Release): ReadonlyMap<string, Anomaly> =>
    new Map(listedAnomalies(one).map(({ anomaly }) => [anomaly.id, anomaly] as const));
  const [now, then] = [byId(release), byId(previous)];
  const open = [...then.values()].filter(isOpen);
  return {
    vanished: open.filter(({ id }) => !now.has(id)).map(({ id }) => id),
    closed: open.filter(({ id }) => [now.get(id)].some((one) => one !== undefined && !isOpen(one))).map(({ id }) => id),
    added: [...now.values()].filter((one) => isOpen(one) && !then.has(one.id)).map(({ id }) => id),
  };
}

/** Returns the versions of each component of the SBOM by name, several in one text. */
export function componentsOf(release: Release): ReadonlyMap<string, string> {
  const listed = readOf(release, 'sbom', 'sbom').flatMap(({ facts }) =>
    facts.components.map(({ name, version, scope }) => ({ name, version, scope })),
  );
  const versions = new Map<string, string[]>();
  for (const { name, version, scope } of listed)
    if (scope !== 'excluded') versions.set(name, [...(versions.get(name) ?? []), version ?? '?']);
  return new Map([...versions].map(([name, all]) => [name, all.toSorted().join(', ')] as const));
}

function components(release: Release, previous: Release): Comparison['soup'] {
  const [now, then] = [componentsOf(release), componentsOf(previous)];
  return {
    added: [...now].filter(([name]) => !then.has(name)).map(([name, version]) => `${name} ${version}`),
    removed: [...then].filter(([name]) => !now.has(name)).map(([name, version]) => `${name} ${version}`),
    changed: [...now].flatMap(([name, version]) => {
      const old = then.get(name);
      return old === undefined || old === version ? [] : [{ name, before: old, after: version }];
    }),
  };
}

const idSets = new WeakMap<Release, ReadonlySet<string>>();

function testIds(release: Release): ReadonlySet<string> {
  const known = idSets.get(release);
  if (known !== undefined) return known;
  const ids = new Set(readOf(release, 'tests', 'test-results').flatMap(({ facts }) => facts.cases.map(({ id }) => id)));
  idSets.set(release, ids);
  return ids;
}

function people(release: Release, previous: Release): Comparison['approvers'] {
  const of = (one: Release): ReadonlyMap<string, string> =>
    new Map(
      gateApprovals(one).map(
        ({ role, name }) => [`${roleName(role)}\n${plainName(name)}`, `${name} (${roleName(role)})`] as const,
      ),
    );
  const [now, then] = [of(release), of(previous)];
  const only = (left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): readonly string[] =>
    [...left].filter(([key]) => !right.has(key)).map(([, text]) => text);
  return { added: only(now, then), removed: only(then, now) };
}

function toolchain(release: Release, previous: Release): Comparison['toolchain'] {
  const of = (one: Release): ReadonlyMap<string, string> =>
    new Map(
      filesOf(one, 'build_manifest').flatMap((file) =>
        [...fieldsOf(file)]
          .filter(([key]) => /^(?:toolchain|environment)\./u.test(key))
          .map(([key, { value }]) => [key, value] as const),
      ),
    );
  const [now, then] = [of(release), of(previous)];
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((name) =>
    now.get(name) === then.get(name) ? [] : [{ name, before: then.get(name) ?? '', after: now.get(name) ?? '' }],
  );
}

/** Rules whose result is another one. Rules that compare with the release before are left out: there they had nothing to compare with. */
function changedResults(now: readonly RuleResult[], before: readonly RuleResult[]): Comparison['results'] {
  const then = new Map(before.map(({ rule, result }) => [rule, result] as const));
  return now.flatMap(({ rule, result }) => {
    const old = then.get(rule);
    return old === undefined || old === result || COMPARING.has(rule) ? [] : [{ rule, before: old, after: result }];
  });
}

const COMPARING: ReadonlySet<string> = new Set(['CS-582-05', 'CS-VER-02', 'CS-RBK-02']);
