import type { AnalysisResult, AnalysisRun } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { TreeNode } from '../../parse/index.ts';
import {
  below,
  booleanAt,
  itemsAt,
  leftOut,
  locatedAt,
  numberAt,
  placeAt,
  rootSpot,
  textAt,
  timeAt,
  type Spot,
} from '../json-walk.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';

/** Returns whether a JSON value is a SARIF log. */
export function looksLikeSarif(tree: TreeNode): boolean {
  const root = rootSpot(tree);
  const schema = textAt(root, '$schema') ?? '';
  return (
    (/sarif/iu.test(schema) && below(root, 'runs') !== null) ||
    (itemsAt(root, 'runs').some((run) => below(run, 'tool', 'driver') !== null) && textAt(root, 'version') !== null)
  );
}

/**
 * Returns the runs of a SARIF 2.1.0 log (OASIS Standard). The level of a result is found as section 3.27.10 says: its own, else that of
 * its rule, else `warning`; `none` where its kind is not `fail`. A log of another version is not understood.
 */
export function readSarif(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const version = textAt(root, 'version') ?? '';
  if (version !== '2.1.0')
    return notUnderstood(message('evidence.version', { format: 'SARIF', found: visible(version), known: ['2.1.0'] }));
  const dropped: Message[] = [];
  const runs = itemsAt(root, 'runs').flatMap((run) => runOf(run, dropped) ?? []);
  return readDropping({ kind: 'static-analysis', runs }, dropped);
}

function runOf(run: Spot, dropped: Message[]): AnalysisRun | null {
  const driver = below(run, 'tool', 'driver');
  const tool = textAt(driver, 'name');
  if (tool === null) {
    dropped.push(leftOut(run, 'tool.driver.name'));
    return null;
  }
  if (below(run, 'externalPropertyFileReferences', 'results') !== null)
    dropped.push(message('evidence.sarif.external', { line: run.node.at.line }));
  const levels = levelsOf(run);
  const invocations = itemsAt(run, 'invocations');
  const said = invocations.map((one) => booleanAt(one, 'executionSuccessful'));
  const ends = invocations.flatMap((one) => timeAt(one, 'endTimeUtc') ?? []);
  return {
    tool,
    version: textAt(driver, 'semanticVersion') ?? textAt(driver, 'version'),
    commits: itemsAt(run, 'versionControlProvenance').flatMap((one) => locatedAt(one, 'revisionId') ?? []),
    successful: said.includes(false) ? false : said.length > 0 && said.every((one) => one === true) ? true : null,
    ended: ends.at(-1) ?? null,
    results: itemsAt(run, 'results').map((result) => resultOf(result, levels)),
    at: placeAt(run),
  };
}

type Level = AnalysisResult['level'];

interface Levels {
  readonly byIndex: readonly (Level | null)[];
  readonly byId: ReadonlyMap<string, Level | null>;
}

/** What the rules of the driver and of extensions say of their results' level. */
function levelsOf(run: Spot): Levels {
  const own = itemsAt(run, 'tool', 'driver', 'rules');
  const more = itemsAt(run, 'tool', 'extensions').flatMap((one) => itemsAt(one, 'rules'));
  const level = (rule: Spot): Level | null => levelNamed(textAt(rule, 'defaultConfiguration', 'level'));
  const byId = new Map<string, Level | null>();
  for (const rule of [...own, ...more]) {
    const id = textAt(rule, 'id');
    if (id !== null && !byId.has(id)) byId.set(id, level(rule));
  }
  return { byIndex: own.map(level), byId };
}

function resultOf(result: Spot, levels: Levels): AnalysisResult {
  const id = textAt(result, 'ruleId') ?? textAt(result, 'rule', 'id') ?? '';
  const index =
    numberAt(result, 'ruleIndex') ??
    (below(result, 'rule', 'toolComponent') === null ? numberAt(result, 'rule', 'index') : null);
  const kind = textAt(result, 'kind') ?? 'fail';
  // Section 3.52.4: the identifier of a result may be that of its rule with more components behind it.
  const parent = id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : id;
  const byIndex = index === null ? undefined : levels.byIndex[index];
  const ofRule = byIndex ?? levels.byId.get(id) ?? levels.byId.get(parent) ?? null;
  const level = levelNamed(textAt(result, 'level')) ?? (kind === 'fail' ? (ofRule ?? 'warning') : 'none');
  const suppressions = itemsAt(result, 'suppressions');
  const open = suppressions.some((one) => ['underReview', 'rejected'].includes(textAt(one, 'status') ?? 'accepted'));
  const place = below(itemsAt(result, 'locations')[0] ?? null, 'physicalLocation');
  const uri = textAt(place, 'artifactLocation', 'uri') ?? '';
  const line = textAt(place, 'region', 'startLine');
  const baseline = textAt(result, 'baselineState');
  return {
    rule: id,
    level,
    text:
      textAt(result, 'message', 'text') ??
      textAt(result, 'message', 'markdown') ??
      textAt(result, 'message', 'id') ??
      '',
    place: line === null ? uri : `${uri}:${line}`,
    baseline: BASELINES.find((known) => known === baseline) ?? null,
    suppression: suppressions.length === 0 ? 'none' : open ? 'open' : 'accepted',
    justification: suppressions.flatMap((one) => textAt(one, 'justification') ?? [])[0] ?? null,
    at: placeAt(result),
  };
}

const BASELINES = ['new', 'unchanged', 'updated', 'absent'] as const;
const LEVELS = ['error', 'warning', 'note', 'none'] as const;

function levelNamed(text: string | null): Level | null {
  return LEVELS.find((known) => known === text) ?? null;
}
