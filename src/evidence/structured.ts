import type { EvidenceRole } from '../domain/manifest.ts';
import { child, parseTree, type TreeNode } from '../parse/index.ts';
import { readCycloneDx } from './cyclonedx/read-cyclonedx.ts';
import { readAnomalyTree } from './lists/anomalies.ts';
import { readDeviations } from './lists/deviations.ts';
import { readRiskFile } from './lists/risk-file.ts';
import { readIssues, readJiraSearch, trackerOf } from './lists/trackers.ts';
import { readGeneralTree } from './plain.ts';
import type { Outcome } from './reading.ts';
import { readBranchProtection, protectionOf } from './changes/branch-protection.ts';
import { looksLikeChangeRequests, readChangeRequests } from './changes/change-requests.ts';
import { mergesOf, readMerges } from './changes/merges.ts';
import { lockFormatOf, readTreeLock } from './build/lock-tree.ts';
import { looksLikeProvenance, readProvenance } from './build/provenance.ts';
import { looksLikeIstanbul, readIstanbul } from './coverage/istanbul.ts';
import { looksLikeSarif, readSarif } from './security/sarif.ts';
import { readScan, scannerOf } from './security/scans.ts';
import { readCsaf, readOpenVex, vexFormatOf } from './security/vex.ts';
import { looksLikeZap, readZapJson } from './security/zap.ts';
import { readSpdxJson } from './spdx/read-json.ts';
import { looksLikeSpdx3, readSpdx3 } from './spdx/read-json-ld.ts';
import { looksLikePipeline, readPipeline } from './build/pipeline.ts';
import { looksLikeXray, readXray } from './runners/xray.ts';
import { looksLikeCucumber, readCucumber } from './runners/cucumber.ts';

type Role = EvidenceRole | 'tests' | null;

/** Reads a JSON or YAML text as what its keys say it is; a role that has no form of its own keeps it general. Throws `ParseError`. */
export function readStructured(text: string, format: 'json' | 'yaml', role: Role): Outcome {
  const tree = parseTree(text, format);
  const may = (wanted: EvidenceRole): boolean => role === null || role === wanted;
  if (format === 'json' && (role === null || role === 'tests') && looksLikeCucumber(tree)) return readCucumber(tree);
  if (format === 'json' && (role === null || role === 'tests') && looksLikeXray(tree)) return readXray(tree);
  if (format === 'json' && may('sbom') && child(tree, 'spdxVersion') !== undefined) return readSpdxJson(tree);
  if (format === 'json' && may('sbom') && looksLikeSpdx3(tree)) return readSpdx3(tree);
  if (format === 'json' && (may('sbom') || role === 'vex') && isBom(tree, role)) return readCycloneDx(tree);
  const report = readReport(tree, may, format);
  if (report !== null) return report;
  if (format === 'json' && may('anomalies')) {
    const tracker = trackerOf(tree);
    if (tracker === 'jira') return readJiraSearch(tree, text);
    if (tracker !== null) return readIssues(tree, text, tracker);
  }
  if (
    format === 'json' &&
    may('anomalies') &&
    (hasList(tree, 'anomalies') || (role !== null && tree.kind === 'list'))
  ) {
    return readAnomalyTree(tree, text);
  }
  if (role === 'change_requests' && (tree.kind === 'list' || hasList(tree, 'issues'))) return readChangeRequests(tree);
  if (may('deviations') && hasList(tree, 'deviations')) return readDeviations(tree);
  const ofRisk = ['hazards', 'risk_controls', ...(role === null ? [] : ['matrix', 'revision'])];
  if (may('risk_file') && ofRisk.some((key) => child(tree, key) !== undefined)) return readRiskFile(tree);
  return readGeneralTree(tree, format);
}

type May = (wanted: EvidenceRole) => boolean;

/** Reports of tools, each told by keys that no other format has; `null` where the value is none of them. */
function readReport(tree: TreeNode, may: May, format: 'json' | 'yaml'): Outcome | null {
  if (may('sast') && looksLikeSarif(tree)) return readSarif(tree);
  if (may('dast') && looksLikeZap(tree)) return readZapJson(tree);
  const scanner = may('vulnerability_scan') ? scannerOf(tree) : null;
  if (scanner !== null) return readScan(tree, scanner);
  const vex = may('vex') ? vexFormatOf(tree) : null;
  if (vex !== null) return vex === 'csaf' ? readCsaf(tree) : readOpenVex(tree);
  if (format === 'yaml' && may('ci_pipeline') && looksLikePipeline(tree)) return readPipeline(tree);
  if (may('provenance') && looksLikeProvenance(tree)) return readProvenance(tree);
  if (may('coverage') && looksLikeIstanbul(tree)) return readIstanbul(tree);
  const lock = may('lockfile') ? lockFormatOf(tree) : null;
  if (lock !== null) return readTreeLock(tree, lock);
  return readChanges(tree, may);
}

function readChanges(tree: TreeNode, may: May): Outcome | null {
  const forge = may('merges') ? mergesOf(tree) : null;
  if (forge !== null) return readMerges(tree, forge);
  if (may('change_requests') && looksLikeChangeRequests(tree)) return readChangeRequests(tree);
  const protection = may('branch_protection') ? protectionOf(tree) : null;
  return protection === null ? null : readBranchProtection(tree, protection);
}

function isBom(tree: TreeNode, role: Role): boolean {
  return child(tree, 'bomFormat') !== undefined || (role === 'sbom' && tree.kind === 'map');
}

function hasList(tree: TreeNode, key: string): boolean {
  return child(tree, key)?.kind === 'list';
}
