import type { EvidenceFile } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { builtArtifacts, plainDigest } from './build.ts';
import { field, fieldsOf, fileAt, filesOf, listField } from './files.ts';
import { released } from './identity.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { pathMatch } from './path-match.ts';
import { editionCatalogue } from './rule-set.ts';
import { capped, refFile, refValue, some } from './references.ts';

interface Comparison {
  readonly path: string;
  readonly released: string;
  readonly rebuilt: string;
  readonly places: readonly ReturnType<typeof refValue>[];
}

/** CS-585-06: the rebuild check holds. Rebuilding is a means of 5.8.5 and never a requirement of 5.8.8 under A1:2015. */
export function rebuildHolds(context: Context): Outcome {
  const { release } = context;
  const records = filesOf(release, 'reproducibility');
  const record = records.at(-1);
  const drill = editionCatalogue(context.profile.edition).asksFor?.drillEveryDays;
  if (record === undefined && drill !== undefined)
    return failByAbsence(
      message('rules.585-06.fail-absent'),
      filesOf(release, 'release_record'),
      [],
      ['reproducibility'],
    );
  if (record === undefined) return judge(message('rules.585-06.judge-absent'));
  const identical = field(record, 'identical');
  const comparisons = comparisonsOf(record);
  if (identical === null || comparisons.length === 0) {
    return undecidable([message('rules.missing.rebuild-result', { path: record.path })], records.map(refFile));
  }
  const evidence = capped([refValue(record, identical), ...comparisons.flatMap((item) => item.places)]);
  const claims = /^(?:true|yes|identical)$/iu.test(identical.value.trim());
  const digests = new Map(release.verification.coverage.map((member) => [member.path, member.sha256] as const));
  const artifacts = builtArtifacts(context);
  const root = context.release.manifest?.root ?? '';
  const members = pathMatch(artifacts, (path) => path, root);
  const differing = comparisons.filter((item) => {
    const member = members.find(item.path);
    const actual = member === undefined ? null : (digests.get(member) ?? null);
    return item.released !== item.rebuilt || (actual !== null && actual !== item.rebuilt);
  });
  if (!claims)
    return judge(message('rules.585-06.judge-differs', { path: record.path, k: differing.length }), evidence);
  if (differing.length > 0) {
    const paths = some(differing.map((item) => item.path));
    return fail(
      message('rules.585-06.fail', { path: record.path, paths, k: differing.length }),
      capped(differing.flatMap((item) => item.places)),
    );
  }
  const compared = pathMatch(comparisons, (item) => item.path, root);
  const uncompared = artifacts.filter((path) => compared.find(path) === undefined);
  if (artifacts.length === 0)
    return judge(message('rules.585-06.judge-unnamed', { path: record.path, n: comparisons.length }), evidence);
  if (uncompared.length > 0) {
    return judge(
      message('rules.585-06.judge-part', { path: record.path, paths: some(uncompared), k: uncompared.length }),
      evidence,
    );
  }
  const doubts = circumstances(context, record);
  if (doubts.length > 0) return judge(message('rules.585-06.judge', { path: record.path, doubts }), evidence);
  const age = drill === undefined ? null : daysSince(context, record);
  if (drill !== undefined && (age === null || age > drill))
    return judge(message('rules.585-06.judge-drill', { path: record.path, limit: drill, days: age ?? 0 }), evidence);
  return pass(message('rules.585-06.pass', { path: record.path, n: comparisons.length }), [record], evidence);
}

/** Days from the rebuild to the time of the audit; `null` where its date cannot be read. */
function daysSince({ release }: Context, record: EvidenceFile): number | null {
  const date = field(record, 'date');
  const instant = date === null ? null : readWrittenTime(date.value).instant;
  return instant === null ? null : Math.floor((Date.parse(release.verification.evaluatedAt) - instant) / 86_400_000);
}

function comparisonsOf(file: EvidenceFile): readonly Comparison[] {
  return [...fieldsOf(file)].flatMap(([key, path]) => {
    const prefix = /^(artifacts\.\d+\.)path$/u.exec(key)?.[1];
    if (prefix === undefined) return [];
    const before = field(file, `${prefix}released_sha256`);
    const after = field(file, `${prefix}rebuilt_sha256`);
    if (before === null || after === null) return [];
    const places = [refValue(file, before), refValue(file, after)];
    return [{ path: path.value, released: plainDigest(before.value), rebuilt: plainDigest(after.value), places }];
  });
}

/** What the record leaves open of: another person or machine, archived inputs only, dated after the release. */
function circumstances(context: Context, record: EvidenceFile): readonly string[] {
  const doubts: string[] = [];
  const builds = filesOf(context.release, 'build_manifest');
  const own = builds.flatMap((file) => [field(file, 'environment.runner', 'machine'), field(file, 'builder')]);
  const used = new Set(own.flatMap((value) => (value === null ? [] : [value.value.trim().toLowerCase()])));
  const rebuilt = [field(record, 'machine'), field(record, 'builder')].flatMap((value) =>
    value === null ? [] : [value.value.trim().toLowerCase()],
  );
  if (used.size === 0 || rebuilt.length === 0 || rebuilt.every((value) => used.has(value)))
    doubts.push('builder, machine');
  const inputs = listField(fieldsOf(record), 'inputs');
  const archived = inputs.length > 0 && inputs.every((input) => isArchived(context, input.value));
  if (!archived) doubts.push('inputs');
  const date = field(record, 'date');
  const release = released(context.release, 'date');
  const order =
    date === null || release === null
      ? 'unclear'
      : compareWritten(readWrittenTime(date.value), readWrittenTime(release.value));
  if (order !== 'after') doubts.push('date');
  return doubts;
}

function isArchived(context: Context, input: string): boolean {
  return fileAt(context.release, input.trim()) !== null || /^archived?(?: inputs?)?(?: only)?$/iu.test(input.trim());
}
