import type { ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** Whether what was typed under `draft` is on the disk; where it is not, why, and a way to try again. */
export function SavedMark(props: { readonly draft: string }): ReactNode {
  const actions = useActions();
  const draft = useApp((state) => state.drafts[props.draft]);
  const state = draft?.state ?? 'saved';
  const problem = draft?.problem ?? null;
  const mark = { unsaved: null, saving: null, saved: 'pass', failed: 'fail' } as const;
  const icon = mark[state];
  return (
    <>
      <span role="status" className="save-state">
        {icon === null ? (
          t(state === 'saving' ? 'window.save.saving' : 'window.save.unsaved')
        ) : (
          <span className={`tone-${icon}`}>
            <Icon name={icon} size={12} /> {t(icon === 'pass' ? 'window.save.saved' : 'window.save.failed')}
          </span>
        )}
      </span>
      {problem === null ? null : (
        <Problem
          problem={problem}
          brief
          action={
            <button type="button" className="button" onClick={() => perform(actions.saveDraft(props.draft))}>
              {t('window.note.again')}
            </button>
          }
        />
      )}
    </>
  );
}
