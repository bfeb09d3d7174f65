import { render, type Catalogue } from '../domain/render.ts';
import type { TrustAnchor } from '../domain/signature.ts';
import { comparisonLines } from '../domain/comparison-lines.ts';
import { evidencePart } from './documents.ts';
import { anomalies, notPassed, soup, tests } from './model-evidence.ts';
import { journal } from './model-journal.ts';
import { sections } from './model-sections.ts';
import type { ReportInput, ReportModel, ReportProduct } from './model-types.ts';
import { approvals, integrity, members, reasons, signatures } from './model-verification.ts';

/** Beginnings of the catalogue keys that the PDF needs beside what the model renders. */
const WORDS = ['report.', 'verdict.', 'outcome.', 'grade.', 'basis.', 'role.', 'audit.judgement.'];

/**
 * Returns everything that a report says as plain values with all sentences rendered. In a third-party audit it holds no remedy,
 * because a notified body gives no advice.
 */
export function reportModel(input: ReportInput): ReportModel {
  const { release, assessment, edition, ruleSet, catalogue } = input;
  const { verification } = release;
  const say = { catalogue, advice: assessment.profile.mode === 'mock' };
  return {
    schema: 'countersign/report@1',
    tool: input.tool,
    selftest: input.selftest,
    cryptoPolicy: input.cryptoPolicy,
    createdAt: input.createdAt,
    product: product(input),
    archive: verification.archive,
    manifest: verification.manifest,
    previous: previous(input),
    previousRefused: previousRefused(input),
    profile: assessment.profile,
    editionName: edition.name,
    editionHeading: edition.heading,
    ruleSet: { ...assessment.ruleSet, rules: ruleSet.rules.length },
    verdict: verification.verdict,
    reasons: reasons(verification.reasons, say),
    evaluatedAt: verification.evaluatedAt,
    figures: assessment.figures,
    summary: assessment.summary,
    integrity: integrity(verification.integrity, say),
    signatures: signatures(verification.signatures, say),
    embedded: verification.embedded,
    approvals: approvals(verification.approvals, say),
    anchors: (input.anchors ?? []).map(withoutMaterial),
    identity: release.identity.map(({ key, value, agrees, where }) => ({
      key,
      value,
      agrees,
      where: evidencePart(where),
    })),
    sections: sections(input),
    answers: assessment.answers.map(({ question, rules, result }) => ({
      question: render(catalogue, question),
      rules,
      result,
    })),
    crossReferences: assessment.crossReferences.map(({ reference, rules, result, said }) => ({
      reference: render(catalogue, reference),
      rules,
      result,
      said: said === null ? null : render(catalogue, said),
    })),
    comparison: comparison(input),
    tests: tests(release.evidence),
    notPassed: notPassed(release.evidence),
    anomalies: anomalies(release),
    soup: soup(release.evidence),
    members: members(release, (said) => render(catalogue, said)),
    journal: input.workspace === null ? null : journal(input.workspace, input.events ?? [], catalogue),
    words: wordsOf(catalogue),
  };
}

function comparison({ assessment, catalogue }: ReportInput): ReportModel['comparison'] {
  if (assessment.comparison === null) return null;
  return comparisonLines(assessment.comparison).map(({ name, items }) => ({
    name: render(catalogue, name),
    items: items.map((item) => (typeof item === 'string' ? item : render(catalogue, item))),
  }));
}

function previous({ assessment, catalogue }: ReportInput): ReportModel['previous'] {
  if (assessment.previous === null) return null;
  const { name, sha256, verdict, said } = assessment.previous;
  return { name, sha256, verdict, sentence: render(catalogue, said) };
}

function previousRefused({ assessment, catalogue }: ReportInput): ReportModel['previousRefused'] {
  if (assessment.previousRefused === null) return null;
  const { name, code, sentence, remedy } = assessment.previousRefused;
  const advice = assessment.profile.mode === 'mock' ? render(catalogue, remedy) : null;
  return { name, code, sentence: render(catalogue, sentence), remedy: advice };
}

function product({ release }: ReportInput): ReportProduct {
  const { manifest } = release;
  return {
    name: manifest?.product.name ?? null,
    manufacturer: manifest?.product.manufacturer ?? null,
    version: manifest?.version ?? null,
    build: manifest?.build ?? null,
    tag: manifest?.gitTag ?? null,
    commit: manifest?.gitCommit ?? null,
    date: manifest?.date ?? null,
    kind: manifest?.kind ?? null,
    previous: manifest?.previous ?? null,
    deviceClass: manifest?.product.deviceClass ?? null,
    basicUdiDi: manifest?.product.basicUdiDi ?? null,
  };
}

function withoutMaterial(anchor: TrustAnchor): Omit<TrustAnchor, 'material'> {
  const { kind, fingerprint, subject, label, notBefore, notAfter, addedBy, addedAt, channel } = anchor;
  const { note, roles, manufacturer, expires } = anchor;
  const added = { addedBy, addedAt, channel, note, roles, manufacturer, expires };
  return { kind, fingerprint, subject, label, notBefore, notAfter, ...added };
}

function wordsOf(catalogue: Catalogue): Catalogue {
  const wanted = Object.entries(catalogue.texts).filter(([key]) =>
    WORDS.some((beginning) => key.startsWith(beginning)),
  );
  return { language: catalogue.language, texts: Object.fromEntries(wanted) };
}
