import type { ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { NewAuditForm } from './new-audit-form.tsx';
import { RecentAudits } from './recent-audits.tsx';

/** The first screen: audits to go on with, a new one, an archive at once, the sample releases. `trust` is the panel beside it. */
export function OpenScreen(props: { readonly trust: ReactNode }): ReactNode {
  const problem = useApp((state) => state.problem);
  const newAudit = useApp((state) => state.newAudit);
  return (
    <div className="open-screen">
      <section className="open-main" aria-labelledby="open-title">
        <h1 id="open-title">{t('window.open.title')}</h1>
        {newAudit === null ? <p className="lead">{t('window.open.what')}</p> : null}
        {problem === null ? null : <Problem problem={problem} title={t('window.open.refused')} />}
        {newAudit === null ? <Ways /> : <NewAuditForm key={newAudit.chosen.session} />}
        <Version />
      </section>
      {props.trust}
    </div>
  );
}

function Ways(): ReactNode {
  const actions = useActions();
  return (
    <>
      <div className="drop-zone">
        <p>{t('window.open.drop')}</p>
        <div className="row">
          <button type="button" className="button primary" onClick={() => perform(actions.chooseForAudit('file'))}>
            <Icon name="add" />
            {t('open.new-audit')}
          </button>
          <button type="button" className="button" onClick={() => perform(actions.choose('file'))}>
            <Icon name="file" />
            {t('window.open.file')}
          </button>
          <button type="button" className="button" onClick={() => perform(actions.choose('folder'))}>
            <Icon name="folder" />
            {t('window.open.folder')}
          </button>
          <button type="button" className="button" onClick={() => perform(actions.openAuditFile())}>
            <Icon name="file" />
            {t('open.audit-file')}
          </button>
        </div>
        <p className="hint">{t('window.open.kinds')}</p>
      </div>
      <RecentAudits />
      <section aria-labelledby="practice-title" className="practice">
        <h2 id="practice-title">{t('open.practice')}</h2>
        <p className="hint">{t('open.practice-what')}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => perform(actions.practise(false))}>
            {t('open.practice-sample')}
          </button>
          <button type="button" className="button" onClick={() => perform(actions.practise(true))}>
            {t('open.practice-faults')}
          </button>
        </div>
      </section>
    </>
  );
}

function Version(): ReactNode {
  const info = useApp((state) => state.info);
  return (
    <p className="hint version">
      {info === null ? t('window.open.version-unknown') : t('window.open.version', { version: info.version })}
    </p>
  );
}
