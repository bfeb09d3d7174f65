import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { AnalysisResult } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { sameBuild, sameCommit, sameVersion } from '../domain/version.ts';
import { listedAnomalies } from './anomalies.ts';
import { fieldsOf, filesOf, readOf } from './files.ts';
import { released, versionName } from './identity.ts';
import { fail, failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

const LEVELS: readonly AnalysisResult['level'][] = ['none', 'note', 'warning', 'error'];

interface Found {
  readonly file: EvidenceFile;
  readonly result: AnalysisResult;
}

/** CS-VFY-01: static analysis of the release commit has no open result at or above the level of the thresholds. */
export function analysisClean(context: Context): Outcome {
  const { release, profile } = context;
  const files = filesOf(release, 'sast');
  const runs = readOf(release, 'sast', 'static-analysis').flatMap(({ file, facts }) =>
    facts.runs.map((run) => ({ file, run })),
  );
  if (runs.length === 0) return undecidable([message('rules.missing.sast')], files.map(refFile));
  const least = LEVELS.indexOf(profile.thresholds.analysisLevel);
  const level = profile.thresholds.analysisLevel;
  const results = runs.flatMap(({ file, run }) => run.results.map((result): Found => ({ file, result })));
  const counted = results.filter(({ result }) => LEVELS.indexOf(result.level) >= least && result.baseline !== 'absent');
  const open = counted.filter(({ result }) => result.suppression !== 'accepted');
  const ref = ({ file, result }: Found): EvidenceRef =>
    refAt(file, result.at, `${result.rule} ${result.place}: ${result.text}`);
  const tool = runs[0]?.run.tool ?? '';
  if (open.length > 0) {
    const places = some(open.map(({ result }) => `${result.rule} ${result.place}`.trim()));
    return fail(message('rules.VFY-01.fail', { tool, level, k: open.length, places }), capped(open.map(ref)));
  }
  const heads = runs.map(({ file, run }) => refAt(file, run.at, `${run.tool} ${run.version ?? ''}`));
  const broken = runs.find(({ run }) => run.successful === false);
  if (broken !== undefined)
    return undecidable(
      [message('rules.missing.analysis-run', { tool: broken.run.tool, path: broken.file.path })],
      heads,
    );
  const bare = counted.filter(({ result }) => (result.justification ?? '').trim() === '');
  if (bare.length > 0)
    return judge(message('rules.VFY-01.judge-bare', { tool, level, k: bare.length }), capped(bare.map(ref)));
  const commit = released(release, 'commit');
  const evidence = capped([
    ...heads,
    ...runs.flatMap(({ file, run }) => run.commits.map((one) => refValue(file, one))),
    ...counted.map(ref),
  ]);
  if (commit === null) return undecidable([message('rules.missing.commit')], evidence);
  const other = runs.find(
    ({ run }) => run.commits.length > 0 && !run.commits.some((one) => sameCommit(one.value, commit.value)),
  );
  if (other !== undefined)
    return judge(
      message('rules.VFY-01.judge-commit', {
        tool: other.run.tool,
        found: other.run.commits[0]?.value ?? '',
        commit: commit.value,
      }),
      evidence,
    );
  if (runs.some(({ run }) => run.commits.length === 0))
    return judge(message('rules.VFY-01.judge-unnamed', { tool }), evidence);
  if (runs.some(({ run }) => run.successful === null))
    return judge(message('rules.VFY-01.judge-outcome', { tool }), evidence);
  return pass(message('rules.VFY-01.pass', { tool, level, n: results.length, k: counted.length }), files, evidence);
}

/** CS-VFY-02 (MDR Annex I 17.2, 17.4): networked software was tested dynamically, in this version, and high alerts are answered. */
export function dynamicallyTested(context: Context): Outcome {
  const { release } = context;
  const networked = release.manifest?.product.networked ?? null;
  const files = filesOf(release, 'dast');
  const version = versionName(release);
  if (files.length === 0) {
    if (networked === false) return notApplicable(message('rules.VFY-02.not-networked'));
    if (networked === null) return undecidable([message('rules.missing.networked')]);
    return failByAbsence(
      message('rules.VFY-02.fail-none', { version }),
      filesOf(release, 'release_record'),
      [],
      ['dast'],
    );
  }
  const reports = readOf(release, 'dast', 'dynamic-test');
  if (reports.length === 0)
    return judge(message('rules.VFY-02.judge-document', { path: files[0]?.path ?? '' }), files.map(refFile));
  const high = reports.flatMap(({ file, facts }) =>
    facts.alerts.filter((alert) => alert.risk === 'high' && !alert.falsePositive).map((alert) => ({ file, alert })),
  );
  const names = listedAnomalies(release).map(({ anomaly }) =>
    [anomaly.title, anomaly.description, anomaly.evaluation].join('\n'),
  );
  const open = high.filter(
    ({ alert }) => (alert.note ?? '').trim() === '' && !names.some((text) => text.includes(alert.name)),
  );
  const ref = ({ file, alert }: (typeof high)[number]): EvidenceRef =>
    refAt(file, alert.at, `${alert.name} ${alert.note ?? ''}`);
  if (open.length > 0)
    return fail(
      message('rules.VFY-02.fail-high', { k: open.length, names: some(open.map(({ alert }) => alert.name)) }),
      capped(open.map(ref)),
    );
  const stated = reports.flatMap(({ file, facts }) =>
    [facts.version, facts.build].flatMap((found) => (found === null ? [] : [refValue(file, found)])),
  );
  const [build, commit] = [released(release, 'build')?.value ?? null, released(release, 'version')?.value ?? null];
  const other = reports.find(
    ({ facts }) =>
      (facts.version !== null && commit !== null && !sameVersion(facts.version.value, commit)) ||
      (facts.build !== null && build !== null && !sameBuild(facts.build.value, build)),
  );
  const evidence = capped([...stated, ...high.map(ref), ...reports.map(({ file }) => refFile(file))]);
  if (other !== undefined)
    return fail(
      message('rules.VFY-02.fail-version', {
        found: other.facts.version?.value ?? other.facts.build?.value ?? '',
        version,
        path: other.file.path,
      }),
      evidence,
    );
  if (reports.some(({ facts }) => facts.version === null && facts.build === null))
    return judge(message('rules.VFY-02.judge-version', { version }), evidence);
  const alerts = reports.reduce((sum, { facts }) => sum + facts.alerts.length, 0);
  return pass(message('rules.VFY-02.pass', { version, n: alerts, k: high.length }), files, evidence);
}

const KEYS: readonly (readonly ['lines' | 'branches', readonly string[]])[] = [
  [
    'lines',
    [
      'coverage_threshold',
      'coverage.lines',
      'coverage.line',
      'coverage_threshold_lines',
      'thresholds.coverage',
      'coverage',
    ],
  ],
  ['branches', ['coverage.branches', 'coverage.branch', 'coverage_threshold_branches']],
];

/** CS-VFY-03 (5.5.3): coverage, counted again, meets the threshold that the plan declares. */
export function coverageMet(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'coverage');
  const reports = readOf(release, 'coverage', 'coverage');
  if (reports.length === 0) return undecidable([message('rules.missing.coverage')], files.map(refFile));
  const plans = [...filesOf(release, 'verification_plan'), ...filesOf(release, 'documents')];
  const wanted = KEYS.flatMap(([metric, keys]) =>
    plans
      .flatMap((file) =>
        keys.flatMap((key) => {
          const value = fieldsOf(file).get(key);
          const percent = Number(
            /^(\d{1,3}(?:[.,]\d+)?)\s*%?$/u.exec(value?.value.trim() ?? '')?.[1]?.replace(',', '.') ?? 'NaN',
          );
          return value === undefined || Number.isNaN(percent) ? [] : [{ metric, file, value, percent }];
        }),
      )
      .slice(0, 1),
  );
  const measured = (metric: 'lines' | 'branches'): { covered: number; total: number } =>
    reports.reduce(
      (sum, { facts }) => ({
        covered: sum.covered + (facts[metric]?.covered ?? 0),
        total: sum.total + (facts[metric]?.total ?? 0),
      }),
      { covered: 0, total: 0 },
    );
  const evidence = capped([
    ...reports.map(({ file, facts }) =>
      facts.stated === null ? refFile(file) : refAt(file, facts.stated.at, String(facts.stated.value)),
    ),
    ...wanted.map(({ file, value }) => refValue(file, value)),
  ]);
  const lines = measured('lines');
  if (lines.total === 0) return undecidable([message('rules.missing.coverage-lines')], evidence);
  const percentOf = ({ covered, total }: { covered: number; total: number }): number =>
    Math.floor((covered / total) * 10_000) / 100;
  if (wanted.length === 0)
    return judge(
      message('rules.VFY-03.judge-none', { found: percentOf(lines), covered: lines.covered, total: lines.total }),
      evidence,
    );
  for (const { metric, percent, file } of wanted) {
    const counted = measured(metric);
    if (counted.total === 0) return undecidable([message('rules.missing.coverage-branches')], evidence);
    const values = {
      metric,
      found: percentOf(counted),
      wanted: percent,
      path: file.path,
      covered: counted.covered,
      total: counted.total,
    };
    if (counted.covered * 100 < percent * counted.total) return fail(message('rules.VFY-03.fail', values), evidence);
  }
  const untrue = reports.find(
    ({ facts }) =>
      facts.stated !== null &&
      Math.abs(facts.stated.value - facts.lines.covered / Math.max(facts.lines.total, 1)) > 0.005,
  );
  const values = { found: percentOf(lines), covered: lines.covered, total: lines.total };
  if (untrue !== undefined)
    return judge(
      message('rules.VFY-03.judge-stated', {
        ...values,
        stated: Math.round((untrue.facts.stated?.value ?? 0) * 10_000) / 100,
        path: untrue.file.path,
      }),
      evidence,
    );
  const commit = released(release, 'commit')?.value ?? '';
  const isOfRelease = reports.every(
    ({ facts }) =>
      (facts.commit !== null && sameCommit(facts.commit.value, commit)) ||
      (facts.version !== null && sameVersion(facts.version.value, versionName(release))),
  );
  if (!isOfRelease) return judge(message('rules.VFY-03.judge-build', values), evidence);
  return pass(
    message('rules.VFY-03.pass', { ...values, wanted: wanted[0]?.percent ?? 0 }),
    [...files, ...wanted.map(({ file }) => file)],
    evidence,
  );
}
