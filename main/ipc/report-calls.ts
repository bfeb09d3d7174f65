import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { Sha256 } from '../../src/domain/brand.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { Problem } from '../files/problem.ts';
import { verifiedOf, type Services } from './services.ts';

/** Answers the export of the evidence pack: PDF and JSON beside each other, then the line in the journal. */
export function reportCalls(services: Services): Handlers<Contract>['report'] {
  return {
    export: async ({ session }) => {
      const open = services.sessions.get(session);
      const { anchors, journal } = verifiedOf(open);
      if (open.inspector === null) throw new Problem('NOT_VERIFIED');
      const wanted = await services.dialogs.chooseReport(suggestedName(open.name));
      if (wanted === null) return null;
      const paths = reportPaths(wanted);
      const { name, version } = services.product;
      const report = await open.inspector.ask({
        kind: 'report',
        facts: {
          tool: { name, version },
          generatedAt: new Date(services.now()).toISOString(),
          anchors,
          workspace: journal.state(),
          events: journal.events(),
        },
      });
      await writeAtomically(paths.json, report.json);
      await writeAtomically(paths.pdf, report.pdf);
      const sha256 = createHash('sha256').update(report.pdf).digest('hex') as Sha256;
      const workspace = await journal.append({ kind: 'exported', sha256, pages: report.pages });
      return {
        name: basename(paths.pdf),
        pages: report.pages,
        size: report.pdf.byteLength,
        sha256,
        workspace,
      };
    },
  };
}

/** Returns where PDF and JSON go for the path that the dialog gave. */
function reportPaths(wanted: string): { readonly pdf: string; readonly json: string } {
  const pdf = extname(wanted).toLowerCase() === '.pdf' ? wanted : `${wanted}.pdf`;
  const json = join(dirname(pdf), `${basename(pdf, extname(pdf))}.json`);
  // The dialog asked about the PDF alone. A JSON file that lies there without its PDF is somebody else's.
  if (existsSync(json) && !existsSync(pdf)) {
    throw new Problem('FILE_NOT_WRITABLE', { name: basename(json), reason: 'EEXIST' });
  }
  return { pdf, json };
}

function suggestedName(archive: string): string {
  return `${basename(archive, extname(archive))} evidence pack.pdf`;
}
