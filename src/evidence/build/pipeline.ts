import type { Pipeline } from '../../domain/facts.ts';
import { child, type TreeNode } from '../../parse/index.ts';
import { floatingInstalls } from '../docker/installs.ts';
import { substitute, type Variables } from '../docker/variables.ts';
import { locate } from '../fields.ts';
import { below, entriesAt, itemsAt, rootSpot, textAt, textsAt, type Spot } from '../json-walk.ts';
import { read, type Outcome } from '../reading.ts';

type Input = Pipeline['inputs'][number];

/** Returns whether a YAML value is a workflow of GitHub Actions or a pipeline of GitLab CI. */
export function looksLikePipeline(tree: TreeNode): boolean {
  return systemOf(tree) !== null;
}

function systemOf(tree: TreeNode): Pipeline['system'] | null {
  const root = rootSpot(tree);
  const jobs = entriesAt(root, 'jobs');
  if (child(tree, 'on') !== undefined && jobs.length > 0) {
    return jobs.every((job) => below(job, 'steps') !== null || textAt(job, 'uses') !== null) ? 'GitHub Actions' : null;
  }
  const scripted = entriesAt(root).filter((job) => below(job, 'script') !== null || below(job, 'trigger') !== null);
  const known = ['stages', 'include', 'default', 'workflow', 'image', 'variables', 'before_script'];
  return scripted.length > 0 &&
    (known.some((key) => child(tree, key) !== undefined) || scripted.some((job) => below(job, 'stage') !== null))
    ? 'GitLab CI'
    : null;
}

/** Returns what a pipeline's definition takes in, and whether each of it is one exact thing: by digest, full commit, or in the repository itself. */
export function readPipeline(tree: TreeNode): Outcome {
  const system = systemOf(tree) ?? 'GitLab CI';
  const inputs = system === 'GitHub Actions' ? githubInputs(rootSpot(tree)) : gitlabInputs(rootSpot(tree));
  return read({ kind: 'pipeline', system, inputs });
}

const DIGEST = /@sha256:[0-9a-f]{64}$/iu;
const COMMIT = /@[0-9a-f]{40}(?:[0-9a-f]{24})?$/iu;

function input(what: Input['what'], reference: string | null, exact: boolean, spot: Spot | null): readonly Input[] {
  return reference === null || spot === null ? [] : [{ what, reference, exact, at: locate(spot.pointer, spot.node) }];
}

function image(spot: Spot | null, variables: Variables): readonly Input[] {
  const named = spot?.node.kind === 'map' ? (below(spot, 'image') ?? below(spot, 'name')) : spot;
  const written = textAt(named);
  const reference = written === null ? null : substitute(written, variables);
  return input('image', reference, reference !== null && DIGEST.test(reference), named);
}

function installs(spot: Spot | null): readonly Input[] {
  const lines = spot?.node.kind === 'list' ? itemsAt(spot) : spot === null ? [] : [spot];
  return lines.flatMap((one) =>
    floatingInstalls((textAt(one) ?? '').replace(/\r?\n/gu, ' ; ')).flatMap((reference) =>
      input('install', reference, false, one),
    ),
  );
}

const NONE: Variables = new Map();

function githubInputs(root: Spot): readonly Input[] {
  return entriesAt(root, 'jobs').flatMap((job) => [
    ...action(below(job, 'uses'), 'workflow'),
    ...runner(below(job, 'runs-on')),
    ...image(below(job, 'container'), NONE),
    ...entriesAt(job, 'services').flatMap((service) => image(service, NONE)),
    ...itemsAt(job, 'steps').flatMap((step) => [
      ...action(below(step, 'uses'), 'action'),
      ...installs(below(step, 'run')),
    ]),
  ]);
}

function action(spot: Spot | null, what: 'action' | 'workflow'): readonly Input[] {
  const reference = textAt(spot);
  if (reference?.startsWith('docker://') === true) return input('image', reference, DIGEST.test(reference), spot);
  return input(what, reference, reference !== null && (/^\.{1,2}\//u.test(reference) || COMMIT.test(reference)), spot);
}

/** A hosted runner of the label `latest` is another machine image every few weeks. */
function runner(spot: Spot | null): readonly Input[] {
  const labels = textsAt(spot).filter((label) => /-latest(?:-|$)/u.test(label));
  return labels.flatMap((label) => input('runner', label, false, spot));
}

function gitlabInputs(root: Spot): readonly Input[] {
  const variables = new Map(
    entriesAt(root, 'variables').map((entry) => [entry.key, textAt(entry) ?? textAt(entry, 'value') ?? ''] as const),
  );
  const jobs = [root, ...[below(root, 'default')].filter((spot) => spot !== null), ...entriesAt(root).filter(isJob)];
  const includes = below(root, 'include');
  const included = includes?.node.kind === 'list' ? itemsAt(includes) : includes === null ? [] : [includes];
  return [
    ...included.flatMap(include),
    ...jobs.flatMap((job) => [
      ...image(below(job, 'image'), variables),
      ...itemsAt(job, 'services').flatMap((service) => image(service, variables)),
      ...['before_script', 'script', 'after_script'].flatMap((key) => installs(below(job, key))),
    ]),
  ];
}

function isJob(entry: Spot & { readonly key: string }): boolean {
  return (
    entry.node.kind === 'map' && !['default', 'variables', 'workflow', 'include', 'stages', 'image'].includes(entry.key)
  );
}

/** A pipeline included from elsewhere is exact by a full commit only; a file of the same repository is part of it. */
function include(spot: Spot): readonly Input[] {
  const scalar = textAt(spot);
  if (scalar !== null) return input('include', scalar, !/^https?:/u.test(scalar), spot);
  if (textAt(spot, 'local') !== null) return input('include', textAt(spot, 'local'), true, spot);
  const project = textAt(spot, 'project');
  if (project !== null) {
    const ref = textAt(spot, 'ref');
    return input('include', ref === null ? project : `${project}@${ref}`, /^[0-9a-f]{40}$/u.test(ref ?? ''), spot);
  }
  const component = textAt(spot, 'component');
  const other = component ?? textAt(spot, 'remote') ?? textAt(spot, 'template');
  return input('include', other, component !== null && COMMIT.test(component), spot);
}
