import { useId, useState, type ReactNode } from 'react';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { validity } from './validity.ts';

/** A certificate or a key that was read and is not trusted yet: its fingerprint to compare, and how the person compared it. */
export function CandidateForm(props: { readonly candidate: TrustAnchor }): ReactNode {
  const { candidate } = props;
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  const [channel, setChannel] = useState('');
  const [label, setLabel] = useState(candidate.label);
  const [asked, setAsked] = useState(false);
  const id = useId();
  const missing = channel.trim() === '';
  const shownMissing = asked && missing;
  return (
    <form
      className="candidate"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!missing) perform(actions.addAnchor(candidate.fingerprint, channel, label));
      }}
    >
      <h3 id={`${id}-title`}>{t('window.trust.candidate')}</h3>
      <Facts
        rows={[
          [t('window.trust.subject'), <ArchiveText key="subject" text={candidate.subject} />],
          [t('window.trust.kind'), t(`window.anchor-kind.${candidate.kind}`)],
          [t('window.trust.valid'), validity(candidate)],
          [t('window.trust.fingerprint'), <Digest key="fingerprint" hex={candidate.fingerprint} />],
        ]}
      />
      <p>{t('window.trust.compare')}</p>
      {candidate.kind === 'certificate' ? null : (
        <>
          <label className="field">
            <span className="field-label">{t('window.trust.label')}</span>
            <input
              type="text"
              maxLength={500}
              value={label}
              aria-describedby={`${id}-label-hint`}
              onChange={(event) => setLabel(event.target.value)}
            />
          </label>
          <p className="hint" id={`${id}-label-hint`}>
            {t('window.trust.label-hint')}
          </p>
        </>
      )}
      <label className="field">
        <span className="field-label">{t('window.trust.channel-label')}</span>
        <input
          type="text"
          maxLength={1_000}
          value={channel}
          aria-invalid={shownMissing}
          aria-describedby={`${id}-hint${shownMissing ? ` ${id}-missing` : ''}`}
          onChange={(event) => setChannel(event.target.value)}
        />
      </label>
      <p className="hint" id={`${id}-hint`}>
        {t('window.trust.channel-hint')}
      </p>
      {shownMissing ? (
        <p className="field-error" id={`${id}-missing`} role="alert">
          {t('window.trust.channel-missing')}
        </p>
      ) : null}
      <div className="row">
        <button type="submit" className="button primary" disabled={busy}>
          {t('window.trust.add')}
        </button>
        <button type="button" className="button" onClick={() => actions.dropCandidate(candidate.fingerprint)}>
          {t('window.trust.drop')}
        </button>
      </div>
    </form>
  );
}
