import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import type { Actions } from '../../store/app-store.ts';
import { shownFindings, shownQuestions } from '../../store/desk-state.ts';
import type { Drafts } from '../../store/draft.ts';
import { say } from '../../text/text.ts';
import { perform } from '../../ui/perform.ts';

/** Something that search leads to. */
export interface Place {
  readonly key: string;
  readonly kind: 'action' | 'clause' | 'rule' | 'file' | 'anomaly' | 'finding' | 'question';
  readonly title: string;
  readonly hint: string;
  readonly go: () => void;
}

/** Returns every clause, rule, finding, question and member of the open archive as a place to go to. */
export function placesOf(view: SessionView, drafts: Drafts, actions: Actions): readonly Place[] {
  const clauses = SECTIONS.map((section): Place => {
    const clause = view.edition.clauses.find(({ number }) => number === section);
    return {
      key: `clause ${section}`,
      kind: 'clause',
      title: clause === undefined ? say({ key: `section.${section}`, values: {} }) : `${section} ${clause.title}`,
      hint: clause?.asks ?? '',
      go: () => actions.goTo(section),
    };
  });
  const rules = view.rules.map(({ id, title, section }): Place => ({
    key: `rule ${id}`,
    kind: 'rule',
    title: `${id} ${title}`,
    hint: say({ key: `audit.topic.${section}`, values: {} }),
    go: () => actions.goTo(section),
  }));
  const findings = shownFindings(view.workspace, drafts).map(({ id, statement }): Place => ({
    key: `finding ${id}`,
    kind: 'finding',
    title: `${id} ${statement}`,
    hint: '',
    go: () => actions.openWork('findings', id),
  }));
  const questions = shownQuestions(view.workspace, drafts).map(({ id, text }): Place => ({
    key: `question ${id}`,
    kind: 'question',
    title: `${id} ${text}`,
    hint: '',
    go: () => actions.openWork('questions', id),
  }));
  const files = view.verification.coverage.flatMap(({ path, sha256 }): readonly Place[] =>
    sha256 === null
      ? []
      : [
          {
            key: `file ${path}`,
            kind: 'file',
            title: path,
            hint: '',
            go: () => perform(actions.openEvidence({ path, sha256, locator: { kind: 'file' }, quote: '' })),
          },
        ],
  );
  return [...clauses, ...rules, ...findings, ...questions, ...files];
}

/** Returns the places that hold every word, in any order; all that begin so come first. */
export function matching(places: readonly Place[], text: string): readonly Place[] {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return places.filter(({ kind }) => kind === 'action' || kind === 'clause');
  const found = places.filter((place) => {
    const hay = hayOf(place);
    return words.every((word) => hay.includes(word));
  });
  const first = words[0] ?? '';
  const rank = ({ title }: Place): number => {
    const hay = title.toLowerCase();
    if (hay.startsWith(first)) return 0;
    return hay.includes(` ${first}`) || hay.includes(`/${first}`) ? 1 : 2;
  };
  const ranked = found.map((place) => [rank(place), place] as const);
  return ranked.toSorted(([a], [b]) => a - b).map(([, place]) => place);
}

const hays = new WeakMap<Place, string>();

/** Made once a place: an archive may have 100,000 members, and every key searches them all. */
function hayOf(place: Place): string {
  const known = hays.get(place);
  if (known !== undefined) return known;
  const hay = `${place.title} ${place.hint}`.toLowerCase();
  hays.set(place, hay);
  return hay;
}
