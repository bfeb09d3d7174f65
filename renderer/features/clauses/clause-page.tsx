import { useEffect, useRef, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import { sectionStateOf } from '../../store/judging.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { Badge, markOfOutcome } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty } from '../../ui/panel.tsx';
import { ClauseTools } from './clause-tools.tsx';
import { EvidenceLink } from './evidence-link.tsx';
import { JudgementForm } from './judgement-form.tsx';
import { NoteField } from './note-field.tsx';
import { PrivateNote } from './private-note.tsx';
import { RuleCard } from './rule-card.tsx';
import { sectionTitle } from './section-title.ts';

/** One sub-clause or group: what is asked, whether it applies, what the rules found, and the auditor's own words. */
export function ClausePage(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  const section = useApp((state) => state.section);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    if (top.current !== null) top.current.scrollTop = 0;
  }, [section]);
  const { number, title, asks } = sectionTitle(view, section);
  const otherReading = view.edition.clauses.find((clause) => clause.number === section)?.otherReading;
  const result = view.assessment.sections.find((candidate) => candidate.section === section);
  const results = view.assessment.results.filter((candidate) => candidate.section === section);
  const added = sectionStateOf(view.workspace, section).evidence;
  return (
    <article className="clause" ref={top} tabIndex={-1} aria-labelledby="clause-title">
      <header className="clause-head">
        <h1 id="clause-title">
          {number === null ? null : <span className="clause-number">{number}</span>} {title}
        </h1>
        {result === undefined ? null : <Badge mark={markOfOutcome(result.result)} />}
      </header>
      <p className="lead">{asks}</p>
      <ClauseTools view={view} section={section} />
      {otherReading === undefined ? null : (
        <p className="other-reading">
          <strong>{t('window.clause.other-reading')}</strong> {otherReading}
        </p>
      )}
      {result === undefined ? null : (
        <p className="applies">
          <strong>{t(result.applicable ? 'window.clause.applies' : 'window.clause.applies-not')}</strong>{' '}
          {say(result.why)}
        </p>
      )}
      <h2>{t('window.clause.rules', { count: results.length })}</h2>
      {results.length === 0 ? <Empty>{t('window.clause.no-rules')}</Empty> : null}
      <ul className="rules">
        {results.map((rule) => (
          <RuleCard
            key={rule.rule}
            result={rule}
            entry={view.rules.find((candidate) => candidate.id === rule.rule) ?? null}
            mode={view.assessment.profile.mode}
          />
        ))}
      </ul>
      <h2>{t('window.clause.yours')}</h2>
      <div className="yours">
        {result === undefined ? null : <JudgementForm key={`judgement ${section}`} section={result} />}
        <NoteField key={`note ${section}`} section={section} />
        <PrivateNote key={`private ${section}`} section={section} />
        <section className="added" aria-labelledby="added-title">
          <h3 id="added-title">{t('window.clause.added', { count: added.length })}</h3>
          {added.length === 0 ? (
            <Empty>{t('window.clause.added-none')}</Empty>
          ) : (
            <Limited items={added} first={20}>
              {(refs) => (
                <ul className="evidence-links">
                  {refs.map((ref, place) => (
                    <li key={place}>
                      <EvidenceLink evidence={ref} />
                    </li>
                  ))}
                </ul>
              )}
            </Limited>
          )}
        </section>
      </div>
      <Steps />
    </article>
  );
}

function Steps(): ReactNode {
  const actions = useActions();
  const section = useApp((state) => state.section);
  return (
    <nav className="steps" aria-label={t('window.clause.steps')}>
      <button type="button" className="button" disabled={section === SECTIONS[0]} onClick={() => actions.step(-1)}>
        <Icon name="up" />
        {t('window.clause.previous')}
      </button>
      <button type="button" className="button" disabled={section === SECTIONS.at(-1)} onClick={() => actions.step(1)}>
        <Icon name="down" />
        {t('window.clause.next')}
      </button>
    </nav>
  );
}
