import type { ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** The first screen: what the product does, and the ways to open an archive. `trust` is the panel beside it. */
export function OpenScreen(props: { readonly trust: ReactNode }): ReactNode {
  const actions = useActions();
  const problem = useApp((state) => state.problem);
  return (
    <div className="open-screen">
      <section className="open-main" aria-labelledby="open-title">
        <h1 id="open-title">{t('window.open.title')}</h1>
        <p className="lead">{t('window.open.what')}</p>
        {problem === null ? null : <Problem problem={problem} title={t('window.open.refused')} />}
        <div className="drop-zone">
          <p>{t('window.open.drop')}</p>
          <div className="row">
            <button type="button" className="button primary" onClick={() => perform(actions.choose('file'))}>
              <Icon name="file" />
              {t('window.open.file')}
            </button>
            <button type="button" className="button" onClick={() => perform(actions.choose('folder'))}>
              <Icon name="folder" />
              {t('window.open.folder')}
            </button>
          </div>
          <p className="hint">{t('window.open.kinds')}</p>
        </div>
        <Version />
      </section>
      {props.trust}
    </div>
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
