const CLOSED =
  /^(?:closed|resolved|fixed|done|verified|completed|rejected|duplicate|obsolete|cancell?ed|withdrawn|invalid|geschlossen|erledigt|behoben|gelöst|abgeschlossen|verworfen|abgelehnt|fermée?|résolue?|corrigée?|clos|rejetée?)(?![\p{L}\p{N}_])/iu;

/** Returns whether an anomaly of this status is still open, that is, residual: any status but a known closed one, and none at all. */
export function isOpenStatus(status: string | null): boolean {
  return status === null || !CLOSED.test(status.trim());
}
