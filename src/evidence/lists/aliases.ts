/**
 * What trackers call the columns of an anomaly, by the name that `columnName` gives them: Jira, GitLab, Linear, Azure Boards, Redmine and
 * Bugzilla, in English and German. A tracker's priority is the severity only where it has no column of that name.
 */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ...names('id', 'issue_key', 'key', 'issue_id', 'work_item_id', 'bug_id', 'ticket', 'vorgangsschlüssel', '#'),
  ...names('title', 'summary', 'subject', 'betreff', 'zusammenfassung', 'titel'),
  ...names('description', 'beschreibung', 'body'),
  ...names('status', 'state'),
  ...names('severity', 'custom_field_(severity)', 'schweregrad', 'priority', 'priorität'),
  ...names('affected_version', 'affects_version/s', 'affects_versions', 'affected_versions', 'betrifft_version/en'),
  ...names('affected_function', 'component/s', 'components', 'component', 'area_path', 'komponente/n'),
  ...names('found_on', 'created', 'created_at', 'created_at_(utc)', 'created_date', 'opened', 'erstellt'),
  ...names('reproduction', 'repro_steps', 'steps_to_reproduce', 'custom_field_(steps_to_reproduce)'),
  ...names('evaluation', 'custom_field_(evaluation)', 'custom_field_(risk_evaluation)', 'bewertung'),
  ...names('evaluator', 'custom_field_(evaluator)', 'custom_field_(evaluated_by)'),
  ...names('evaluated_on', 'custom_field_(evaluated_on)', 'custom_field_(evaluation_date)'),
  ...names('verdict', 'custom_field_(verdict)', 'custom_field_(acceptability)'),
]);

function names(own: string, ...others: readonly string[]): readonly (readonly [string, string])[] {
  return others.map((other) => [other, own] as const);
}

/**
 * Returns for each of the header's names the one that it stands for: its own, or that of the tracker's column where no column has the name
 * itself. Of several columns that could stand for one, the first in the list of what trackers write does.
 */
export function canonicalNames(header: readonly string[]): readonly string[] {
  const own = new Set(header);
  const taken = new Map<string, string>();
  for (const [other, name] of ALIASES) {
    if (own.has(other) && !own.has(name) && !taken.has(name)) taken.set(name, other);
  }
  const byColumn = new Map([...taken].map(([name, other]) => [other, name] as const));
  return header.map((name) => byColumn.get(name) ?? name);
}
