import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { appCalls } from './app-calls.ts';
import { archiveCalls } from './archive-calls.ts';
import { auditCalls } from './audit-calls.ts';
import { auditsCalls } from './audits-calls.ts';
import { columnCalls } from './column-calls.ts';
import { deskCalls } from './desk-calls.ts';
import { evidenceCalls } from './evidence-calls.ts';
import { reportCalls } from './report-calls.ts';
import { reviewCalls } from './review-calls.ts';
import type { Services } from './services.ts';
import { supplementCalls } from './supplement-calls.ts';
import { trustCalls } from './trust-calls.ts';

/** Returns the handlers of every call of the contract. */
export function createHandlers(services: Services): Handlers<Contract> {
  return {
    app: appCalls(services),
    archive: archiveCalls(services),
    trust: trustCalls(services),
    evidence: evidenceCalls(services),
    desk: deskCalls(services),
    columns: columnCalls(services),
    audits: { ...auditsCalls(services), ...supplementCalls(services), ...reviewCalls(services) },
    audit: auditCalls(services),
    report: reportCalls(services),
  };
}
