import { useState, type ReactNode } from 'react';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { CandidateForm } from './candidate-form.tsx';
import { validity } from './validity.ts';

/** The trust anchors: who is trusted, since when, confirmed how; adding and removing. */
export function TrustPanel(): ReactNode {
  const actions = useActions();
  const trust = useApp((state) => state.trust);
  return (
    <div className="trust">
      <p className="hint">{t('window.trust.what')}</p>
      {trust.problem === null ? null : <Problem problem={trust.problem} brief />}
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
      <button type="button" className="button" disabled={trust.busy} onClick={() => perform(actions.chooseAnchors())}>
        <Icon name="add" />
        {t('window.trust.choose')}
      </button>
    </div>
  );
}

function AnchorItem(props: { readonly anchor: TrustAnchor }): ReactNode {
  const { anchor } = props;
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  const [asking, setAsking] = useState(false);
  return (
    <li className="anchor">
      <p className="anchor-name">
        <Icon name="key" /> <ArchiveText text={anchor.label === '' ? anchor.subject : anchor.label} />
      </p>
      <Facts
        rows={[
          ...(anchor.label === ''
            ? []
            : [[t('window.trust.subject'), <ArchiveText key="subject" text={anchor.subject} />] as const]),
          [t('window.trust.fingerprint'), <Digest key="fingerprint" hex={anchor.fingerprint} />],
          [t('window.trust.kind'), t(`window.anchor-kind.${anchor.kind}`)],
          [t('window.trust.valid'), validity(anchor)],
          [t('window.trust.added'), t('window.trust.by-at', { by: anchor.addedBy, at: formatInstant(anchor.addedAt) })],
          [t('window.trust.channel'), <ArchiveText key="channel" text={anchor.channel} />],
        ]}
      />
      {asking ? (
        <div className="row" role="group" aria-label={t('window.trust.remove-question')}>
          <span>{t('window.trust.remove-question')}</span>
          <button
            type="button"
            className="button danger"
            disabled={busy}
            onClick={() => perform(actions.removeAnchor(anchor.fingerprint))}
          >
            {t('window.trust.remove-yes')}
          </button>
          <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
            {t('window.trust.remove-no')}
          </button>
        </div>
      ) : (
        <button type="button" className="button quiet" onClick={() => setAsking(true)}>
          {t('window.trust.remove')}
        </button>
      )}
    </li>
  );
}
