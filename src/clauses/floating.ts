import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Dockerfile } from '../domain/facts.ts';
import { locatorLine } from '../domain/locator.ts';
import { message } from '../domain/message.ts';
import { asRead, fieldsOf, filesOf, readOf } from './files.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

interface Floating {
  readonly reference: string;
  readonly where: EvidenceRef;
  /** Whether the reference stands in the stage that becomes the image, or in one that it is built from by `FROM`. */
  readonly used: boolean;
}

/** CS-585-02: no floating inputs. */
export function noFloatingInputs(context: Context): Outcome {
  const { release } = context;
  const dockerfiles = filesOf(release, 'dockerfile');
  const manifests = filesOf(release, 'build_manifest');
  const pipelines = filesOf(release, 'ci_pipeline');
  const lockfiles = filesOf(release, 'lockfile');
  if (dockerfiles.length + manifests.length + pipelines.length === 0) {
    return undecidable(
      [message('rules.missing.dockerfile'), message('rules.missing.build_manifest')],
      lockfiles.map(refFile),
    );
  }
  const floating = [
    ...readOf(release, 'dockerfile', 'dockerfile').flatMap(({ file, facts }) => floatingIn(file, facts)),
    ...manifests.flatMap(floatingImages),
    ...pipelines.flatMap(floatingSteps),
  ];
  const used = floating.filter((item) => item.used);
  const first = used[0];
  if (first !== undefined) {
    const values = {
      path: first.where.path,
      line: locatorLine(first.where.locator) ?? 0,
      reference: first.reference,
      k: used.length,
    };
    return fail(message('rules.585-02.fail', values), capped(used.map((item) => item.where)));
  }
  if (floating.length > 0) {
    const references = some(floating.map((item) => item.reference));
    return judge(
      message('rules.585-02.judge', { references, k: floating.length }),
      capped(floating.map((item) => item.where)),
    );
  }
  const rests = [...dockerfiles, ...manifests, ...pipelines];
  if (lockfiles.length === 0) return undecidable([message('rules.missing.lockfile')], rests.map(refFile));
  const verified = new Set(
    release.verification.integrity.members.filter((member) => member.state === 'verified').map((member) => member.path),
  );
  const loose = lockfiles.filter((file) => !verified.has(file.path));
  if (loose.length > 0) {
    return undecidable(
      [message('rules.missing.lockfile-hash', { paths: some(loose.map((file) => file.path)) })],
      loose.map(refFile),
    );
  }
  if (
    readOf(release, 'dockerfile', 'dockerfile').every(({ facts }) => facts.images.length === 0) &&
    dockerfiles.length > 0
  ) {
    return undecidable([message('rules.missing.images')], dockerfiles.map(refFile));
  }
  const images = readOf(release, 'dockerfile', 'dockerfile').flatMap(({ file, facts }) =>
    facts.images.filter(isImage).map((image) => refAt(file, image.at, image.reference)),
  );
  return pass(
    message('rules.585-02.pass', { n: images.length }),
    rests,
    capped([...images, ...lockfiles.map(refFile)]),
  );
}

/** Whether a `FROM` names an image: an earlier stage is none, nor is the empty `scratch`. */
function isImage(image: Dockerfile['images'][number]): boolean {
  return !image.fromStage && image.reference.toLowerCase() !== 'scratch';
}

function floatingIn(file: EvidenceFile, facts: Dockerfile): readonly Floating[] {
  const used = usedStages(facts);
  const images = facts.images
    .map((image, index) => ({ image, index }))
    .filter(({ image }) => isImage(image) && image.digest === null)
    .map(({ image, index }) => ({
      reference: image.reference,
      where: refAt(file, image.at, image.reference),
      used: used.has(index),
    }));
  const instructions = facts.floating.map((item) => {
    const stage = facts.images.findLastIndex((image) => (locatorLine(image.at) ?? 0) < (locatorLine(item.at) ?? 0));
    return { reference: item.reference, where: refAt(file, item.at, item.reference), used: used.has(stage) };
  });
  return [...images, ...instructions];
}

/** The last stage and those it is built from by `FROM <stage>`; what a stage copies from others is not followed. */
function usedStages(facts: Dockerfile): ReadonlySet<number> {
  const used = new Set<number>();
  let index = facts.images.length - 1;
  while (index >= 0 && !used.has(index)) {
    used.add(index);
    const image = facts.images[index];
    if (image?.fromStage !== true) break;
    const before = facts.images.slice(0, index);
    index = before.findLastIndex((stage) => stage.stage?.toLowerCase() === image.reference.toLowerCase());
  }
  return used;
}

/** The build manifest's image without a digest, neither in the reference nor beside it. */
function floatingImages(file: EvidenceFile): readonly Floating[] {
  const fields = fieldsOf(file);
  const image = fields.get('environment.image');
  const digest = fields.get('environment.image_digest');
  if (image === undefined || image.value.includes('@sha256:')) return [];
  if (digest !== undefined && /^(?:sha256:)?[0-9a-f]{64}$/iu.test(digest.value.trim())) return [];
  return [{ reference: image.value, where: refValue(file, image), used: true }];
}

/** What a pipeline takes in by tag or name. Which of it reaches the artefact, a pipeline's text does not tell. */
function floatingSteps(file: EvidenceFile): readonly Floating[] {
  const pipeline = asRead(file, 'pipeline');
  if (pipeline !== null) {
    return pipeline.facts.inputs
      .filter(({ exact }) => !exact)
      .map(({ reference, at }) => ({ reference, where: refAt(file, at, reference), used: false }));
  }
  return [...fieldsOf(file)]
    .filter(([key]) => /(?:^|\.)(?:image|image\.name|container|container\.image|uses)$/u.test(key))
    .filter(
      ([, value]) =>
        !/@sha256:[0-9a-f]{64}|@[0-9a-f]{40}\b|^\.{1,2}\//iu.test(value.value) && value.value.trim() !== '',
    )
    .map(([, value]) => ({ reference: value.value, where: refValue(file, value), used: false }));
}
