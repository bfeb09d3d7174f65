import { message } from '../../../domain/message.ts';
import { render } from '../../../domain/render.ts';
import type { RuleOutcome } from '../../../domain/clause.ts';
import type { ReportModel } from '../../model-types.ts';
import { banner, cards, orAbsent, say, text, verdictWord, type Card } from '../blocks.ts';
import { paragraph, type Flow } from '../flow.ts';
import { OUTCOME_LOOK, STYLE, run } from '../style.ts';
import { facts, type Cell } from '../table.ts';

const OUTCOMES: readonly RuleOutcome[] = ['pass', 'fail', 'judge', 'undecidable', 'not-applicable'];

/** Reasons on the first page; all of them stand in the verification result. */
const MOST_REASONS = 3;

/** Draws the first page: what was audited, the verdict, the figures, and under what it was judged. */
export function cover(flow: Flow, model: ReportModel): void {
  const { product } = model;
  text(flow, say(flow, 'cover.kind', { edition: model.editionName }), STYLE.lead, 10);
  paragraph(flow, [run(product.name ?? model.archive.name, STYLE.title)], { after: 4, type: 'H1' });
  const version = product.version ?? say(flow, 'absent');
  const build = product.build ?? say(flow, 'absent');
  text(flow, say(flow, 'cover.version', { version, build }), STYLE.lead, 2);
  text(flow, product.manufacturer ?? say(flow, 'cover.no-manufacturer'), STYLE.lead, 14);
  const sentences = model.reasons.slice(0, MOST_REASONS).map((reason) => reason.sentence);
  const more = model.reasons.length - sentences.length;
  if (more > 0) sentences.push(say(flow, 'cover.more', { count: more }));
  banner(flow, model.verdict, say(flow, 'cover.verdict', { verdict: verdictWord(flow, model.verdict) }), sentences);
  cards(flow, figures(flow, model), 3);
  cards(flow, outcomes(flow, model), 5);
  flow.y += 6;
  facts(flow, circumstances(flow, model));
  text(flow, say(flow, `cover.mode-note.${model.profile.mode}`), STYLE.soft);
}

/** Returns the figures as read from the files; what no file gives is said to be unknown. */
function figures(flow: Flow, { figures: counted }: ReportModel): readonly Card[] {
  const tests = counted.tests.map((level) => ({
    value: say(flow, 'figure.of', { part: level.passed, whole: level.total }),
    label: say(flow, 'figure.tests', { level: level.level, files: level.files }),
  }));
  const unknown = say(flow, 'figure.unknown');
  const { approvals } = counted;
  return [
    ...(tests.length === 0 ? [{ value: unknown, label: say(flow, 'figure.no-tests') }] : tests),
    { value: counted.anomalies === null ? unknown : String(counted.anomalies), label: say(flow, 'figure.anomalies') },
    { value: counted.soup === null ? unknown : String(counted.soup), label: say(flow, 'figure.soup') },
    {
      value: say(flow, 'figure.of', { part: approvals.signed, whole: approvals.required }),
      label: say(flow, 'figure.approvals', { ...approvals }),
    },
  ];
}

function outcomes(flow: Flow, { summary }: ReportModel): readonly Card[] {
  return OUTCOMES.map((outcome) => ({
    value: `${OUTCOME_LOOK[outcome].icon} ${String(summary[outcome])}`,
    label: render(flow.words, message(`outcome.${outcome}`)),
    color: OUTCOME_LOOK[outcome].color,
  }));
}

function circumstances(flow: Flow, model: ReportModel): readonly (readonly [string, Cell])[] {
  const { archive, profile, manifest } = model;
  const plain = (words: string): Cell => [[run(words, STYLE.cell)]];
  const digest = (words: string): Cell => [[run(words, STYLE.mono)]];
  const from = (source: string): string => say(flow, `source.${source}`);
  return [
    [say(flow, 'fact.archive'), plain(archive.name)],
    [say(flow, 'fact.size'), plain(say(flow, 'size', { size: archive.size, members: archive.members }))],
    [say(flow, 'fact.sha256'), digest(archive.sha256)],
    [
      say(flow, 'fact.manifest'),
      manifest === null ? plain(say(flow, 'absent')) : [[run(manifest.path, STYLE.cell)], ...digest(manifest.sha256)],
    ],
    [say(flow, 'fact.device-class'), [[orAbsent(flow, model.product.deviceClass)]]],
    [say(flow, 'fact.edition'), plain(`${model.editionName} (${from(profile.editionFrom)})`)],
    [
      say(flow, 'fact.safety-class'),
      plain(
        profile.safetyClass === null
          ? say(flow, 'no-class')
          : `${profile.safetyClass} (${from(profile.safetyClassFrom)})`,
      ),
    ],
    [say(flow, 'fact.mode'), plain(say(flow, `mode.${profile.mode}`))],
    [say(flow, 'fact.evaluated'), plain(model.evaluatedAt)],
    [
      say(flow, 'fact.created'),
      plain(say(flow, 'created', { at: model.createdAt, tool: model.tool.name, version: model.tool.version })),
    ],
  ];
}
