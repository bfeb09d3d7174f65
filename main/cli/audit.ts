import { basename, join, resolve } from 'node:path';
import { editionCatalogue, RULE_SET } from '../../src/clauses/index.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { Grade } from '../../src/domain/clause.ts';
import { message } from '../../src/domain/message.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { auditDocument, reportJson, reportModel } from '../../src/report/index.ts';
import { CRYPTO_POLICY, runSelftest } from '../../src/signature/index.ts';
import { writeTogether } from '../files/atomic-write.ts';
import { loadFonts } from '../files/fonts.ts';
import { makeFolder } from '../files/make-folder.ts';
import { cryptoLibrary, productVersion } from '../files/product.ts';
import { inspectArchive, type Inspection } from '../inspection/index.ts';
import type { AuditArguments } from './arguments.ts';
import type { CommandContext } from './context.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { sha256OfBytes } from './sha256.ts';
import { assessmentLines, verificationLines } from './summary.ts';
import { anchorsOf } from './trust.ts';

/** Failed rules of these grades end `audit` with code 1, by `--fail-on`. */
const COUNTED: Readonly<Record<AuditArguments['failOn'], readonly Grade[]>> = {
  major: ['stops-assessment', 'major'],
  minor: ['stops-assessment', 'major', 'minor'],
  observation: ['stops-assessment', 'major', 'minor', 'observation'],
};

/**
 * Runs `audit`: verification, every rule, and the evidence pack in `--out`. Without `--out` the pack goes to a folder beside the working
 * directory's other files, except with `--json`, which then writes nothing but its document.
 */
export async function runAudit(given: AuditArguments, context: CommandContext): Promise<number> {
  const { io, say, signal, now, settings } = context;
  const anchors = await anchorsOf(given.trust, now, say);
  const inspection = await inspectArchive({
    path: given.archive,
    previousPath: given.previous ?? undefined,
    anchors,
    at: given.at ?? now,
    overrides: {
      edition: given.edition ?? undefined,
      safetyClass: given.safetyClass ?? undefined,
      mode: given.mode ?? undefined,
      facts: given.facts,
      reason: given.reason ?? undefined,
      thresholds: settings.thresholds,
    },
    budgets: settings.budgets,
    columns: settings.columns,
    onProgress: io.progress.onProgress,
    signal,
  });
  try {
    const folder = given.out ?? (given.json ? null : `${basename(resolve(given.archive))}-evidence-pack`);
    const writing = folder === null ? Promise.resolve([]) : writePack(folder, inspection, anchors, context);
    // What was found is told also where the pack cannot be written.
    const pack = await writing.catch((thrown: unknown) => {
      io.progress.clear();
      if (!given.json) io.data(summary(inspection, context).join('\n'));
      throw thrown;
    });
    io.progress.clear();
    if (given.json) io.data(JSON.stringify(document(given, inspection, context), null, 2));
    else io.data([...summary(inspection, context), ...pack].join('\n'));
    return exitCode(inspection, given.failOn);
  } finally {
    await inspection.close();
  }
}

function document(
  given: AuditArguments,
  { verification, assessment }: Inspection,
  { catalogue }: CommandContext,
): object {
  const tool = { name: 'countersign', version: productVersion() };
  return auditDocument({ verification, assessment, path: given.archive, tool, catalogue });
}

function summary({ verification, assessment }: Inspection, { say }: CommandContext): readonly string[] {
  return [...verificationLines(verification, say), ...assessmentLines(assessment, say), ''];
}

/** Writes PDF and JSON into `folder` and returns the lines that say where. */
async function writePack(
  folder: string,
  { release, assessment }: Inspection,
  anchors: readonly TrustAnchor[],
  { io, say, catalogue, now }: CommandContext,
): Promise<readonly string[]> {
  io.progress.onProgress({ phase: 'report', done: 0, total: 1 });
  const model = reportModel({
    release,
    assessment,
    edition: editionCatalogue(assessment.profile.edition),
    ruleSet: RULE_SET,
    workspace: null,
    anchors,
    tool: { name: 'countersign', version: productVersion() },
    selftest: await runSelftest(cryptoLibrary()),
    cryptoPolicy: CRYPTO_POLICY,
    createdAt: new Date(now).toISOString(),
    catalogue,
  });
  // What draws is loaded here, so that commands without a report start faster.
  const { reportPdf } = await import('../../src/report/pdf/index.ts');
  const pdf = await reportPdf(model, await loadFonts());
  const paths = { pdf: join(folder, 'evidence-pack.pdf'), json: join(folder, 'evidence-pack.json') };
  await makeFolder(folder);
  await writeTogether([
    { path: paths.pdf, content: pdf.bytes },
    { path: paths.json, content: reportJson(model) },
  ]);
  const label = say(message('cli.label.pack'));
  return [
    `  ${label}  ${say(message('cli.pack-pdf', { path: resolve(paths.pdf), pages: pdf.pages, sha256: sha256OfBytes(pdf.bytes) }))}`,
    `  ${label}  ${say(message('cli.pack', { path: resolve(paths.json) }))}`,
  ];
}

/**
 * A failed archive or a counted failed rule is 1, an indeterminate archive 2, else 0. Undecidable rules are shown, not counted; where the
 * comparison with the release before was asked for and that archive cannot be used, the audit as asked for is not whole, and 0 becomes 2.
 */
export function exitCode(
  { verification, assessment }: { readonly verification: Inspection['verification']; readonly assessment: Assessment },
  failOn: AuditArguments['failOn'],
): number {
  const counted = COUNTED[failOn];
  const failed = assessment.results.some(
    (one) => one.result === 'fail' && !one.informative && one.grade !== null && counted.includes(one.grade),
  );
  if (failed) return EXIT.failed;
  const ofArchive = exitCodeOf(verification.verdict);
  const compared = assessment.previousRefused === null && assessment.previous?.used !== false;
  return ofArchive === EXIT.passed && !compared ? EXIT.indeterminate : ofArchive;
}
