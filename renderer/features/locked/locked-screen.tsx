import { useState, type ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** A sealed audit before its passphrase is given, or after it was locked. */
export function LockedScreen(): ReactNode {
  const actions = useActions();
  const locked = useApp((state) => state.locked);
  const [passphrase, setPassphrase] = useState('');
  if (locked === null) return null;
  return (
    <form
      className="locked-screen"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '') perform(actions.unlock(passphrase));
      }}
    >
      <h1>{t('locked.title')}</h1>
      <p>
        <PathText path={locked.name} />
      </p>
      <p className="hint">{t('locked.what')}</p>
      <TextField label={t('locked.passphrase')} type="password" value={passphrase} onChange={setPassphrase} />
      {locked.problem === null ? null : <Problem problem={locked.problem} brief />}
      <div className="row">
        <button type="submit" className="button primary" disabled={locked.busy || passphrase === ''}>
          <Icon name="key" />
          {t(locked.busy ? 'locked.opening' : 'locked.open')}
        </button>
        <button type="button" className="button" onClick={() => perform(actions.close(true))}>
          {t('locked.close')}
        </button>
      </div>
    </form>
  );
}
