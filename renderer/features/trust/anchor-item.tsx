import { useState, type ReactNode } from 'react';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { validity } from './validity.ts';
import { anchorWords, typedWords, WordsFields } from './words-fields.tsx';

/** One trust anchor: whose it is, what it is limited to, since when and how confirmed; changing and removing. */
export function AnchorItem(props: { readonly anchor: TrustAnchor }): ReactNode {
  const { anchor } = props;
  const [open, setOpen] = useState<'changing' | 'removing' | null>(null);
  return (
    <li className="anchor">
      <p className="anchor-name">
        <Icon name="key" /> <ArchiveText text={anchor.label === '' ? anchor.subject : anchor.label} />
      </p>
      <Facts rows={rowsOf(anchor)} />
      {open === null ? (
        <div className="row">
          <button type="button" className="button quiet" onClick={() => setOpen('changing')}>
            {t('window.trust.change')}
          </button>
          <button type="button" className="button quiet" onClick={() => setOpen('removing')}>
            {t('window.trust.remove')}
          </button>
        </div>
      ) : null}
      {open === 'changing' ? <ChangeForm anchor={anchor} onClose={() => setOpen(null)} /> : null}
      {open === 'removing' ? <RemoveQuestion anchor={anchor} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}

function rowsOf(anchor: TrustAnchor): readonly (readonly [string, ReactNode])[] {
  const { label, subject, roles, manufacturer, expires, note } = anchor;
  const rows: (readonly [string, ReactNode] | null)[] = [
    label === '' ? null : [t('window.trust.subject'), <ArchiveText key="subject" text={subject} />],
    [t('window.trust.fingerprint'), <Digest key="fingerprint" hex={anchor.fingerprint} />],
    [t('window.trust.kind'), t(`window.anchor-kind.${anchor.kind}`)],
    [t('window.trust.valid'), validity(anchor)],
    roles.length === 0 ? null : [t('window.trust.roles'), <ArchiveText key="roles" text={roles.join(', ')} />],
    manufacturer === null
      ? null
      : [t('window.trust.manufacturer'), <ArchiveText key="manufacturer" text={manufacturer} />],
    expires === null ? null : [t('window.trust.expires'), formatInstant(expires)],
    [t('window.trust.added'), t('window.trust.by-at', { by: anchor.addedBy, at: formatInstant(anchor.addedAt) })],
    [t('window.trust.channel'), <ArchiveText key="channel" text={anchor.channel} />],
    note === '' ? null : [t('window.trust.note'), <ArchiveText key="note" text={note} />],
  ];
  return rows.filter((row) => row !== null);
}

function ChangeForm(props: { readonly anchor: TrustAnchor; readonly onClose: () => void }): ReactNode {
  const { anchor, onClose } = props;
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  const [words, setWords] = useState(() => typedWords(anchor));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        perform(actions.changeAnchor(anchor.fingerprint, anchorWords(words)).then(onClose));
      }}
    >
      <WordsFields words={words} onChange={setWords} />
      <div className="row">
        <button type="submit" className="button primary" disabled={busy}>
          {t('window.trust.save')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('window.trust.cancel')}
        </button>
      </div>
    </form>
  );
}

function RemoveQuestion(props: { readonly anchor: TrustAnchor; readonly onClose: () => void }): ReactNode {
  const actions = useActions();
  const busy = useApp((state) => state.trust.busy);
  return (
    <div className="row" role="group" aria-label={t('window.trust.remove-question')}>
      <span>{t('window.trust.remove-question')}</span>
      <button
        type="button"
        className="button danger"
        disabled={busy}
        onClick={() => perform(actions.removeAnchor(props.anchor.fingerprint))}
      >
        {t('window.trust.remove-yes')}
      </button>
      <button type="button" className="button" autoFocus onClick={props.onClose}>
        {t('window.trust.remove-no')}
      </button>
    </div>
  );
}
