import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { asRead, field, fileAt, filesOf } from './files.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { cellText, columnOf, tablesOf, titleOf } from './passages.ts';
import { capped, refAt, refFile, some } from './references.ts';

const PLAN = /(?:development|maintenance) plan|entwicklungsplan|wartungsplan|plan de (?:développement|maintenance)/iu;
const ACTIVITY = /^(?:activit(?:y|ies)|tasks?|aktivität(?:en)?|aufgaben?|tätigkeit(?:en)?|activités?|tâches?)$/iu;
const OUTPUT =
  /^(?:outputs?|deliverables?|results?|records?|documents?|evidence|ergebnis(?:se)?|nachweise?|livrables?|résultats?|preuves?)$/iu;
const STATUS = /^(?:status|state|done|completed?|erledigt|stand|statut|état)$/iu;
const DONE =
  /^(?:complete[d]?|done|closed|finished|approved|released|yes|ja|oui|x|✓|✔|☑|erledigt|abgeschlossen|fertig|freigegeben|terminé[e]?|achevé[e]?|clos[e]?)$/iu;
const LEFT_OUT =
  /^(?:n\/?a|not applicable|not required|nicht (?:anwendbar|zutreffend|erforderlich)|entfällt|sans objet|non applicable)\b/iu;

interface Activity {
  readonly plan: EvidenceFile;
  readonly name: string;
  readonly output: string;
  readonly status: string;
  readonly links: readonly string[];
  readonly where: EvidenceRef;
}

/** CS-586-01 (5.1.1, 6.1): every activity of the development or maintenance plan is complete and its output is there. */
export function plannedActivitiesComplete(context: Context): Outcome {
  const { release } = context;
  const plans = [...filesOf(release, 'documents'), ...filesOf(release, 'checklist')].filter(
    (file) => PLAN.test(titleOf(file)) || tablesOf(file).some((table) => isActivities(table.header)),
  );
  if (plans.length === 0)
    return judge(message('rules.586-01.judge-no-plan'), filesOf(release, 'release_record').map(refFile));
  const activities = plans.flatMap(activitiesOf);
  if (activities.length === 0)
    return undecidable([message('rules.missing.activities', { path: plans[0]?.path ?? '' })], plans.map(refFile));
  const n = activities.length;
  const plan = plans[0]?.path ?? '';
  const due = activities.filter(({ status }) => !LEFT_OUT.test(status));
  const open = due.filter(({ status }) => !DONE.test(status));
  if (open.length > 0)
    return fail(
      message('rules.586-01.fail', { plan, n, k: open.length, names: some(open.map(({ name }) => name)) }),
      capped(open.map(({ where }) => where)),
    );
  const found = due.map((activity) => ({ activity, state: outputState(release, activity) }));
  const missing = found.filter(({ state }) => state === 'missing').map(({ activity }) => activity);
  if (missing.length > 0)
    return fail(
      message('rules.586-01.fail-output', {
        plan,
        n,
        k: missing.length,
        names: some(missing.map(({ name, output }) => (output === '' ? name : `${name}: ${output}`))),
      }),
      capped(missing.map(({ where }) => where)),
    );
  const elsewhere = found.filter(({ state }) => state === 'elsewhere').map(({ activity }) => activity);
  const unreasoned = activities.filter(
    ({ status }) => LEFT_OUT.test(status) && status.replace(LEFT_OUT, '').replace(/[\s:,;–-]/gu, '') === '',
  );
  if (elsewhere.length + unreasoned.length > 0) {
    const names = some([
      ...elsewhere.map(({ name, output }) => `${name}: ${output}`),
      ...unreasoned.map(({ name, status }) => `${name}: ${status}`),
    ]);
    return judge(
      message('rules.586-01.judge', { plan, n, k: elsewhere.length + unreasoned.length, names }),
      capped([...elsewhere, ...unreasoned].map(({ where }) => where)),
    );
  }
  return pass(message('rules.586-01.pass', { plan, n }), plans, capped(activities.map(({ where }) => where)));
}

function isActivities(header: readonly string[]): boolean {
  return header.some((cell) => ACTIVITY.test(cell.trim())) && header.some((cell) => STATUS.test(cell.trim()));
}

function activitiesOf(plan: EvidenceFile): readonly Activity[] {
  return tablesOf(plan)
    .filter(({ header }) => isActivities(header))
    .flatMap((table) => {
      const [name, output, status] = [columnOf(table, ACTIVITY), columnOf(table, OUTPUT), columnOf(table, STATUS)];
      return table.rows.flatMap((row): readonly Activity[] => {
        const cell = output < 0 ? '' : (row.cells[output] ?? '');
        const links = [...cell.matchAll(/\]\(([^)\s]{1,1000})\)/gu)].map((match) => match[1] ?? '');
        const activity = {
          plan,
          name: cellText(row.cells[name]),
          output: cellText(cell),
          status: cellText(row.cells[status]),
          links,
          where: refAt(plan, { kind: 'line', line: row.line }, row.cells.join(' | ')),
        };
        return activity.name === '' ? [] : [activity];
      });
    });
}

/** Whether an output is in the archive by path, link or document id; one that is only named in words may be kept elsewhere. */
function outputState(release: Release, activity: Activity): 'there' | 'elsewhere' | 'missing' {
  if (activity.output === '') return 'missing';
  const folder = activity.plan.path.slice(0, activity.plan.path.lastIndexOf('/') + 1);
  const parts = [
    ...activity.links,
    ...activity.output.split(/[,;]| and | und | et /u).map((part) => part.trim()),
  ].filter((part) => part !== '');
  const states = parts.map((part) => {
    if (
      fileAt(release, part) !== null ||
      fileAt(release, resolved(folder, part)) !== null ||
      documentIds(release).has(part.toLowerCase())
    )
      return 'there';
    if (isKnownRecord(release, part)) return 'there';
    return /^[\w.-]+(?:\/[\w.-]+)+$|\.(?:md|pdf|xml|json|ya?ml|csv|xlsx?|docx?)$/iu.test(part)
      ? 'missing'
      : 'elsewhere';
  });
  if (states.includes('missing')) return 'missing';
  return states.every((state) => state === 'there') ? 'there' : 'elsewhere';
}

function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${folder}${target.split('#')[0] ?? ''}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const idSets = new WeakMap<Release, ReadonlySet<string>>();

/** Ids that files of the archive give themselves, and those that the release record cites with a link. */
function documentIds(release: Release): ReadonlySet<string> {
  const known = idSets.get(release);
  if (known !== undefined) return known;
  const own = release.evidence.flatMap((file) =>
    [field(file, 'id'), field(file, 'document')].flatMap((value) => value?.value.trim().toLowerCase() ?? []),
  );
  const cited = filesOf(release, 'release_record').flatMap((file) => {
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    const links = asRead(file, 'record')?.facts.links ?? [];
    return links
      .filter(({ target }) => fileAt(release, resolved(folder, target)) !== null)
      .flatMap(({ text }) =>
        [...text.matchAll(/\b[A-Z][A-Z0-9]{1,9}-\d[\w.]*/gu)].map((match) => match[0].toLowerCase()),
      );
  });
  const ids = new Set([...own, ...cited]);
  idSets.set(release, ids);
  return ids;
}

function isKnownRecord(release: Release, text: string): boolean {
  const role = text
    .toLowerCase()
    .replace(/^the /u, '')
    .replace(/[\s-]+/gu, '_');
  return (
    (role === 'release_record' ||
      role === 'trace_matrix' ||
      role === 'sbom' ||
      role === 'soup_list' ||
      role === 'risk_file') &&
    filesOf(release, role).length > 0
  );
}
