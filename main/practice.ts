import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TrustAnchor } from '../src/domain/signature.ts';
import { buildFaultySample, buildSample, signers } from '../assets/sample/index.ts';
import { sampleKeys } from './cli/sample-keys.ts';
import { anchorsInFile } from './files/anchor-file.ts';
import { writeTogether } from './files/atomic-write.ts';
import { makeFolder } from './files/make-folder.ts';
import type { Practice } from './ipc/services.ts';

const SEED = 240;
const ANCHOR = 'trust-anchor.pem';

/**
 * Returns the sample release, or the one with planted faults, below `folder`. It is made once, with keys that nobody keeps, so that an
 * audit of it can be opened again. `by` and `at` stand beside its anchor, which counts for this release alone.
 */
export async function practiceRelease(folder: string, faults: boolean, by: string, at: number): Promise<Practice> {
  const own = join(folder, faults ? 'faults' : 'sample');
  const files = {
    archive: join(own, faults ? 'triage-2.4.0-faults.zip' : 'triage-2.4.0.zip'),
    previous: join(own, 'triage-2.3.1.zip'),
    anchor: join(own, ANCHOR),
  };
  if (!Object.values(files).every((path) => existsSync(path))) {
    const options = { seed: SEED, keys: await sampleKeys(signers()) };
    const sample = buildSample(options);
    await makeFolder(own);
    await writeTogether([
      { path: files.archive, content: faults ? buildFaultySample(options).archive : sample.archive },
      { path: files.previous, content: sample.previous },
      { path: files.anchor, content: sample.anchorPem },
    ]);
  }
  const anchors = await practiceAnchors(folder, files.archive, by, at);
  return { archive: files.archive, previous: files.previous, anchors };
}

/** Returns the anchor of a sample release that was made below `folder`; none for every other archive. */
export async function practiceAnchors(
  folder: string,
  archive: string,
  by: string,
  at: number,
): Promise<readonly TrustAnchor[]> {
  const own = dirname(archive);
  if (dirname(own) !== folder || !existsSync(join(own, ANCHOR))) return [];
  return anchorsInFile(await readFile(join(own, ANCHOR)), ANCHOR, { by, at: new Date(at).toISOString(), channel: '' });
}
