import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Severity, VexStatement, VulnerabilityFinding } from '../domain/facts.ts';
import type { Locator } from '../domain/locator.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { readWrittenTime } from '../domain/written-time.ts';
import { listedAnomalies } from './anomalies.ts';
import { namesOneOf } from './commits.ts';
import { filesOf, readOf } from './files.ts';
import { released } from './identity.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

interface Entry {
  readonly file: EvidenceFile;
  readonly ids: readonly string[];
  readonly severity: Severity;
  readonly component: string;
  readonly purl: string | null;
  readonly at: Locator;
}

interface Said {
  readonly file: EvidenceFile;
  readonly statement: VexStatement;
}

const RANK: readonly Severity[] = ['none', 'low', 'medium', 'high', 'critical'];

/** CS-583-05: vulnerabilities at or above the threshold are fixed, excused with a reason, or evaluated as anomalies. */
export function vulnerabilitiesHandled(context: Context): Outcome {
  const { release, profile } = context;
  const scanFiles = filesOf(release, 'vulnerability_scan');
  const scans = readOf(release, 'vulnerability_scan', 'vulnerability-scan');
  const said = statementsOf(release);
  if (scans.length === 0 && said.length === 0)
    return undecidable([message('rules.missing.vulnerability_scan')], scanFiles.map(refFile));
  const least = RANK.indexOf(profile.thresholds.vulnerabilitySeverity);
  const all = entriesOf(release, said);
  const counted = all.filter(({ severity }) => severity === 'unknown' || RANK.indexOf(severity) >= least);
  const index = Map.groupBy(
    said.flatMap((one) => [one.statement.id, ...one.statement.aliases].map((id) => ({ id, one }))),
    ({ id }) => id,
  );
  const looked = counted.map((entry) => ({ entry, ...treatmentOf(release, entry, index) }));
  const refs = (list: typeof looked): readonly EvidenceRef[] =>
    capped(
      list.flatMap(({ entry, where }) => [
        refAt(entry.file, entry.at, `${entry.ids[0] ?? ''} ${entry.component}`),
        ...where,
      ]),
    );
  const ids = (list: typeof looked): readonly string[] =>
    some(list.map(({ entry }) => `${entry.ids[0] ?? '?'} (${entry.component})`));
  const untreated = looked.filter(({ state, entry }) => state === 'none' && entry.severity !== 'unknown');
  const rests = [...scanFiles, ...said.map(({ file }) => file)];
  const values = { n: counted.length, severity: profile.thresholds.vulnerabilitySeverity };
  if (untreated.length > 0)
    return failByAbsence(
      message('rules.583-05.fail', { ...values, k: untreated.length, ids: ids(untreated) }),
      [...rests, ...filesOf(release, 'anomalies')],
      refs(untreated),
    );
  const open = looked.filter(({ state }) => state !== 'treated');
  if (open.length > 0)
    return judge(message('rules.583-05.judge', { ...values, k: open.length, ids: ids(open) }), refs(open));
  if (scans.length === 0)
    return judge(
      message('rules.583-05.judge-no-scan', { n: said.length }),
      capped(said.map(({ file, statement }) => refAt(file, statement.at, statement.id))),
    );
  return pass(
    message('rules.583-05.pass', { ...values, reported: all.length }),
    rests,
    counted.length > 0 ? refs(looked) : scans.map(({ file }) => refFile(file)),
  );
}

function statementsOf(release: Release): readonly Said[] {
  const separate = readOf(release, 'vex', 'vex').flatMap(({ file, facts }) =>
    facts.statements.map((statement) => ({ file, statement })),
  );
  const embedded = [...readOf(release, 'sbom', 'sbom'), ...readOf(release, 'vex', 'sbom')].flatMap(({ file, facts }) =>
    facts.vulnerabilities.map((statement) => ({ file, statement })),
  );
  return [...separate, ...embedded];
}

/** What scanners found, and what the manufacturer's own statements say affects the product. */
function entriesOf(release: Release, said: readonly Said[]): readonly Entry[] {
  const found = readOf(release, 'vulnerability_scan', 'vulnerability-scan').flatMap(({ file, facts }) =>
    facts.findings.map((one: VulnerabilityFinding): Entry => ({
      file,
      ids: [one.id, ...one.aliases],
      severity: one.severity,
      component: `${one.component} ${one.version ?? ''}`.trim(),
      purl: one.purl,
      at: one.at,
    })),
  );
  const known = new Set(found.flatMap(({ ids }) => ids));
  const own = said
    .filter(
      ({ statement }) =>
        ['affected', 'under-investigation', 'unknown'].includes(statement.status) && !known.has(statement.id),
    )
    .map(({ file, statement }): Entry => ({
      file,
      ids: [statement.id, ...statement.aliases],
      severity: statement.severity,
      component: statement.products[0] ?? '',
      purl: null,
      at: statement.at,
    }));
  return [...found, ...own];
}

type Index = ReadonlyMap<string, readonly { readonly one: Said }[]>;

