import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { RiskItem, TraceRow } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { filesOf, readOf } from './files.ts';
import { failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { allCases, casesOf, indexCases, testRuns, type CaseIndex } from './tests.ts';

type Verified = 'all' | 'part' | 'none' | 'unknown';

/** How tests stand together: all passed, some, none, or an id that no report holds among them. */
function verifiedBy(index: CaseIndex, ids: readonly string[]): Verified {
  const cases = ids.map((id) => casesOf(index, id));
  if (cases.some((found) => found.length === 0)) return 'unknown';
  const flat = cases.flat();
  const passed = flat.filter((found) => found.test.status === 'passed').length;
  if (passed === 0) return 'none';
  return passed === flat.length ? 'all' : 'part';
}

interface Row {
  readonly file: EvidenceFile;
  readonly row: TraceRow;
  readonly state: Verified;
}

/** Rows of the trace matrix by requirement; several rows of one requirement count together. */
function requirements(context: Context, index: CaseIndex): ReadonlyMap<string, Row> {
  const merged = new Map<string, { file: EvidenceFile; at: TraceRow['at']; tests: Set<string> }>();
  for (const { file, facts } of readOf(context.release, 'trace_matrix', 'trace-matrix')) {
    for (const row of facts.rows) {
      const known = merged.get(row.requirement) ?? { file, at: row.at, tests: new Set<string>() };
      for (const test of row.tests) known.tests.add(test);
      merged.set(row.requirement, known);
    }
  }
  return new Map(
    [...merged].map(([requirement, { file, at, tests }]) => {
      const row = { requirement, tests: [...tests], at };
      return [requirement, { file, row, state: verifiedBy(index, row.tests) }] as const;
    }),
  );
}

function rowRef({ file, row }: Row): EvidenceRef {
  return refAt(file, row.at, `${row.requirement}: ${row.tests.join('; ')}`);
}

/** CS-TRC-01: requirement → test → result is complete. */
export function requirementsVerified(context: Context): Outcome {
  const { release } = context;
  const matrixFiles = filesOf(release, 'trace_matrix');
  const testFiles = filesOf(release, 'tests');
  const cases = allCases(testRuns(release));
  if (matrixFiles.length === 0) return undecidable([message('rules.missing.trace_matrix')]);
  if (cases.length === 0) return undecidable([message('rules.missing.tests')], matrixFiles.map(refFile));
  const rows = [...requirements(context, indexCases(cases)).values()];
  const rests = [...matrixFiles, ...testFiles];
  if (rows.length === 0) return undecidable([message('rules.missing.trace-rows')], matrixFiles.map(refFile));
  const gaps = rows.filter((row) => row.state === 'none' || row.row.tests.length === 0);
  const dangling = rows.filter((row) => row.state === 'unknown');
  if (gaps.length > 0 || dangling.length > 0) {
    const values = {
      k: gaps.length,
      n: rows.length,
      ids: some(gaps.map((row) => row.row.requirement)),
      d: dangling.length,
      dangling: some(dangling.map((row) => row.row.requirement)),
    };
    return failByAbsence(message('rules.TRC-01.fail', values), rests, capped([...gaps, ...dangling].map(rowRef)));
  }
  const part = rows.filter((row) => row.state === 'part');
  if (part.length > 0) {
    const values = { k: part.length, ids: some(part.map((row) => row.row.requirement)) };
    return judge(message('rules.TRC-01.judge', values), capped(part.map(rowRef)));
  }
  return pass(message('rules.TRC-01.pass', { n: rows.length }), rests, capped(rows.map(rowRef)));
}

const INFORMATION_FOR_SAFETY =
  /information for safety|instructions? for use|\bIFU\b|\blabel|warning|user manual|training|gebrauchsanweisung|sicherheitsinformation/iu;

/** CS-TRC-02: risk control → requirement → verification is complete. */
export function riskControlsVerified(context: Context): Outcome {
  const { release } = context;
  const riskFiles = filesOf(release, 'risk_file');
  const testFiles = filesOf(release, 'tests');
  const cases = allCases(testRuns(release));
  if (riskFiles.length === 0) return undecidable([message('rules.missing.risk_file')]);
  if (cases.length === 0) return undecidable([message('rules.missing.tests')], riskFiles.map(refFile));
  const controls = readOf(release, 'risk_file', 'risk-file').flatMap(({ file, facts }) =>
    facts.items.filter((item) => item.type === 'risk-control').map((item) => ({ file, item })),
  );
  const matrixFiles = filesOf(release, 'trace_matrix');
  const rests = [...riskFiles, ...testFiles, ...matrixFiles];
  if (controls.length === 0) return notApplicable(message('rules.TRC-02.none'), riskFiles);
  const index = indexCases(cases);
  const traced = requirements(context, index);
  const looked = controls.map((control) => ({ ...control, state: standingOf(control.item, index, traced) }));
  const ref = ({ file, item }: { file: EvidenceFile; item: RiskItem }): EvidenceRef =>
    refAt(file, item.at, `${item.id} ${item.text}`);
  const gaps = looked.filter(({ state }) => state === 'gap');
  const hard = gaps.filter(({ item }) => !INFORMATION_FOR_SAFETY.test(item.text));
  if (hard.length > 0) {
    const values = { k: hard.length, n: controls.length, ids: some(hard.map(({ item }) => item.id)) };
    return failByAbsence(message('rules.TRC-02.fail', values), rests, capped(hard.map(ref)));
  }
  const look = looked.filter(({ state }) => state !== 'complete');
  if (look.length > 0) {
    const values = { k: look.length, ids: some(look.map(({ item }) => item.id)) };
    return judge(message('rules.TRC-02.judge', values), capped(look.map(ref)));
  }
  return pass(message('rules.TRC-02.pass', { n: controls.length }), rests, capped(looked.map(ref)));
}

/** `doubtful`: verified only in part, or by something that is no test of the reports, such as a document. */
function standingOf(
  control: RiskItem,
  index: CaseIndex,
  traced: ReadonlyMap<string, Row>,
): 'complete' | 'doubtful' | 'gap' {
  if (control.requirements.length === 0) return 'gap';
  const direct = control.verifications.length === 0 ? null : verifiedBy(index, control.verifications);
  const rows = control.requirements.map((requirement) => traced.get(requirement)?.state ?? null);
  const throughTrace: Verified | null = rows.every((state) => state !== null)
    ? rows.every((state) => state === 'all')
      ? 'all'
      : rows.some((state) => state === 'all' || state === 'part')
        ? 'part'
        : 'none'
    : null;
  if (direct === 'all' || (direct === null && throughTrace === 'all')) return 'complete';
  if (direct === null && (throughTrace === null || throughTrace === 'none')) return 'gap';
  if (direct === 'none') return throughTrace === 'all' ? 'doubtful' : 'gap';
  return 'doubtful';
}
