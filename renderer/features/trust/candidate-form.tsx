import { useId, useState, type ReactNode } from 'react';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

/** A certificate that was read and is not trusted yet: its fingerprint to compare, and how the person compared it. */
export function CandidateForm(props: { readonly candidate: TrustAnchor }): ReactNode {
  const { candidate } = props;
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  const [channel, setChannel] = useState('');
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
        if (!missing) perform(actions.addAnchor(candidate.fingerprint, channel));
      }}
    >
      <h3 id={`${id}-title`}>{t('window.trust.candidate')}</h3>
      <Facts
        rows={[
          [t('window.trust.subject'), <ArchiveText key="subject" text={candidate.subject} />],
          [
            t('window.trust.valid'),
            t('window.trust.from-to', {
              from: formatInstant(candidate.notBefore),
              to: formatInstant(candidate.notAfter),
            }),
          ],
          [t('window.trust.fingerprint'), <Digest key="fingerprint" hex={candidate.fingerprint} />],
        ]}
      />
      <p>{t('window.trust.compare')}</p>
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
