import { openArchive } from '../../src/archive/index.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { Verification } from '../../src/domain/release.ts';
import { verifyArchive, type VerifyOptions } from '../../src/release/index.ts';
import { verifyDocument } from '../../src/report/index.ts';
import { openSource, type OpenSource } from '../files/archive-source.ts';
import { productVersion } from '../files/product.ts';
import { movingProgress, unlessStalled } from '../inspection/index.ts';
import type { VerifyArguments } from './arguments.ts';
import type { CommandContext } from './context.ts';
import { exitCodeOf } from './exit-codes.ts';
import { verificationLines } from './summary.ts';
import { anchorsOf } from './trust.ts';

/** Runs `verify`: integrity and signatures, as a summary or as one JSON document. Returns the exit code of the verdict. */
export async function runVerify(given: VerifyArguments, context: CommandContext): Promise<number> {
  const { io, say, catalogue } = context;
  const verification = await verify(given, context);
  io.progress.clear();
  if (given.json) {
    const tool = { name: 'countersign', version: productVersion() };
    io.data(JSON.stringify(verifyDocument({ verification, path: given.archive, tool, catalogue }), null, 2));
  } else {
    io.data(verificationLines(verification, say).join('\n'));
  }
  return exitCodeOf(verification.verdict);
}

async function verify(
  given: VerifyArguments,
  { io, say, signal, now, settings }: CommandContext,
): Promise<Verification> {
  const at = given.at ?? now;
  const anchors = await anchorsOf(given.trust, now, say);
  const { budgets } = settings;
  return unlessStalled(budgets.stillSeconds, async (moved) => {
    const source = await openSource(given.archive, budgets, moved);
    const options = {
      budgets,
      columns: settings.columns,
      onProgress: movingProgress(moved, io.progress.onProgress),
      signal,
    };
    return verifySource(source, { ...options, anchors, at });
  });
}

async function verifySource(source: OpenSource, options: VerifyOptions): Promise<Verification> {
  try {
    const archive = await openArchive(source.source, options);
    const verification = await verifyArchive(archive, options);
    // What is reported must be about the bytes that still lie there, not about a file that was exchanged meanwhile.
    if (!(await archive.unchanged())) throw new Refusal('ARCHIVE_CHANGED', null);
    return verification;
  } finally {
    await source.close();
  }
}
