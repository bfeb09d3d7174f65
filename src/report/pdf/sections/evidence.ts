import type { ReportAnomaly, ReportModel, ReportSoupFile, ReportSoupItem } from '../../model-types.ts';
import { lead, orAbsent, placeText, say, verdictRun } from '../blocks.ts';
import type { Flow } from '../flow.ts';
import { section } from '../heading.ts';
import { COLOR, STYLE, run } from '../style.ts';
import { table, type Cell } from '../table.ts';

/** Most rows of one listing; what is beyond stands in the machine copy, and the report says so. */
const MOST_ROWS = 2_000;

/** Draws the identity statements of all files beside each other. */
export function identity(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'identity.title'));
  lead(
    flow,
    model.identity.length === 0
      ? say(flow, 'identity.none')
      : say(flow, 'identity.intro', { n: new Set(model.identity.map(({ where }) => where.path)).size }),
  );
  table(
    flow,
    [
      { title: say(flow, 'column.what'), width: 52 },
      { title: say(flow, 'column.value'), width: 138 },
      { title: say(flow, 'column.place'), width: null },
    ],
    listed(flow, model.identity).map((one) => [
      [[run(say(flow, `identity.${one.key}`), STYLE.cellStrong)]],
      [
        ...valueLines(one),
        [
          one.agrees
            ? run(`✔ ${say(flow, 'identity.agrees')}`, STYLE.cell, COLOR.good)
            : run(`✘ ${say(flow, 'identity.differs')}`, STYLE.cellStrong, COLOR.bad),
        ],
      ],
      [
        [run(one.where.path, STYLE.cell), run(`  ${placeText(flow, one.where)}`, STYLE.cellSoft)],
        [run(one.where.sha256, STYLE.monoSoft)],
      ],
    ]),
  );
}

/** A digest stands below the artefact that it is of. */
function valueLines({ key, value }: ReportModel['identity'][number]): ReturnType<typeof run>[][] {
  const cut = value.lastIndexOf(' ');
  if (key !== 'artifact' || cut === -1) return [[run(value, STYLE.cell)]];
  return [[run(value.slice(0, cut), STYLE.cell)], [run(value.slice(cut + 1), STYLE.monoSoft)]];
}

/** Draws test counts by level, and every case that did not pass. */
export function tests(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'tests.title'));
  lead(flow, say(flow, model.figures.tests.length === 0 ? 'tests.none' : 'tests.intro'));
  table(
    flow,
    [
      { title: say(flow, 'column.level'), width: null },
      { title: say(flow, 'column.passed'), width: 110 },
      { title: say(flow, 'column.not-passed'), width: 90 },
      { title: say(flow, 'column.files'), width: 60 },
    ],
    model.figures.tests.map((level) => [
      [[run(say(flow, `level.${level.level}`), STYLE.cellStrong)]],
      [[run(say(flow, 'figure.of', { part: level.passed, whole: level.total }), STYLE.cellStrong)]],
      [[run(String(level.notPassed), level.notPassed === 0 ? STYLE.cell : STYLE.cellStrong)]],
      [[run(String(level.files), STYLE.cell)]],
    ]),
  );
  table(
    flow,
    [
      { title: say(flow, 'column.file'), width: null },
      { title: say(flow, 'column.passed'), width: 110 },
    ],
    listed(flow, model.tests).map((file) => [
      [[run(file.path, STYLE.cell)]],
      [[run(say(flow, 'figure.of', { part: file.passed, whole: file.cases }), STYLE.cell)]],
    ]),
  );
  if (model.notPassed.length === 0) return;
  lead(flow, say(flow, 'tests.not-passed', { count: model.notPassed.length }));
  table(
    flow,
    [
      { title: say(flow, 'column.case'), width: 140 },
      { title: say(flow, 'column.status'), width: 56 },
      { title: say(flow, 'column.detail'), width: null },
    ],
    listed(flow, model.notPassed).map((one) => [
      [[run(one.id, STYLE.cellStrong)], ...one.references.map((id) => [run(id, STYLE.cell)])],
      [[run(say(flow, `case.${one.status}`), STYLE.cell)]],
      [[orAbsent(flow, one.detail)], [run(one.place, STYLE.cellSoft)]],
    ]),
  );
}

