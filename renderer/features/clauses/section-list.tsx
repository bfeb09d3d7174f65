import { useEffect, useRef, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { CLAUSES, GROUPS, type RuleOutcome, type SectionId } from '../../../src/domain/clause.ts';
import { judgedCount, sectionStateOf } from '../../store/judging.ts';
import { unsaved, type AppState } from '../../store/state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { markOfOutcome } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { sectionTitle } from './section-title.ts';

/** Worst first; passes come last because they ask for nothing. */
const COUNTED: readonly RuleOutcome[] = ['fail', 'undecidable', 'judge', 'pass', 'not-applicable'];

/** Sub-clauses and release-management groups with their results, and how far the walk is. */
export function SectionList(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  const current = useApp((state) => state.section);
  const unsaved = useApp(unsavedKey).split(' ');
  const { judged, total } = judgedCount(view.workspace);
  const items = (sections: readonly SectionId[]): ReactNode => (
    <ul className="section-list">
      {sections.map((section) => (
        <SectionItem
          key={section}
          view={view}
          section={section}
          current={section === current}
          unsaved={unsaved.includes(section)}
        />
      ))}
    </ul>
  );
  return (
    <nav className="sections" aria-label={t('window.clauses.sections')}>
      <div className="judged">
        <span>{t('window.clauses.judged', { judged, total })}</span>
        <progress max={total} value={judged} aria-label={t('window.clauses.judged-label')} />
      </div>
      <h2>{view.edition.heading}</h2>
      {items(CLAUSES)}
      <h2>{t('window.clauses.groups')}</h2>
      {items(GROUPS)}
    </nav>
  );
}

/** A string, so that the list renders again only when the set of unsaved sections changes. */
function unsavedKey(state: AppState): string {
  return unsaved(state).join(' ');
}

function SectionItem(props: {
  readonly view: SessionView;
  readonly section: SectionId;
  readonly current: boolean;
  readonly unsaved: boolean;
}): ReactNode {
  const { view, section, current, unsaved } = props;
  const actions = useActions();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const result = view.assessment.sections.find((candidate) => candidate.section === section);
  const { number, title } = sectionTitle(view, section);
  const { judgement } = sectionStateOf(view.workspace, section);
  const mark = markOfOutcome(result?.result ?? 'undecidable');
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="section-item"
        {...(current ? { 'aria-current': 'page' as const } : {})}
        onClick={() => actions.goTo(section)}
      >
        <span className={`section-mark tone-${mark.tone}`}>
          <Icon name={mark.icon} />
          <span className="visually-hidden">{mark.word}</span>
        </span>
        <span className="section-name">
          {number === null ? null : <span className="section-number">{number} </span>}
          {title}
          <span className="section-counts">
            {COUNTED.filter((outcome) => (result?.counts[outcome] ?? 0) > 0).map((outcome) => (
              <span key={outcome}>{t(`window.count.${outcome}`, { count: result?.counts[outcome] ?? 0 })}</span>
            ))}
          </span>
          {judgement === 'not-assessed' && !unsaved ? null : (
            <span className={unsaved ? 'section-judged tone-open' : 'section-judged'}>
              <Icon name="judged" size={12} />
              {unsaved ? t('window.clauses.unsaved') : t(`window.judgement.${judgement}`)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
