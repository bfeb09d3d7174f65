import { sha256Hex, type PackFile } from '../../src/packer/index.ts';
import { anomalyExport, closedAnomalies, closedAnomalyExport } from './anomalies.ts';
import { buildArtifacts, buildManifest, provenance, type Artifact } from './build-records.ts';
import { branchProtection, changeRequests, merges, type ReleaseChanges } from './change-records.ts';
import { sbom, soupList } from './components.ts';
import { documentsOf } from './documents.ts';
import type { BuiltFacts, ReleaseFacts } from './facts.ts';
import { fileAtRelease, sourceBundle, type History } from './history.ts';
import { junitReport } from './junit.ts';
import { deliveryProcedure, keyCustody, monitoringPlan, regulatoryPlan, rollbackPlan, rollbackTest } from './plans.ts';
import type { Seeded } from './random.ts';
import { checklist, releaseNotes, releaseRecord } from './release-documents.ts';
import { riskFile } from './risk.ts';
import { coverage, sarif, vex, vulnerabilityScan, zap } from './security-records.ts';
import { utf8 } from './text.ts';
import { deviations, resultReview, testSpecification, traceMatrix, verificationPlan } from './verification-records.ts';

/** Paths of evidence by role, as the manifest names them. */
export type EvidenceIndex = Readonly<Record<string, string | readonly string[]>>;

/** Everything of a release before it is archived and signed. */
export interface Content {
  readonly facts: BuiltFacts;
  readonly files: readonly PackFile[];
  readonly artifacts: readonly Artifact[];
  readonly evidence: EvidenceIndex;
  readonly anomalies: readonly { readonly id: string; readonly sha256: string }[];
}

/** What the content of one release is made from. */
export interface ContentInput {
  readonly facts: ReleaseFacts;
  readonly history: History;
  readonly seed: Seeded;
  /** SHA-256 of the release manager's public key. */
  readonly keyFingerprint: string;
  /** The bundle of the release before, which a rollback goes back to. */
  readonly before: Artifact;
}

/** Returns the content of one release, in full: sources, artefacts, evidence and records. */
export function contentOf(input: ContentInput): Content {
  const { history, seed } = input;
  const version = input.facts.version;
  const bundle = sourceBundle(history, { version, branch: input.facts.branch, tagged: input.facts.times.tagged });
  const facts: BuiltFacts = { ...input.facts, commit: bundle.commits.get(version) ?? '' };
  const built = buildArtifacts(facts, history);
  const artifacts = built.map(({ path, bytes }) => ({ path, sha256: sha256Hex(bytes) }));
  const open = anomalyExport(facts);
  const documents = documentsOf(facts);
  const changes: ReleaseChanges = { changes: changesOf(facts, history), commits: bundle.commits };
  const requests = [
    ...new Map(changes.changes.map(({ request, title }) => [request, { id: request, title }])).values(),
  ];
  const withVex = facts.version >= '2.4.0';
  const texts: Readonly<Record<string, string>> = {
    'record/release-record.md': releaseRecord(facts, documents, artifacts),
    'record/release-checklist.md': checklist(facts),
    'record/release-notes.md': releaseNotes(facts, requests),
    'tests/unit.xml': junitReport(facts, 'unit', seed),
    'tests/integration.xml': junitReport(facts, 'integration', seed),
    'tests/system.xml': junitReport(facts, 'system', seed),
    'verification/verification-plan.md': verificationPlan(facts),
    'verification/test-specification.md': testSpecification(facts),
    'verification/result-review.md': resultReview(facts),
    'verification/deviations.yaml': deviations(facts),
    'verification/trace-matrix.csv': traceMatrix(facts),
    'verification/coverage.xml': coverage(facts, history, seed),
    'anomalies/known.json': open.text,
    ...(closedAnomalies(facts).length === 0 ? {} : { 'anomalies/closed.json': closedAnomalyExport(facts).text }),
    'risk/risk-file-extract.yaml': riskFile(facts),
    'sbom/sbom.cdx.json': sbom(facts, artifacts, seed),
    'sbom/soup-list.csv': soupList(facts),
    ...(withVex ? { 'sbom/vex.openvex.json': vex(facts) } : {}),
    'security/sast.sarif': sarif(facts),
    'security/zap.json': zap(facts),
    'security/vulnerability-scan.json': vulnerabilityScan(facts),
    'build/Dockerfile': fileAtRelease(history, version, 'Dockerfile'),
    'build/release.yml': fileAtRelease(history, version, '.github/workflows/release.yml'),
    'build/package-lock.json': fileAtRelease(history, version, 'package-lock.json'),
    'build/build-manifest.yaml': buildManifest(facts, artifacts),
    'build/provenance.json': provenance(facts, artifacts, seed),
    'changes/change-requests.json': changeRequests(facts, changes),
    'changes/merges.json': merges(changes),
    'changes/branch-protection.json': branchProtection(facts),
    'delivery/delivery-procedure.md': deliveryProcedure(),
    'delivery/key-custody.md': keyCustody(input.keyFingerprint),
    'post-release/monitoring-plan.md': monitoringPlan(facts),
    'post-release/rollback-plan.md': rollbackPlan(facts, input.before),
    'post-release/rollback-test.md': rollbackTest(facts),
    'regulatory/regulatory-plan.md': regulatoryPlan(facts),
    ...Object.fromEntries(documents.map(({ path, text }) => [path, text])),
  };
  const files = [
    ...built,
    { path: `source/triage-${version}.git.bundle`, bytes: bundle.bytes },
    ...Object.entries(texts).map(([path, text]) => ({ path, bytes: utf8(text) })),
  ];
  return { facts, files, artifacts, evidence: evidenceOf(version, Object.keys(texts)), anomalies: open.entries };
}

