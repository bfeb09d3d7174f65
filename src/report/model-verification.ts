import { bagSentence, bagStateWord } from '../domain/bag.ts';
import type { Message } from '../domain/message.ts';
import type { IntegrityReport, MemberState } from '../domain/integrity.ts';
import { reasonRemedy, reasonSentence, type Reason } from '../domain/reasons.ts';
import type { Release } from '../domain/release.ts';
import { message } from '../domain/message.ts';
import { render, type Catalogue } from '../domain/render.ts';
import type { Indication } from '../domain/verdict.ts';
import type { ApprovalResult, SignatureResult } from '../domain/signature.ts';
import type { ReportApproval, ReportIntegrity, ReportMember, ReportReason, ReportSignature } from './model-types.ts';

/** In which language sentences are rendered, and whether remedies are given. */
export interface Say {
  readonly catalogue: Catalogue;
  readonly advice: boolean;
}

/** Returns reasons as rendered sentences. */
export function reasons(of: readonly Reason[], say: Say): readonly ReportReason[] {
  return of.map((one) => reasonPart(one, say));
}

function reasonPart(one: Reason, say: Say): ReportReason {
  return {
    code: one.code,
    sentence: render(say.catalogue, reasonSentence(one)),
    remedy: say.advice ? render(say.catalogue, reasonRemedy(one)) : null,
  };
}

/** What passed needs no advice. */
function adviceFor(indication: Indication, say: Say): Say {
  return indication === 'TOTAL_PASSED' ? { ...say, advice: false } : say;
}

/** Returns the integrity part of a report: counts, and every member that is not verified by name. */
export function integrity(report: IntegrityReport, say: Say): ReportIntegrity {
  const inState = (state: MemberState): readonly string[] =>
    report.members.filter((member) => member.state === state).map((member) => member.path);
  return {
    verdict: report.verdict,
    reasons: reasons(report.reasons, say),
    lists: report.lists,
    verified: inState('verified').length,
    mismatched: report.mismatched,
    missing: report.missing,
    unlisted: report.unlisted,
    weak: report.weak,
    unreadable: inState('unreadable'),
    unsafe: report.unsafe,
    bags: report.bags.map(({ folder, version, state, findings }) => ({
      folder: folder === '' ? './' : folder,
      version,
      state,
      stateWord: render(say.catalogue, bagStateWord(state)),
      findings: findings.map(({ code, paths }) => ({
        code,
        sentence: render(say.catalogue, bagSentence(code)),
        paths,
      })),
    })),
  };
}

/** Returns the signatures with each check as a question. */
export function signatures(results: readonly SignatureResult[], say: Say): readonly ReportSignature[] {
  return results.map((result) => ({
    path: result.path,
    format: result.format,
    covers: result.covers,
    indication: result.indication,
    subIndication: result.subIndication,
    reason: reasonPart(result.reason, adviceFor(result.indication, say)),
    signer: result.signer,
    times: result.times,
    comment: result.comment,
    checks: result.checks.map(({ question, answer }) => ({
      question: render(say.catalogue, message(`check.${question}`)),
      answer,
    })),
    chain: result.chain,
    anchor: result.anchor,
  }));
}

/** Returns approvals and sign-offs of anomalies. */
export function approvals(results: readonly ApprovalResult[], say: Say): readonly ReportApproval[] {
  return results.map(({ reason: why, ...result }) => ({
    ...result,
    reason: reasonPart(why, adviceFor(result.indication, say)),
  }));
}

/** Returns one entry a member of the archive: digest, coverage, and what was read from it. */
export function members(release: Release, say: (said: Message) => string): readonly ReportMember[] {
  const files = new Map(release.evidence.map((file) => [file.path, file]));
  return release.verification.coverage.map((member) => {
    const file = files.get(member.path);
    return {
      path: member.path,
      size: member.size,
      sha256: member.sha256,
      by: member.by,
      indication: member.indication,
      role: file?.role ?? null,
      reading: file?.reading.state ?? null,
      notes: (file?.reading.notes ?? []).map(say),
      signatures: member.signatures,
    };
  });
}
