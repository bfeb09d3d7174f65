import type { ReactNode } from 'react';
import type { SectionId } from '../../../src/domain/clause.ts';
import { sectionStateOf } from '../../store/judging.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { TextArea } from '../../ui/fields.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** A note for the auditors alone: it is in no copy for the manufacturer. Saved while typing. */
export function PrivateNote(props: { readonly section: SectionId }): ReactNode {
  const { section } = props;
  const actions = useActions();
  const key = `private ${section}`;
  const saved = useApp((state) =>
    state.view === null ? '' : sectionStateOf(state.view.workspace, section).privateNote,
  );
  const draft = useApp((state) => state.drafts[key]);
  const text = draft?.writing.kind === 'private-note' ? draft.writing.text : saved;
  return (
    <div className="note private-note">
      <TextArea
        label={t('window.private-note.title')}
        hint={t('window.private-note.what')}
        value={text}
        maxLength={100_000}
        onChange={(value) => actions.write({ kind: 'private-note', section, text: value })}
        onBlur={() => perform(actions.saveDraft(key))}
      />
      <span role="status" className="save-state">
        {draft === undefined || draft.state === 'saved'
          ? t('window.save.saved')
          : t(draft.state === 'failed' ? 'window.save.failed' : 'window.save.saving')}
      </span>
      {draft?.problem === undefined || draft.problem === null ? null : (
        <Problem
          problem={draft.problem}
          brief
          action={
            <button type="button" className="button" onClick={() => perform(actions.saveDraft(key))}>
              {t('window.note.again')}
            </button>
          }
        />
      )}
    </div>
  );
}
