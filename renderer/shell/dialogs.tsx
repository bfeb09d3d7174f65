import type { ReactNode } from 'react';
import { ColumnsDialog } from '../features/columns/columns-dialog.tsx';
import { ExportDialog } from '../features/export/export-dialog.tsx';
import { HelpDialog } from '../features/help/help-dialog.tsx';
import { ProfileDialog } from '../features/profile/profile-dialog.tsx';
import { SearchDialog } from '../features/search/search-dialog.tsx';
import { TrustPanel } from '../features/trust/trust-panel.tsx';
import { unsaved, type AppState } from '../store/state.ts';
import { useActions, useApp } from '../store/use-app.tsx';
import { t } from '../text/text.ts';
import { PathText } from '../ui/archive-text.tsx';
import { DialogBox } from '../ui/dialog.tsx';
import { perform } from '../ui/perform.ts';

/** The dialog that is open, if any. An offered archive comes before all others. */
export function Dialogs(): ReactNode {
  const actions = useActions();
  const dialog = useApp((state) => state.dialog);
  const offered = useApp((state) => state.offered);
  if (offered !== null) return <OfferDialog name={offered.name} />;
  switch (dialog) {
    case null:
      return null;
    case 'search':
      return <SearchDialog />;
    case 'trust':
      return (
        <DialogBox title={t('window.trust.title')} onClose={actions.closeDialog} wide>
          <TrustPanel />
        </DialogBox>
      );
    case 'profile':
      return <ProfileDialog />;
    case 'columns':
      return <ColumnsDialog />;
    case 'export':
      return <ExportDialog />;
    case 'help':
      return <HelpDialog />;
    case 'close':
      return <UnsavedDialog of="closing" lose={() => actions.close(true)} />;
    case 'leave':
      return <LeaveDialog />;
  }
}

function OfferDialog(props: { readonly name: string }): ReactNode {
  const actions = useActions();
  const unsaved = useApp(unsavedKey);
  const decline = (): void => perform(actions.declineOffer());
  const safe = unsaved === '';
  const accept = (
    <button
      key="accept"
      type="button"
      className={safe ? 'button primary' : 'button danger'}
      onClick={() => perform(actions.acceptOffer())}
    >
      {t('window.offer.accept')}
    </button>
  );
  const stay = (
    <button key="stay" type="button" className={safe ? 'button' : 'button primary'} onClick={decline}>
      {t('window.offer.decline')}
    </button>
  );
  return (
    <DialogBox title={t('window.offer.title')} onClose={decline} alert>
      <p>
        <PathText path={props.name} />
      </p>
      <p>{safe ? t('window.offer.what') : t('window.offer.unsaved', { sections: unsaved.split(' ') })}</p>
      <div className="row dialog-actions">{safe ? [accept, stay] : [stay, accept]}</div>
    </DialogBox>
  );
}

/** Asks before the whole window closes over something that is not recorded. */
export function LeaveDialog(): ReactNode {
  const actions = useActions();
  const asked = useApp((state) => state.dialog === 'leave');
  return asked ? <UnsavedDialog of="leaving" lose={() => actions.leave(true)} /> : null;
}

function UnsavedDialog(props: { readonly of: 'closing' | 'leaving'; readonly lose: () => Promise<void> }): ReactNode {
  const actions = useActions();
  const unsaved = useApp(unsavedKey);
  return (
    <DialogBox title={t(`window.${props.of}.title`)} onClose={actions.closeDialog} alert>
      <p>{t(`window.${props.of}.what`, { sections: unsaved.split(' ') })}</p>
      <div className="row dialog-actions">
        <button type="button" className="button primary" onClick={actions.closeDialog}>
          {t(`window.${props.of}.stay`)}
        </button>
        <button type="button" className="button danger" onClick={() => perform(props.lose())}>
          {t(`window.${props.of}.lose`)}
        </button>
      </div>
    </DialogBox>
  );
}

function unsavedKey(state: AppState): string {
  return unsaved(state).join(' ');
}