/** The changes since the release before, the release's own version commit included. */
function changesOf(facts: ReleaseFacts, history: History): readonly History['changes'][number][] {
  const keys = history.changes.map(({ key }) => key);
  const after = keys.indexOf(facts.previous);
  return history.changes.slice(after + 1, keys.indexOf(facts.version) + 1);
}

function evidenceOf(version: string, paths: readonly string[]): EvidenceIndex {
  const present = new Set(paths);
  const all: EvidenceIndex = {
    release_record: 'record/release-record.md',
    verification_plan: ['verification/verification-plan.md', 'verification/test-specification.md'],
    deviations: 'verification/deviations.yaml',
    anomalies: ['anomalies/known.json', 'anomalies/closed.json'].filter((path) => present.has(path)),
    risk_file: 'risk/risk-file-extract.yaml',
    sbom: 'sbom/sbom.cdx.json',
    soup_list: 'sbom/soup-list.csv',
    ...(present.has('sbom/vex.openvex.json') ? { vex: 'sbom/vex.openvex.json' } : {}),
    sast: 'security/sast.sarif',
    dast: 'security/zap.json',
    coverage: 'verification/coverage.xml',
    vulnerability_scan: 'security/vulnerability-scan.json',
    build_manifest: 'build/build-manifest.yaml',
    provenance: 'build/provenance.json',
    dockerfile: 'build/Dockerfile',
    ci_pipeline: 'build/release.yml',
    lockfile: 'build/package-lock.json',
    reproducibility: 'reproducibility/rebuild.yaml',
    checklist: 'record/release-checklist.md',
    documents: [...paths.filter((path) => path.startsWith('documents/')), 'verification/result-review.md'],
    change_requests: 'changes/change-requests.json',
    archive_record: 'archive/archive-record.md',
    delivery_procedure: 'delivery/delivery-procedure.md',
    key_custody: 'delivery/key-custody.md',
    branch_protection: 'changes/branch-protection.json',
    merges: 'changes/merges.json',
    release_notes: 'record/release-notes.md',
    trace_matrix: 'verification/trace-matrix.csv',
    monitoring_plan: 'post-release/monitoring-plan.md',
    rollback_plan: 'post-release/rollback-plan.md',
    rollback_test: 'post-release/rollback-test.md',
    source: `source/triage-${version}.git.bundle`,
    regulatory_plan: 'regulatory/regulatory-plan.md',
  };
  return all;
}
