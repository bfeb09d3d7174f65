import type { SessionView } from '../../../src/contract/contract.ts';
import type { SectionId } from '../../../src/domain/clause.ts';
import { say, t } from '../../text/text.ts';

/** A section as it is headed: a sub-clause has a number, a group has none. */
export interface SectionTitle {
  readonly number: string | null;
  readonly title: string;
  /** What it asks, in our own words. */
  readonly asks: string;
}

/** Returns the heading of `section`: of the edition for a sub-clause, of the catalogue for a group. */
export function sectionTitle(view: SessionView, section: SectionId): SectionTitle {
  const clause = view.edition.clauses.find((candidate) => candidate.number === section);
  if (clause !== undefined) return { number: clause.number, title: clause.title, asks: clause.asks };
  const title = say({ key: `section.${section}`, values: {} });
  return { number: null, title, asks: isGroup(section) ? t(`window.group.${section}`) : '' };
}

type Group = Exclude<SectionId, `5.8.${string}`>;

function isGroup(section: SectionId): section is Group {
  return !section.startsWith('5.8.');
}
