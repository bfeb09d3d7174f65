import type { CaseStatus } from '../../domain/facts.ts';

/** Words that runners write for a case's status, in English, German and French, without spaces, hyphens and underscores. */
const WORDS: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([
  ...words(
    'passed',
    'passed pass ok success successful succeeded run completed final bestanden erfolgreich réussi succès',
  ),
  ...words('failed', 'failed fail failure fehlgeschlagen nichtbestanden échoué échec'),
  ...words('error', 'error errored broken aborted timeout timedout crashed fehler erreur'),
  ...words('skipped', 'skipped skip ignored ignore pending übersprungen ignoriert ignoré sauté'),
  ...words('blocked', 'blocked blockiert gesperrt bloqué'),
  ...words(
    'not-run',
    'notrun notexecuted disabled suppressed suspended inactive untested nichtausgeführt deaktiviert nonexécuté désactivé',
  ),
]);

function words(status: CaseStatus, list: string): readonly (readonly [string, CaseStatus])[] {
  return list.split(' ').map((word) => [word, status] as const);
}

/** Returns the status that a word names, or `null` for a word that is not known. */
export function statusOfWord(word: string): CaseStatus | null {
  return (
    WORDS.get(
      word
        .toLowerCase()
        .normalize('NFC')
        .replace(/[\s_-]+/gu, ''),
    ) ?? null
  );
}

/** Child elements of a case that tell its status. `flaky…` and `rerun…` tell of other attempts, not of the result. */
export const STATUS_ELEMENTS: ReadonlyMap<string, CaseStatus> = new Map<string, CaseStatus>([
  ['failure', 'failed'],
  ['error', 'error'],
  ['skipped', 'skipped'],
  ['ignored', 'skipped'],
  ['blocked', 'blocked'],
  ['disabled', 'not-run'],
  ['notrun', 'not-run'],
]);

/** Elements of attempts before the last one, as Surefire and others write them. */
export const ATTEMPT_ELEMENTS: ReadonlySet<string> = new Set([
  'flakyFailure',
  'flakyError',
  'rerunFailure',
  'rerunError',
]);

const RANK: readonly CaseStatus[] = ['passed', 'skipped', 'not-run', 'blocked', 'failed', 'error'];

/** Returns the worst of what a record says about one case: an element never makes an attribute better, nor the other way. */
export function worstStatus(statuses: readonly CaseStatus[]): CaseStatus {
  return RANK[Math.max(0, ...statuses.map((status) => RANK.indexOf(status)))] ?? 'passed';
}
