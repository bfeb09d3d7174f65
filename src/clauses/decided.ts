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
import { schemeFollowed, versionIsNew } from './versioning.ts';
import { analysisClean, coverageMet, dynamicallyTested } from './analysis.ts';
import { anomaliesLinked } from './anomaly-links.ts';
import { archiveProtected, environmentArchived } from './archive-kept.ts';
import { oneBaseline, tagOnBranch } from './baseline.ts';
import { branchProtected, mergesReviewed } from './branches.ts';
import { changeScopeClosed } from './changes.ts';
import { commitsLeadToChanges, hopsResolve } from './commits.ts';
import {
  noAdHocRelease,
  noSilentGaps,
  notDeliveredUnapproved,
  notShippedUnverified,
  type Compose,
} from './composed.ts';
import { itemsIdentified } from './configuration-items.ts';
import { corruptionDetectable, deliveredIsReleased } from './delivered.ts';
import { dutiesSeparated } from './duties.ts';
import { orderOfEvents } from './order-of-events.ts';
import { plannedActivitiesComplete } from './plan-complete.ts';
import { monitoringFeeds, monitoringPlanned, patchPolicyStated, usersCanBeTold } from './post-release.ts';
import { provenanceUsable } from './provenance.ts';
import { notesComplete } from './release-notes.ts';
import { dataSurvives, rollbackPlanned, rollbackTried, targetAvailable } from './rollback.ts';
import { passesRestOnOutput, recordsRepeatable } from './test-records.ts';
import { scanIsFresh, vulnerabilitiesHandled } from './vulnerabilities.ts';

/** The rules, each as a function of the release. */
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
  ['CS-581-05', orderOfEvents],
  ['CS-581-06', recordsRepeatable],
  ['CS-581-07', passesRestOnOutput],
  ['CS-583-05', vulnerabilitiesHandled],
  ['CS-584-02', itemsIdentified],
  ['CS-585-05', provenanceUsable],
  ['CS-586-01', plannedActivitiesComplete],
  ['CS-586-04', changeScopeClosed],
  ['CS-587-04', environmentArchived],
  ['CS-587-05', archiveProtected],
  ['CS-588-03', corruptionDetectable],
  ['CS-588-04', deliveredIsReleased],
  ['CS-VER-03', oneBaseline],
  ['CS-VER-04', notesComplete],
  ['CS-BRA-02', branchProtected],
  ['CS-BRA-03', mergesReviewed],
  ['CS-BRA-04', commitsLeadToChanges],
  ['CS-VFY-01', analysisClean],
  ['CS-VFY-02', dynamicallyTested],
  ['CS-VFY-03', coverageMet],
  ['CS-VFY-04', scanIsFresh],
  ['CS-APR-04', dutiesSeparated],
  ['CS-PST-01', monitoringPlanned],
  ['CS-PST-02', monitoringFeeds],
  ['CS-PST-03', patchPolicyStated],
  ['CS-PST-04', usersCanBeTold],
  ['CS-RBK-01', rollbackPlanned],
  ['CS-RBK-02', targetAvailable],
  ['CS-RBK-03', dataSurvives],
  ['CS-RBK-04', rollbackTried],
  ['CS-TRC-03', hopsResolve],
  ['CS-TRC-04', anomaliesLinked],
  ['CS-ANT-04', noSilentGaps],
]);

/** Rules that follow from the results of others, and are decided after them. */
export const COMPOSED: ReadonlyMap<string, Compose> = new Map<string, Compose>([
  ['CS-ANT-01', noAdHocRelease],
  ['CS-ANT-02', notDeliveredUnapproved],
  ['CS-ANT-03', notShippedUnverified],
]);

/** Ids of the rules that this version decides. */
export const DECIDED_RULES: readonly string[] = [...DECIDED.keys(), ...COMPOSED.keys()];
