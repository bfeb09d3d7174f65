import { useId, useRef, useState, type ReactNode } from 'react';
import type { SectionResult } from '../../../src/domain/assessment.ts';
import { JUDGEMENTS } from '../../../src/domain/workspace.ts';
import { missingReason, overrules } from '../../../src/domain/judgement.ts';
import { sectionStateOf } from '../../store/judging.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** The auditor's judgement. One that overrules the tool needs a reason before it can be recorded. */
export function JudgementForm(props: { readonly section: SectionResult }): ReactNode {
  const { section } = props;
  const id = useId();
  const actions = useActions();
  const view = useApp((state) => state.view);
  const draft = useApp((state) => state.judgements[section.section]);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState(false);
  if (view === null) return null;
  const saved = sectionStateOf(view.workspace, section.section);
  const { judgement, reason } = draft ?? saved;
  const problem = draft?.problem ?? null;
  const needed = overrules(judgement, section);
  const missing = missingReason(section, judgement, reason);
  const record = (): void => {
    setAsked(true);
    if (missing !== null) reasonField.current?.focus();
    else perform(actions.saveJudgement(section.section));
  };
  return (
    <form
      className="judgement"
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        record();
      }}
    >
      <div className="radios" role="radiogroup" aria-labelledby={`${id}-title`}>
        <span id={`${id}-title`}>{t('window.judgement.title')}</span>
        {JUDGEMENTS.map((value) => (
          <label key={value} className="radio">
            <input
              type="radio"
              name={`${id}-judgement`}
              checked={value === judgement}
              onChange={() => actions.editJudgement(section.section, value, reason)}
            />
            {t(`window.judgement.${value}`)}
          </label>
        ))}
      </div>
      <label className="field">
        <span className="field-label">{t(needed ? 'window.judgement.reason-needed' : 'window.judgement.reason')}</span>
        <textarea
          ref={reasonField}
          rows={3}
          maxLength={10_000}
          value={reason}
          required={needed}
          aria-invalid={asked && missing !== null}
          {...(missing === null ? {} : { 'aria-describedby': `${id}-missing` })}
          onChange={(event) => actions.editJudgement(section.section, judgement, event.target.value)}
        />
      </label>
      {missing === null ? null : (
        <p className={asked ? 'field-error' : 'hint'} id={`${id}-missing`} {...(asked ? { role: 'alert' } : {})}>
          {say(missing)}
        </p>
      )}
      {problem === null ? null : <Problem problem={problem} brief />}
      <div className="row">
        <button type="submit" className="button primary" disabled={draft === undefined || draft.state === 'saving'}>
          {t('window.judgement.record')}
        </button>
        {draft === undefined ? null : (
          <button
            type="button"
            className="button quiet"
            disabled={draft.state === 'saving'}
            onClick={() => actions.discardJudgement(section.section)}
          >
            {t('window.judgement.discard')}
          </button>
        )}
        <span role="status" className="save-state">
          {draft === undefined ? (
            <>
              <Recorded at={saved.judgedAt} by={saved.judgedBy} />
              {saved.judgedAt === null || view.supplements.length === 0 ? null : (
                <> · {t('desk.judgement.based', { count: Math.max(0, saved.basedOn.length - 1) })}</>
              )}
            </>
          ) : (
            <span className="tone-open">
              <Icon name="judged" size={12} />{' '}
              {t(draft.state === 'saving' ? 'window.save.saving' : 'window.judgement.unrecorded')}
            </span>
          )}
        </span>
      </div>
    </form>
  );
}

function Recorded(props: { readonly at: string | null; readonly by: string | null }): ReactNode {
  if (props.at === null) return t('window.judgement.none');
  return (
    <>
      <span className="tone-pass">
        <Icon name="pass" size={12} /> {t('window.judgement.recorded')}
      </span>{' '}
      {formatInstant(props.at)}
      {props.by === null ? null : (
        <>
          {' · '}
          <ArchiveText text={props.by} />
        </>
      )}
    </>
  );
}
