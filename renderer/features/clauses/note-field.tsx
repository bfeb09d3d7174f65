import type { ReactNode } from 'react';
import type { SectionId } from '../../../src/domain/clause.ts';
import { sectionStateOf } from '../../store/judging.ts';
import type { NoteDraft } from '../../store/state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** The auditor's note. Saved while typing; what could not be saved stays in the field and says so. */
export function NoteField(props: { readonly section: SectionId }): ReactNode {
  const { section } = props;
  const actions = useActions();
  const saved = useApp((state) => (state.view === null ? '' : sectionStateOf(state.view.workspace, section).note));
  const draft = useApp((state) => state.notes[section]);
  const problem = draft?.problem ?? null;
  return (
    <div className="note">
      <label className="field">
        <span className="field-label">{t('window.note.title')}</span>
        <textarea
          id="note"
          rows={5}
          maxLength={100_000}
          value={draft?.text ?? saved}
          onChange={(event) => actions.editNote(section, event.target.value)}
          onBlur={() => perform(actions.saveNote(section))}
        />
      </label>
      <span role="status" className="save-state">
        {saveState(draft, saved)}
      </span>
      {problem === null ? null : (
        <Problem
          problem={problem}
          brief
          title={t('window.note.failed')}
          action={
            <button type="button" className="button" onClick={() => perform(actions.saveNote(section))}>
              {t('window.note.again')}
            </button>
          }
        />
      )}
    </div>
  );
}

function saveState(draft: NoteDraft | undefined, saved: string): ReactNode {
  if (draft === undefined) return saved === '' ? t('window.note.none') : t('window.note.saved-before');
  if (draft.state === 'saved') {
    return (
      <span className="tone-pass">
        <Icon name="pass" size={12} /> {t('window.save.saved')}
      </span>
    );
  }
  if (draft.state === 'failed') {
    return (
      <span className="tone-fail">
        <Icon name="fail" size={12} /> {t('window.save.failed')}
      </span>
    );
  }
  return t(draft.state === 'saving' ? 'window.save.saving' : 'window.save.unsaved');
}
