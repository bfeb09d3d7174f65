import { editionCatalogue, RULE_SET } from '../../src/clauses/index.ts';
import type { OnProgress } from '../../src/domain/archive.ts';
import { reportJson, reportModel } from '../../src/report/index.ts';
import { CRYPTO_POLICY, runSelftest } from '../../src/signature/index.ts';
import { loadCatalogue } from '../files/catalogue.ts';
import { loadFonts } from '../files/fonts.ts';
import { cryptoLibrary } from '../files/product.ts';
import type { Inspection } from '../inspection/index.ts';
import type { Given, ReportFacts } from './protocol.ts';

/** Returns the evidence pack of an inspection: PDF and JSON of the same model, and the number of pages. */
export async function writeReport(
  { release, assessment }: Inspection,
  facts: ReportFacts,
  onProgress: OnProgress,
): Promise<Given['report']> {
  onProgress({ phase: 'report', done: 0, total: 1 });
  const model = reportModel({
    release,
    assessment,
    edition: editionCatalogue(assessment.profile.edition),
    ruleSet: RULE_SET,
    workspace: facts.workspace,
    events: facts.events,
    anchors: facts.anchors,
    tool: facts.tool,
    selftest: await runSelftest(cryptoLibrary()),
    cryptoPolicy: CRYPTO_POLICY,
    createdAt: facts.generatedAt,
    catalogue: loadCatalogue('en'),
  });
  // What draws is loaded when it is needed: most inspections end without a report.
  const { reportPdf } = await import('../../src/report/pdf/index.ts');
  const { bytes, pages } = await reportPdf(model, await loadFonts());
  onProgress({ phase: 'report', done: 1, total: 1 });
  return { pdf: new Uint8Array(bytes), json: reportJson(model), pages };
}
