import { refAt } from '../../clauses/references.ts';
import type { DeskRow } from '../../domain/desk.ts';
import type { EvidenceFile } from '../../domain/evidence.ts';
import type { Facts, FactsKind } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import type { Ratio } from '../../domain/tool-facts.ts';
import { headed, ids, keyed, number, text, word, type Table } from './table.ts';

const TABULAR: ReadonlySet<FactsKind> = new Set([
  'test-results',
  'sbom',
  'anomalies',
  'deviations',
  'soup-list',
  'risk-file',
  'trace-matrix',
  'static-analysis',
  'dynamic-test',
  'coverage',
  'vulnerability-scan',
  'vex',
  'lockfile',
  'change-requests',
  'merges',
  'git-history',
  'table',
]);

type Row = readonly [key: string, at: Locator, ...cells: string[]];

/** Returns what was read from a file as a table, or `null` where its kind is none. Every row leads to its place in the file. */
export function fileTable(file: EvidenceFile): Table | null {
  const { facts } = file;
  const of = (columns: Table['columns'], rows: readonly Row[]): Table => ({
    columns,
    rows: keyed(
      rows.map(([key, at, ...cells]): DeskRow => ({ key, cells, at: refAt(file, at, cells[1] ?? cells[0] ?? '') })),
    ),
  });
  switch (facts.kind) {
    case 'test-results':
      return of(
        [text('id'), text('name'), word('test-status'), text('suite', true), text('detail'), text('anomalies')],
        facts.cases.map((one) => [
          one.id,
          one.at,
          one.id,
          one.name,
          one.status,
          one.suite,
          one.detail,
          ids(one.anomalies),
        ]),
      );
    case 'sbom':
      return of(
        [text('name'), text('version'), text('licences', true), text('supplier', true), word('scope'), text('purl')],
        facts.components.map((one) => [
          one.name,
          one.at,
          one.name,
          one.version ?? '',
          ids(one.licences),
          one.supplier ?? '',
          one.scope,
          one.purl ?? '',
        ]),
      );
    case 'anomalies':
      return of(
        [
          text('id'),
          text('title'),
          text('status', true),
          text('severity', true),
          text('verdict', true),
          text('hazards'),
          text('tests'),
          text('evaluation'),
        ],
        facts.anomalies.map((one) => [
          one.id,
          one.at,
          one.id,
          one.title ?? '',
          one.status ?? '',
          one.severity ?? '',
          one.verdict ?? '',
          ids(one.hazards),
          ids(one.tests),
          one.evaluation ?? '',
        ]),
      );
    case 'deviations':
      return of(
        [text('id'), text('tests'), text('anomalies'), text('rationale'), text('approved-by', true), text('date')],
        facts.deviations.map((one) => [
          one.id,
          one.at,
          one.id,
          ids(one.tests),
          ids(one.anomalies),
          one.rationale ?? '',
          one.approvedBy ?? '',
          one.approvedOn?.text ?? '',
        ]),
      );
    case 'soup-list':
      return of(
        [text('name'), text('version'), text('supplier', true), text('purl')],
        facts.items.map((one) => [
          one.title,
          one.at,
          one.title,
          one.version ?? '',
          one.manufacturer ?? '',
          one.purl ?? '',
        ]),
      );
    case 'risk-file':
      return of(
        [text('id'), text('text'), word('risk-kind'), text('requirements'), text('verified-by')],
        facts.items.map((one) => [
          one.id,
          one.at,
          one.id,
          one.text,
          one.type,
          ids(one.requirements),
          ids(one.verifications),
        ]),
      );
    case 'trace-matrix':
      return of(
        [text('requirement'), text('tests'), number('count')],
        facts.rows.map((one) => [one.requirement, one.at, one.requirement, ids(one.tests), String(one.tests.length)]),
      );
    case 'static-analysis':
      return of(
        [
          text('rule', true),
          text('text'),
          word('analysis-level'),
          text('place'),
          word('suppression'),
          text('tool', true),
        ],
        facts.runs.flatMap((run) =>
          run.results.map((one): Row => [
            one.rule,
            one.at,
            one.rule,
            one.text,
            one.level,
            one.place,
            one.suppression,
            run.tool,
          ]),
        ),
      );
    case 'dynamic-test':
      return of(
        [text('name'), text('text'), word('risk'), number('count')],
        facts.alerts.map((one) => [one.name, one.at, one.name, one.note ?? '', one.risk, String(one.count)]),
      );
    case 'coverage':
      return of(
        [word('measure'), number('covered'), number('all'), number('per-cent')],
        [measured('lines', facts.lines), ...(facts.branches === null ? [] : [measured('branches', facts.branches)])],
      );
    case 'vulnerability-scan':
      return of(
        [text('id'), text('name', true), text('version'), word('vulnerability'), text('fixed-in')],
        facts.findings.map((one) => [
          one.id,
          one.at,
          one.id,
          one.component,
          one.version ?? '',
          one.severity,
          ids(one.fixedIn),
        ]),
      );
    case 'vex':
      return of(
        [text('id'), text('products'), word('vex-status'), text('justification'), text('impact')],
        facts.statements.map((one) => [
          one.id,
          one.at,
          one.id,
          ids(one.products),
          one.status,
          one.justification ?? '',
          one.impact ?? '',
        ]),
      );
    case 'lockfile':
      return of(
        [text('name'), text('version'), word('hashed'), text('source')],
        facts.packages.map((one) => [
          one.name,
          one.at,
          one.name,
          one.version ?? '',
          one.hashed ? 'yes' : 'no',
          one.source ?? '',
        ]),
      );
    case 'change-requests':
      return of(
        [
          text('id'),
          text('title'),
          text('version', true),
          text('status', true),
          text('approved-by', true),
          text('commit'),
        ],
        facts.items.map((one) => [
          one.id,
          one.at,
          one.id,
          one.title ?? '',
          one.version ?? '',
          one.status ?? '',
          one.approvedBy ?? '',
          ids(one.commits),
        ]),
      );
    case 'merges':
      return of(
        [text('id'), text('title'), text('author', true), text('date'), text('commit')],
        facts.items.map((one) => [
          one.id,
          one.at,
          one.id,
          one.title,
          one.author.name ?? one.author.login ?? '',
          one.mergedOn?.text ?? '',
          one.commit ?? '',
        ]),
      );
    case 'git-history':
      return of(
        [text('commit'), text('message'), text('author', true), text('date')],
        facts.commits.map((one) => [
          one.id,
          { kind: 'commit', commit: one.id },
          one.id.slice(0, 12),
          one.message,
          one.author.name ?? one.author.mail ?? '',
          one.time.text,
        ]),
      );
    case 'table':
      return of(
        facts.header.map((label, place) => headed(String(place), label)),
        facts.rows.map(({ cells, line }, place) => [
          String(place + 1),
          { kind: 'line', line },
          ...facts.header.map((_, column) => cells[column] ?? ''),
        ]),
      );
    default:
      return null;
  }
}

/** Returns whether {@link fileTable} has rows for a file of these facts. */
export function isTabular({ kind }: Facts): boolean {
  return TABULAR.has(kind);
}

function measured(what: string, { covered, total }: Ratio): Row {
  const share = total === 0 ? '' : ((covered / total) * 100).toFixed(1);
  return [what, { kind: 'file' }, what, String(covered), String(total), share];
}
