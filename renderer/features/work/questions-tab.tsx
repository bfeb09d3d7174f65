import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS, type SectionId } from '../../../src/domain/clause.ts';
import { QUESTION_STATUSES, type Question } from '../../../src/domain/finding.ts';
import { shownQuestions } from '../../store/desk-state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { SelectField, TextArea, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/panel.tsx';
import { SavedMark } from './saved-mark.tsx';

/** Questions to the manufacturer, with due date and answer. */
export function QuestionsTab(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const drafts = useApp((state) => state.drafts);
  const id = useApp((state) => state.work.id);
  const questions = shownQuestions(props.view.workspace, drafts);
  const open = questions.find((one) => one.id === id) ?? questions[0];
  return (
    <div className="list-and-form">
      <div className="work-list">
        <button type="button" className="button primary" onClick={actions.beginQuestion}>
          <Icon name="add" />
          {t('work.questions.new')}
        </button>
        {questions.length === 0 ? <Empty>{t('work.questions.none')}</Empty> : null}
        <ul className="plain work-items">
          {questions.map((question) => (
            <li key={question.id}>
              <button
                type="button"
                className="work-item"
                aria-pressed={question.id === open?.id}
                onClick={() => actions.openWork('questions', question.id)}
              >
                <span className="row work-item-head">
                  <strong>{question.id}</strong>
                  <span className="tag">{say({ key: `audit.question-status.${question.status}`, values: {} })}</span>
                </span>
                <span className="hint">
                  {question.due === null
                    ? t('work.question.no-due')
                    : t('work.question.due-on', { date: question.due })}
                </span>
                <span className="work-item-text">
                  {question.text === '' ? t('work.questions.unasked') : question.text}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {open === undefined ? null : <QuestionForm key={open.id} question={open} />}
    </div>
  );
}

const NONE = 'none';

function QuestionForm(props: { readonly question: Question }): ReactNode {
  const actions = useActions();
  const { id, section, text, due, answer, answeredOn, status } = props.question;
  const question = { id, section, text, due, answer, answeredOn, status };
  const change = (part: Partial<Question>): void => actions.editQuestion({ ...question, ...part });
  const sections: readonly (readonly [SectionId | typeof NONE, string])[] = [
    [NONE, t('work.question.no-section')],
    ...SECTIONS.map((one) => [one, say({ key: `audit.topic.${one}`, values: {} })] as const),
  ];
  return (
    <section className="work-form" aria-label={t('work.question.title', { id })}>
      <div className="row work-form-head">
        <h2 className="grow">{t('work.question.title', { id })}</h2>
        <SavedMark draft={id} />
      </div>
      <TextArea label={t('work.question.text')} rows={4} value={text} onChange={(value) => change({ text: value })} />
      <div className="form-columns">
        <SelectField
          label={t('work.finding.section')}
          value={section ?? NONE}
          onChange={(value) => change({ section: value === NONE ? null : value })}
          options={sections}
        />
        <TextField
          label={t('work.question.due')}
          type="date"
          value={due ?? ''}
          onChange={(value) => change({ due: dateOf(value) })}
        />
        <SelectField
          label={t('work.finding.status')}
          value={status}
          onChange={(value) => change({ status: value })}
          options={QUESTION_STATUSES.map(
            (one) => [one, say({ key: `audit.question-status.${one}`, values: {} })] as const,
          )}
        />
      </div>
      <TextArea
        label={t('work.question.answer')}
        rows={4}
        value={answer}
        onChange={(value) => change({ answer: value })}
      />
      <TextField
        label={t('work.question.answered-on')}
        type="date"
        value={answeredOn ?? ''}
        onChange={(value) => change({ answeredOn: dateOf(value) })}
      />
    </section>
  );
}

function dateOf(value: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : null;
}