/** Draws the known residual anomalies as exported. */
export function anomalies(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'anomalies.title'));
  const { anomalies: count } = model.figures;
  const rows = model.anomalies.length;
  if (count !== null) lead(flow, say(flow, 'anomalies.intro', { count }));
  else lead(flow, say(flow, rows === 0 ? 'anomalies.none' : 'anomalies.not-counted'));
  if (count !== null && rows !== count) lead(flow, say(flow, 'anomalies.rows', { rows }));
  if (model.anomalies.some((one) => one.signOffs.length > 0)) lead(flow, say(flow, 'anomalies.sign-offs'));
  table(
    flow,
    [
      { title: say(flow, 'column.anomaly'), width: 150 },
      { title: say(flow, 'column.verdict'), width: 96 },
      { title: say(flow, 'column.evaluation'), width: null },
    ],
    listed(flow, model.anomalies).map((one) => anomalyRow(flow, one)),
  );
  const files = new Map(model.anomalies.map((one) => [one.place.path, one.place.sha256]));
  for (const [path, sha256] of files) {
    table(flow, [{ title: '', width: null }], [[[[run(path, STYLE.cell)], [run(sha256, STYLE.monoSoft)]]]], {
      header: false,
    });
  }
}

function anomalyRow(flow: Flow, one: ReportAnomaly): readonly Cell[] {
  const judged = [one.evaluator, one.evaluatedOn].filter((part) => part !== null).join(', ');
  const state = [one.status, one.severity].filter((part) => part !== null).join(', ');
  return [
    [
      [run(one.id, STYLE.cellStrong)],
      [orAbsent(flow, one.title)],
      [orAbsent(flow, state)],
      [run(one.place.path, STYLE.cellSoft)],
      [run(placeText(flow, one.place), STYLE.cellSoft)],
    ],
    [
      [orAbsent(flow, one.verdict)],
      ...(one.residualRisk.length === 0 ? [] : [[run(one.residualRisk.join(' · '), STYLE.cellSoft)]]),
      ...one.signOffs.flatMap(({ role, name, indication }) => [
        [run(say(flow, 'anomalies.sign-off', { role, name }), STYLE.cellSoft)],
        [verdictRun(flow, indication)],
      ]),
    ],
    [
      [orAbsent(flow, one.evaluation)],
      ...(judged === '' ? [] : [[run(judged, STYLE.cellSoft)]]),
      ...(one.links.length === 0 ? [] : [[run(one.links.join('  '), STYLE.cellSoft)]]),
    ],
  ];
}

/** Draws what the release says about software of unknown provenance: the files, and every item with the files that name it. */
export function soup(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'soup.title'));
  const { soup: count } = model.figures;
  if (count !== null) lead(flow, say(flow, 'soup.intro', { count }));
  else lead(flow, say(flow, model.soup.length === 0 ? 'soup.none' : 'soup.not-counted'));
  table(
    flow,
    [
      { title: say(flow, 'column.number'), width: 30 },
      { title: say(flow, 'column.file-digest'), width: null },
      { title: say(flow, 'column.soup-count'), width: 150 },
    ],
    model.soup.map(({ path, sha256, format, items, withoutVersion, withoutSupplier }, index) => [
      [[run(String(index + 1), STYLE.cell)]],
      [[run(path, STYLE.cellStrong)], [run(sha256, STYLE.mono)]],
      [[run(say(flow, 'soup.file', { format, items, withoutVersion, withoutSupplier }), STYLE.cell)]],
    ]),
  );
  const items = soupItems(model.soup);
  if (items.length > 0) lead(flow, say(flow, 'soup.items', { count: items.length }));
  table(
    flow,
    [
      { title: say(flow, 'column.soup'), width: 126 },
      { title: say(flow, 'column.version'), width: 62 },
      { title: say(flow, 'column.supplier'), width: 84 },
      { title: say(flow, 'column.purl'), width: null },
      { title: say(flow, 'column.named-in'), width: 46 },
    ],
    listed(flow, items).map(({ item, files }) => [
      [[run(item.title, STYLE.cell)]],
      [[orAbsent(flow, item.version)]],
      [[orAbsent(flow, item.supplier)]],
      [[orAbsent(flow, item.purl)]],
      [[run(files.join(', '), STYLE.cellSoft)]],
    ]),
  );
}

/** Items that agree in name, version and package URL are one, named by several files. */
function soupItems(
  of: readonly ReportSoupFile[],
): readonly { readonly item: ReportSoupItem; readonly files: readonly number[] }[] {
  const items = new Map<string, { item: ReportSoupItem; files: number[] }>();
  for (const [index, file] of of.entries()) {
    for (const row of file.rows) {
      const key = JSON.stringify(row.purl === null ? [row.title, row.version] : [row.purl, row.version]);
      const known = items.get(key) ?? { item: row, files: [] };
      items.set(key, known);
      if (known.files.at(-1) !== index + 1) known.files.push(index + 1);
    }
  }
  return [...items.values()];
}

/** Returns the rows that are listed, and says how many are not. */
function listed<T>(flow: Flow, rows: readonly T[]): readonly T[] {
  if (rows.length > MOST_ROWS) lead(flow, say(flow, 'cut', { listed: MOST_ROWS, count: rows.length }));
  return rows.slice(0, MOST_ROWS);
}
