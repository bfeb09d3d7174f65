import type { ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { AnchorItem } from './anchor-item.tsx';
import { CandidateForm } from './candidate-form.tsx';

/** The trust anchors: who is trusted, since when, confirmed how; adding, changing, removing, and taking them to another computer. */
export function TrustPanel(): ReactNode {
  const actions = useActions();
  const trust = useApp((state) => state.trust);
  return (
    <div className="trust">
      <p className="hint">{t('window.trust.what')}</p>
      {trust.problem === null ? null : <Problem problem={trust.problem} brief />}
      {trust.told === null ? null : (
        <p className="hint" role="status">
          {t(`window.trust.${trust.told.what}`, { count: trust.told.count, name: trust.told.name })}
        </p>
      )}
      {trust.candidates.map((candidate) => (
        <CandidateForm key={candidate.fingerprint} candidate={candidate} />
      ))}
      {trust.state === 'loading' ? <Empty>{t('window.trust.loading')}</Empty> : null}
      {trust.state === 'ready' && trust.anchors.length === 0 ? <Empty>{t('window.trust.none')}</Empty> : null}
      <ul className="anchors">
        {trust.anchors.map((anchor) => (
          <AnchorItem key={anchor.fingerprint} anchor={anchor} />
        ))}
      </ul>
      <div className="row">
        <button type="button" className="button" disabled={trust.busy} onClick={() => perform(actions.chooseAnchors())}>
          <Icon name="add" />
          {t('window.trust.choose')}
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={trust.busy || trust.anchors.length === 0}
          onClick={() => perform(actions.exportAnchors())}
        >
          {t('window.trust.export')}
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={trust.busy}
          onClick={() => perform(actions.importAnchors())}
        >
          {t('window.trust.import')}
        </button>
      </div>
    </div>
  );
}
