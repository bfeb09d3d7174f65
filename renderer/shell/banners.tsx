import type { ReactNode } from 'react';
import { useActions, useApp } from '../store/use-app.tsx';
import { t } from '../text/text.ts';
import { Icon } from '../ui/icon.tsx';
import { perform } from '../ui/perform.ts';
import { Problem } from '../ui/problem.tsx';

/** What has to be said on every screen of an open archive: a damaged journal, changed trust anchors, a failed opening. */
export function Banners(): ReactNode {
  const actions = useActions();
  const screen = useApp((state) => state.screen);
  const view = useApp((state) => state.view);
  const problem = useApp((state) => state.problem);
  const stale = useApp((state) => state.trust.changedSinceVerified);
  if (view === null || screen === 'open' || screen === 'running') return null;
  const { fault } = view.workspace;
  return (
    <div className="banners">
      {problem === null ? null : (
        <Problem
          problem={problem}
          brief
          action={
            <button type="button" className="button" onClick={actions.dismissProblem}>
              {t('window.dismiss')}
            </button>
          }
        />
      )}
      {fault === null ? null : (
        <p className="banner tone-fail" role="alert">
          <Icon name="fail" />
          <span>{t(`window.fault.${fault.kind}`, { line: fault.line })}</span>
        </p>
      )}
      {view.verification.manifest === null ? (
        <p className="banner tone-open">
          <Icon name="undecidable" />
          <span>{t('window.banner.no-manifest')}</span>
        </p>
      ) : null}
      {stale ? (
        <div className="banner tone-open" role="status">
          <Icon name="undecidable" />
          <span>{t('window.banner.stale')}</span>
          <button type="button" className="button" onClick={() => perform(actions.verifyAgain())}>
            {t('window.banner.verify-again')}
          </button>
        </div>
      ) : null}
    </div>
  );
}
