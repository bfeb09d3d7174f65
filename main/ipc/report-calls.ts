import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { withoutPrivateNotes } from '../../src/audit/index.ts';
import type { Sha256 } from '../../src/domain/brand.ts';
import { writeTogether } from '../files/atomic-write.ts';
import { Problem } from '../files/problem.ts';
import { record } from './audit-calls.ts';
import { inspectorOf, verifiedOf, type Services } from './services.ts';

/** Answers the export of the evidence pack: PDF and JSON beside each other, then the line in the journal. */
export function reportCalls(services: Services): Handlers<Contract>['report'] {
  return {
    export: async ({ session, copy }) => {
      const open = services.sessions.get(session);
      const { anchors, workspace: file } = verifiedOf(open);
      const inspector = inspectorOf(open);
      const wanted = await services.dialogs.chooseReport(suggestedName(open.name));
      if (wanted === null) return null;
      const paths = await reportPaths(wanted);
      const { name, version } = services.product;
      const kept = { state: file.state(), events: file.events() };
      const said = copy === 'manufacturer' ? withoutPrivateNotes(kept.state, kept.events) : kept;
      const report = await inspector.ask({
        kind: 'report',
        facts: {
          tool: { name, version },
          generatedAt: new Date(services.now()).toISOString(),
          anchors,
          workspace: said.state,
          events: said.events,
        },
      });
      await writeTogether([
        { path: paths.pdf, content: report.pdf },
        { path: paths.json, content: report.json },
      ]);
      const sha256 = createHash('sha256').update(report.pdf).digest('hex') as Sha256;
      const workspace = await record(services, open, { kind: 'exported', sha256, pages: report.pages });
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

/**
 * Returns where PDF and JSON go for the path that the dialog gave. The dialog asked the auditor about `wanted` alone: what else
 * lies there is only replaced where it is an earlier evidence pack.
 */
async function reportPaths(wanted: string): Promise<{ readonly pdf: string; readonly json: string }> {
  const asked = extname(wanted).toLowerCase() === '.pdf';
  const pdf = asked ? wanted : `${wanted}.pdf`;
  const json = join(dirname(pdf), `${basename(pdf, extname(pdf))}.json`);
  const ours = await isReport(json);
  for (const [path, allowed] of [
    [pdf, asked || ours],
    [json, ours],
  ] as const) {
    if (!allowed && existsSync(path))
      throw new Problem('FILE_NOT_WRITABLE', { name: basename(path), reason: 'EEXIST' });
  }
  return { pdf, json };
}

/** Returns whether a file begins as the JSON of an evidence pack does. */
async function isReport(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0);
    return /^\{\s*"schema":\s*"countersign\/report@/u.test(buffer.subarray(0, bytesRead).toString('utf8'));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

function suggestedName(archive: string): string {
  return `${basename(archive, extname(archive))} evidence pack.pdf`;
}
