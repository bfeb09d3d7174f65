import { checklistClosed, documentsFinal } from './activities-complete.ts';
import { anomalyListExists, entriesComplete, nothingDisappeared } from './anomalies-documented.ts';
import { eachEvaluated, noneUnacceptable } from './anomalies-evaluated.ts';
import { listIsSnapshot, testsAndAnomaliesReconciled } from './anomalies-reconciled.ts';
import { citedRisksExist, residualRiskAcceptable } from './anomalies-risk.ts';
import { approvalFollowsEvidence } from './approval-order.ts';
import { approvalsAuthentic, approvalsIdentify } from './approvals-proven.ts';
import { archiveIsComplete, archiveRecordExists, retentionLongEnough } from './archiving.ts';
import {
  archiveUnambiguous,
  digestsMatch,
  inventoryClosed,
  keyAndTimeReliable,
  manifestComplete,
  manifestSigned,
} from './artefacts.ts';
import { buildManifestMatches, creationDocumented, oneSourceState } from './build.ts';
import { aspectsAddressed, deliveryCoversChannels, noPrivateKeys } from './delivery.ts';
import { noFloatingInputs } from './floating.ts';
import { requiredRolesApproved } from './gate.ts';
import type { Decide } from './outcome.ts';
import { rebuildHolds } from './rebuild.ts';
import { citedDocumentsResolve, oneVersionEverywhere } from './released-version.ts';
import { sbomAndSoupAgree } from './soup.ts';
import { plannedExecutedReported } from './totals.ts';
import { requirementsVerified, riskControlsVerified } from './traceability.ts';
import {
  everyNonPassDispositioned,
  plannedLevelsHaveResults,
  testedBuildIsReleasedBuild,
} from './verification-complete.ts';
import { schemeFollowed, tagOnBranch, versionIsNew } from './versioning.ts';

/** The rules that this version of the rule set decides. Every other rule of the catalogue is undecidable and says so. */
export const DECIDED: ReadonlyMap<string, Decide> = new Map<string, Decide>([
  ['CS-581-01', plannedLevelsHaveResults],
  ['CS-581-02', everyNonPassDispositioned],
  ['CS-581-03', plannedExecutedReported],
  ['CS-581-04', testedBuildIsReleasedBuild],
  ['CS-582-01', anomalyListExists],
  ['CS-582-02', entriesComplete],
  ['CS-582-03', testsAndAnomaliesReconciled],
  ['CS-582-04', listIsSnapshot],
  ['CS-582-05', nothingDisappeared],
  ['CS-583-01', eachEvaluated],
  ['CS-583-02', citedRisksExist],
  ['CS-583-03', residualRiskAcceptable],
  ['CS-583-04', noneUnacceptable],
  ['CS-584-01', oneVersionEverywhere],
  ['CS-584-03', sbomAndSoupAgree],
  ['CS-584-04', citedDocumentsResolve],
  ['CS-585-01', creationDocumented],
  ['CS-585-02', noFloatingInputs],
  ['CS-585-03', buildManifestMatches],
  ['CS-585-04', oneSourceState],
  ['CS-585-06', rebuildHolds],
  ['CS-586-02', checklistClosed],
  ['CS-586-03', documentsFinal],
  ['CS-587-01', archiveRecordExists],
  ['CS-587-02', archiveIsComplete],
  ['CS-587-03', retentionLongEnough],
  ['CS-588-01', deliveryCoversChannels],
  ['CS-588-02', aspectsAddressed],
  ['CS-588-05', noPrivateKeys],
  ['CS-VER-01', schemeFollowed],
  ['CS-VER-02', versionIsNew],
  ['CS-BRA-01', tagOnBranch],
  ['CS-APR-01', requiredRolesApproved],
  ['CS-APR-02', approvalsIdentify],
  ['CS-APR-03', approvalsAuthentic],
  ['CS-APR-05', approvalFollowsEvidence],
  ['CS-ART-01', archiveUnambiguous],
  ['CS-ART-02', manifestComplete],
  ['CS-ART-03', inventoryClosed],
  ['CS-ART-04', digestsMatch],
  ['CS-ART-05', manifestSigned],
  ['CS-ART-06', keyAndTimeReliable],
  ['CS-TRC-01', requirementsVerified],
  ['CS-TRC-02', riskControlsVerified],
]);

/** Ids of the rules that this version decides, in the order of the catalogue's sections. */
export const DECIDED_RULES: readonly string[] = [...DECIDED.keys()];
