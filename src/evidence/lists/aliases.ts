/**
 * Other names of a column, in the form of `columnName`, with the name that a reader knows it by. Of several that stand for one, the first
 * in the list is taken.
 */
export type Aliases = readonly (readonly [other: string, own: string])[];

function aliases(table: Readonly<Record<string, string>>): Aliases {
  return Object.entries(table).flatMap(([own, others]) => others.split(' ').map((other) => [other, own] as const));
}

/**
 * What trackers and people call the columns of an anomaly: Jira, GitLab, Linear, Azure Boards, Redmine and Bugzilla, in English, German and
 * French. A tracker's priority is the severity only where it has no column of that name.
 */
export const ANOMALY_ALIASES = aliases({
  id: 'issue_key key issue_id work_item_id bug_id ticket anomaly_id vorgangsschlüssel fehler_id anomalie_id kennung clé identifiant id_anomalie nr. nr n° #',
  title: 'summary subject betreff zusammenfassung titel kurzbeschreibung titre résumé intitulé',
  description: 'beschreibung body détail',
  status: 'state statut état zustand',
  severity: 'custom_field_(severity) schweregrad schwere gravité sévérité priority priorität priorité',
  affected_version:
    'affects_version/s affects_versions affected_versions betrifft_version/en betroffene_version version_affectée versions_affectées',
  affected_function:
    'component/s components component area_path komponente/n komponente betroffene_funktion fonction_affectée composant',
  found_in: 'gefunden_in entdeckt_in trouvée_dans détectée_dans',
  found_on:
    'created created_at created_at_(utc) created_date opened erstellt gefunden_am entdeckt_am créée créé créée_le créé_le détectée_le date_de_création',
  reproduction:
    'repro_steps steps_to_reproduce custom_field_(steps_to_reproduce) reproduktion schritte_zur_reproduktion étapes_de_reproduction',
  evaluation: 'custom_field_(evaluation) custom_field_(risk_evaluation) bewertung évaluation',
  evaluator: 'custom_field_(evaluator) custom_field_(evaluated_by) bewertet_von bewerter évaluateur évaluée_par',
  evaluated_on: 'custom_field_(evaluated_on) custom_field_(evaluation_date) bewertet_am évaluée_le',
  verdict: 'custom_field_(verdict) custom_field_(acceptability) urteil entscheidung décision acceptabilité',
  residual_severity: 'schweregrad_restrisiko gravité_résiduelle',
  residual_probability: 'wahrscheinlichkeit_restrisiko probabilité_résiduelle',
  residual_level: 'residual_risk restrisiko risque_résiduel',
  hazards: 'hazard hazard_ids gefährdung gefährdungen danger dangers',
  risk_controls: 'risk_control risikomaßnahmen risikobeherrschungsmaßnahmen mesures_de_maîtrise',
  requirements: 'requirement anforderung anforderungen exigence exigences',
  tests: 'test test_cases testfall testfälle cas_de_test',
});

/** What test management (TestRail, Xray, Zephyr, Azure DevOps, Polarion, codebeamer) and people call the columns of a test's result. */
export const TEST_ALIASES = aliases({
  test_id:
    'test_case_key test_case_id case_id test_key testfall_id prüffall_id id_cas_de_test issue_key key id kennung identifiant nr. nr n° # testfall prüffall cas_de_test test_case',
  title:
    'test_case_title test_case_name test_summary test_name test_case name summary titel bezeichnung testfall prüffall titre nom cas_de_test intitulé',
  result:
    'test_execution_status execution_status outcome last_result last_run_result test_result test_status ergebnis testergebnis prüfergebnis résultat résultat_du_test status statut',
  steps: 'test_steps steps_(step) step action schritte testschritte prüfschritte étapes',
  step_result: 'step_status steps_(status) steps_(result) schritt_ergebnis résultat_étape',
  expected:
    'expected_result expected_results steps_(expected_result) steps_(expected) erwartetes_ergebnis erwartet sollergebnis soll résultat_attendu attendu',
  actual:
    'actual_result actual_results steps_(actual_result) steps_(actual) tatsächliches_ergebnis istergebnis ist_ergebnis ist résultat_obtenu résultat_réel obtenu',
  tester:
    'tested_by executed_by run_by prüfer getestet_von durchgeführt_von ausgeführt_von testeur exécuté_par testé_par',
  executed_on:
    "tested_on execution_date executed run_date finished_on actual_end_date completed_on date getestet_am durchgeführt_am ausgeführt_am prüfdatum datum exécuté_le testé_le date_d'exécution",
  version: 'version_under_test test_version build softwareversion sw_version version_testée',
  environment: 'test_environment configuration config configurations umgebung testumgebung konfiguration environnement',
  tool: 'test_tool tools werkzeug testmittel prüfmittel outil',
  suite: 'section folder test_suite test_set test_cycle cycle test_run ordner dossier',
  anomalies: 'defects issues linked_issues bugs anomaly fehler anomalien anomalie défauts',
  deviations: 'deviation abweichung abweichungen écart écarts',
  comment: 'comments bemerkung kommentar commentaire remarque',
});

/** What lists of SOUP call their columns, OpenRegulatory's template among them. */
export const SOUP_ALIASES = aliases({
  title:
    'name package package_name library component component_name soup soup_name software bezeichnung komponente paket bibliothek nom composant titre paquet bibliothèque',
  version: 'version_number unique_designator designator versionsnummer bezeichner identification numéro_de_version',
  manufacturer: 'supplier vendor author publisher hersteller lieferant fabricant fournisseur éditeur',
  purl: 'package_url',
});

/** What trace matrices call their columns. */
export const TRACE_ALIASES = aliases({
  requirement:
    'requirement_id req_id req requirements software_requirement anforderung anforderungs_id anforderung_id exigence id_exigence',
  tests:
    'test test_case test_cases test_id test_ids test_case_id verification verified_by testfall testfälle prüfung verifikation verifiziert_durch cas_de_test vérification vérifiée_par',
});

/** What risk tables (FMEA, ISO 14971 traceability) call their columns. */
export const RISK_ALIASES = aliases({
  hazard_id:
    'hazard_no risk_id id_hazard gefährdungs_id gefährdung_id risiko_id id_danger id_risque id kennung identifiant nr. nr n° #',
  hazard:
    'hazardous_situation risk failure_mode gefährdung gefährdungssituation risiko danger situation_dangereuse risque',
  control_id: 'risk_control_id measure_id mitigation_id maßnahmen_id maßnahme_id id_mesure',
  control:
    'risk_control risk_control_measure risk_control_measures measure mitigation risikobeherrschungsmaßnahme risikomaßnahme maßnahme mesure_de_maîtrise mesure',
  requirements: 'requirement requirement_id req_id implemented_by anforderung anforderungen exigence exigences',
  verifications:
    'verification verified_by verification_of_effectiveness test tests test_case test_cases verifikation nachweis wirksamkeitsprüfung vérification',
});

/**
 * Returns for each of the header's names the one that it stands for: its own, or that of the alias where no column has the name itself. Of
 * several columns that could stand for one, the first in the list of aliases does.
 */
export function canonicalNames(header: readonly string[], table: Aliases): readonly string[] {
  const own = new Set(header);
  const names = new Set<string>();
  const byColumn = new Map<string, string>();
  for (const [other, name] of table) {
    if (!own.has(other) || own.has(name) || names.has(name) || byColumn.has(other)) continue;
    names.add(name);
    byColumn.set(other, name);
  }
  return header.map((name) => byColumn.get(name) ?? name);
}
