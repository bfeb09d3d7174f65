import { useId, useState, type ReactNode } from 'react';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { compared } from './compare.ts';
import { validity } from './validity.ts';
import { anchorWords, typedWords, WordsFields } from './words-fields.tsx';

/** A certificate or a key that was read and is not trusted yet: its fingerprint to compare, and how the person compared it. */
export function CandidateForm(props: { readonly candidate: TrustAnchor }): ReactNode {
  const { candidate } = props;
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  const [channel, setChannel] = useState('');
  const [pasted, setPasted] = useState('');
  const [words, setWords] = useState(() => typedWords(candidate));
  const [asked, setAsked] = useState(false);
  const id = useId();
  const comparison = compared(pasted, candidate);
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
        if (missing || comparison === 'different') return;
        perform(actions.addAnchor(candidate.fingerprint, channel, anchorWords(words)));
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
      <label className="field">
        <span className="field-label">{t('window.trust.paste')}</span>
        <input
          type="text"
          className="mono"
          maxLength={1_000}
          value={pasted}
          aria-describedby={`${id}-comparison`}
          onChange={(event) => setPasted(event.target.value)}
        />
      </label>
      <p
        className={comparison === 'different' ? 'field-error' : 'hint'}
        id={`${id}-comparison`}
        role={comparison === 'different' ? 'alert' : 'status'}
      >
        {t(`window.trust.comparison.${comparison}`)}
      </p>
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
      <details open={candidate.kind !== 'certificate'}>
        <summary>{t('window.trust.words')}</summary>
        <WordsFields words={words} onChange={setWords} />
      </details>
      <div className="row">
        <button type="submit" className="button primary" disabled={busy || comparison === 'different'}>
          {t('window.trust.add')}
        </button>
        <button type="button" className="button" onClick={() => actions.dropCandidate(candidate.fingerprint)}>
          {t('window.trust.drop')}
        </button>
      </div>
    </form>
  );
}
