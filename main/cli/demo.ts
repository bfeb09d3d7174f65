import { join, resolve } from 'node:path';
import { buildFaultySample, buildSample, signers } from '../../assets/sample/index.ts';
import { message } from '../../src/domain/message.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import type { AuditArguments, DemoArguments } from './arguments.ts';
import { makeFolder } from '../files/make-folder.ts';
import { runAudit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { sampleKeys } from './sample-keys.ts';

const SEED = 240;
const DEFAULT_FOLDER = 'countersign-sample';

/** The names that `demo` gives to its files. */
export const SAMPLE_FILES = {
  archive: 'triage-2.4.0.zip',
  previous: 'triage-2.3.1.zip',
  anchor: 'trust-anchor.pem',
  faulty: 'triage-2.4.0-faults.zip',
  faults: 'faults.md',
  pack: 'evidence-pack',
} as const;

/**
 * Runs `demo`: writes the sample release, its predecessor and the trust anchor (with `--faults` also the release with planted faults and
 * their list), then audits the sample into `evidence-pack`. Returns the exit code of that audit.
 */
export async function runDemo(given: DemoArguments, context: CommandContext): Promise<number> {
  const { io, say } = context;
  const folder = given.out ?? DEFAULT_FOLDER;
  const at = (name: string): string => resolve(join(folder, name));
  const options = { seed: SEED, keys: await sampleKeys(signers()) };
  const sample = buildSample(options);
  await makeFolder(folder);
  await writeAtomically(at(SAMPLE_FILES.archive), sample.archive);
  await writeAtomically(at(SAMPLE_FILES.previous), sample.previous);
  await writeAtomically(at(SAMPLE_FILES.anchor), sample.anchorPem);
  if (given.faults) {
    const faulty = buildFaultySample(options);
    await writeAtomically(at(SAMPLE_FILES.faulty), faulty.archive);
    await writeAtomically(at(SAMPLE_FILES.faults), faulty.faultsMarkdown);
    io.note(
      say(
        message('cli.demo.faults', {
          path: at(SAMPLE_FILES.faulty),
          faults: faulty.faults.length,
          list: at(SAMPLE_FILES.faults),
        }),
      ),
    );
  }
  const written = [SAMPLE_FILES.archive, SAMPLE_FILES.previous, SAMPLE_FILES.anchor].map(at);
  io.note(
    say(
      message('cli.demo.written', { archive: written[0] ?? '', previous: written[1] ?? '', anchor: written[2] ?? '' }),
    ),
  );
  return await runAudit(auditOfSample(at), context);
}

function auditOfSample(at: (name: string) => string): AuditArguments {
  return {
    command: 'audit',
    archive: at(SAMPLE_FILES.archive),
    trust: [at(SAMPLE_FILES.anchor)],
    previous: at(SAMPLE_FILES.previous),
    out: at(SAMPLE_FILES.pack),
    at: null,
    json: false,
    edition: null,
    safetyClass: null,
    mode: null,
    facts: {},
    reason: null,
    failOn: 'major',
  };
}