function treatmentOf(
  release: Release,
  entry: Entry,
  index: Index,
): { readonly state: 'treated' | 'open' | 'none'; readonly where: readonly EvidenceRef[] } {
  const ids = new Set(entry.ids);
  const anomalies = listedAnomalies(release).filter(
    ({ anomaly }) =>
      ids.has(anomaly.id) || namesOneOf([anomaly.title, anomaly.description, anomaly.evaluation].join('\n'), ids),
  );
  const evaluated = anomalies.filter(({ anomaly }) => (anomaly.evaluation ?? '').trim() !== '');
  const refs = anomalies.map(({ file, anomaly }) => refAt(file, anomaly.at, anomaly.title ?? anomaly.id));
  if (evaluated.length > 0) return { state: 'treated', where: refs };
  const statements = entry.ids
    .flatMap((id) => index.get(id) ?? [])
    .map(({ one }) => one)
    .filter(({ statement }) => isAbout(statement, entry));
  const where = [
    ...refs,
    ...statements.map(({ file, statement }) =>
      refAt(
        file,
        statement.at,
        `${statement.id} ${statement.status} ${statement.justification ?? statement.impact ?? ''}`,
      ),
    ),
  ];
  if (statements.length === 0) return { state: anomalies.length > 0 ? 'open' : 'none', where };
  const settled = statements.every(
    ({ statement }) =>
      statement.status === 'fixed' ||
      (statement.status === 'not-affected' && (statement.justification ?? statement.impact ?? '').trim() !== ''),
  );
  if (settled) return { state: 'treated', where };
  return {
    state: statements.some(({ statement }) => statement.status === 'affected' && statement.impact === null)
      ? 'none'
      : 'open',
    where,
  };
}

/** A statement without products is of the whole product; otherwise one of them has to name the component. */
function isAbout(statement: VexStatement, entry: Entry): boolean {
  if (statement.products.length === 0) return true;
  const [name = ''] = entry.component.split(' ');
  const purl = entry.purl === null ? null : bare(entry.purl);
  const urls = statement.products.filter((product) => product.startsWith('pkg:'));
  if (
    purl !== null &&
    urls.some((product) => bare(product) === purl || bare(product) === purl.replace(/@[^@/]*$/u, ''))
  )
    return true;
  // Products that are named otherwise than by package URL are taken for the product as a whole, in which the component is.
  return statement.products.includes(name) || urls.length < statement.products.length;
}

function bare(purl: string): string {
  return (purl.split(/[?#]/u)[0] ?? '').replace(/%40/gu, '@');
}

const DAY = 86_400_000;

/** CS-VFY-04: the vulnerability scan is real and fresh: of this SBOM, with a database that is neither empty nor old. */
export function scanIsFresh(context: Context): Outcome {
  const { release, profile } = context;
  const files = filesOf(release, 'vulnerability_scan');
  const scans = readOf(release, 'vulnerability_scan', 'vulnerability-scan');
  if (scans.length === 0) return undecidable([message('rules.missing.vulnerability_scan')], files.map(refFile));
  const sboms = readOf(release, 'sbom', 'sbom');
  const limit = profile.thresholds.scanAgeDays;
  const date = released(release, 'date');
  const of = date === null ? null : readWrittenTime(date.value).instant;
  const evidence = capped(
    scans.flatMap(({ file, facts }) => [
      refFile(file),
      ...[facts.database, facts.target].flatMap((found) => (found === null ? [] : [refValue(file, found)])),
    ]),
  );
  const empty = scans.find(({ facts }) => facts.components?.value === 0);
  if (empty !== undefined && sboms.some(({ facts }) => facts.components.length > 0))
    return fail(message('rules.VFY-04.fail-empty', { path: empty.file.path }), evidence);
  const counts = sboms.map(({ facts }) => facts.components.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const other = scans.find(
    ({ facts }) =>
      facts.components !== null &&
      counts.length > 0 &&
      facts.components.value < total &&
      !counts.includes(facts.components.value),
  );
  if (other !== undefined)
    return fail(
      message('rules.VFY-04.fail-count', {
        path: other.file.path,
        found: other.facts.components?.value ?? 0,
        n: total,
      }),
      [...evidence, ...sboms.map(({ file }) => refFile(file))],
    );
  const ages = scans.flatMap(({ file, facts }) => {
    const built = facts.database === null ? null : readWrittenTime(facts.database.value).instant;
    return built === null || of === null
      ? []
      : [{ file, days: Math.floor((of - built) / DAY), database: facts.database?.value ?? '' }];
  });
  const stale = ages.find(({ days }) => days > limit);
  if (stale !== undefined)
    return fail(
      message('rules.VFY-04.fail-stale', { database: stale.database, days: stale.days, limit, path: stale.file.path }),
      evidence,
    );
  if (sboms.length === 0) return undecidable([message('rules.missing.sbom')], evidence);
  if (ages.length < scans.length) return judge(message('rules.VFY-04.judge-date'), evidence);
  const uncounted = scans.find(({ facts }) => facts.components === null);
  if (uncounted !== undefined)
    return judge(message('rules.VFY-04.judge-count', { path: uncounted.file.path }), evidence);
  return pass(
    message('rules.VFY-04.pass', { database: ages[0]?.database ?? '', n: total, limit }),
    [...files, ...sboms.map(({ file }) => file)],
    evidence,
  );
}
