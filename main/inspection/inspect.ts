import { openArchive, type Archive } from '../../src/archive/index.ts';
import { assess, refusedPrevious, resolveProfile } from '../../src/clauses/index.ts';
import type { Listing, OnProgress } from '../../src/domain/archive.ts';
import type { Assessment, DeviceFact, RefusedPrevious, Thresholds } from '../../src/domain/assessment.ts';
import type { Edition, Mode, SafetyClass } from '../../src/domain/clause.ts';
import type { ColumnMap } from '../../src/domain/column-map.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../../src/domain/errors.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import type { Release, Verification } from '../../src/domain/release.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { readRelease, verifyArchive, type ReadOptions } from '../../src/release/index.ts';
import { archiveName, openSource, type OpenSource } from '../files/archive-source.ts';
import { movingProgress, unlessStalled } from './stall.ts';

/** What is inspected, and under which facts that the archive cannot choose. */
export interface InspectionRequest {
  readonly path: string;
  /** The release before, for rules that compare. */
  readonly previousPath?: string | undefined;
  readonly anchors: readonly TrustAnchor[];
  /** The instant at which certificates are judged, milliseconds since 1970. */
  readonly at: number;
  readonly overrides?:
    | {
        readonly edition?: Edition | undefined;
        readonly safetyClass?: SafetyClass | undefined;
        readonly mode?: Mode | undefined;
        readonly facts?: Readonly<Partial<Record<DeviceFact, string>>> | undefined;
        readonly reason?: string | undefined;
        readonly thresholds?: Thresholds | undefined;
      }
    | undefined;
  readonly budgets?: Budgets | undefined;
  /** What the columns of the manufacturers' tables mean. */
  readonly columns?: readonly ColumnMap[] | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Takes what the archive holds, before anything of it is hashed. Not called for the release before. */
  readonly onListed?: ((listing: Listing) => void) | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** The whole walk of one archive. The archive stays open for reading evidence until `close`. */
export interface Inspection {
  readonly archive: Archive;
  readonly verification: Verification;
  readonly release: Release;
  readonly assessment: Assessment;
  close(): Promise<void>;
}

/**
 * Opens, verifies, reads and assesses the archive at `request.path`. Throws `Refusal` for an archive that cannot be read in one
 * way only or does not go on, `Problem` for a file that cannot be opened, `Cancelled`. An archive given as the release before that is refused
 * stops nothing: the assessment says so. Command line and window come through here alike.
 */
export function inspectArchive(request: InspectionRequest): Promise<Inspection> {
  const { stillSeconds } = request.budgets ?? DEFAULT_BUDGETS;
  return unlessStalled(stillSeconds, (moved) =>
    inspect({ ...request, onProgress: movingProgress(moved, request.onProgress) }, moved),
  );
}

async function inspect(request: InspectionRequest, moved: () => void): Promise<Inspection> {
  const previous = await previousRelease(request, moved);
  const source = await openSource(request.path, request.budgets, moved);
  try {
    const { archive, verification, release } = await walk(source, request);
    const total = release.evidence.length;
    request.onProgress?.({ phase: 'clauses', done: 0, total });
    const overrides = Object.fromEntries(Object.entries(request.overrides ?? {}).filter(([, value]) => value));
    const assessment = assess(release, resolveProfile(release.manifest, overrides), previous);
    request.onProgress?.({ phase: 'clauses', done: total, total });
    throwIfCancelled(request.signal);
    // What is reported must be about the bytes that still lie there, not about a file that was exchanged meanwhile.
    if (!(await archive.unchanged())) throw new Refusal('ARCHIVE_CHANGED', null);
    return { archive, verification, release, assessment, close: () => source.close() };
  } catch (thrown) {
    await source.close();
    throw thrown;
  }
}

/** The release before. One that is refused is still about another archive than the audited one, so that the audit goes on without it. */
async function previousRelease(
  request: InspectionRequest,
  moved: () => void,
): Promise<Release | RefusedPrevious | null> {
  if (request.previousPath === undefined) return null;
  const source = await openSource(request.previousPath, request.budgets, moved);
  try {
    return (await walk(source, { ...request, onProgress: undefined, onListed: undefined })).release;
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusedPrevious(archiveName(request.previousPath), thrown);
    throw thrown;
  } finally {
    await source.close();
  }
}

async function walk(
  source: OpenSource,
  request: InspectionRequest,
): Promise<{ readonly archive: Archive; readonly verification: Verification; readonly release: Release }> {
  const options = optionsOf(request);
  const archive = await openArchive(source.source, options);
  request.onListed?.(listingOf(archive));
  const verification = await verifyArchive(archive, { ...options, anchors: request.anchors, at: request.at });
  const release = await readRelease(archive, verification, options);
  return { archive, verification, release };
}

function listingOf({ identity, members }: Archive): Listing {
  const paths = members.map(({ path }) => path).join('\n');
  return { container: identity.container, paths, sizes: members.map(({ size }) => size) };
}

function optionsOf(request: InspectionRequest): ReadOptions {
  return {
    ...(request.columns === undefined ? {} : { columns: request.columns }),
    ...(request.budgets === undefined ? {} : { budgets: request.budgets }),
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
}
