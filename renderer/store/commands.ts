import type { Command } from '../../src/contract/commands.ts';
import type { AuditsActions } from './audits-actions.ts';
import type { SessionActions } from './session-actions.ts';
import type { AppState, DialogName, Screen } from './state.ts';

/** What entries of the menu can start. */
type Started = Pick<AuditsActions, 'chooseForAudit' | 'openAuditFile' | 'lock'> &
  Pick<SessionActions, 'choose' | 'close'> & {
    readonly openDialog: (dialog: DialogName) => void;
    readonly show: (screen: Screen) => void;
  };

/** Does what an entry of the program's menu asks for, as far as it means something now. */
export function obey(command: Command, actions: Started, state: AppState): void {
  const isOpen = state.view !== null;
  const start = (work: Promise<void>): void => {
    work.catch(() => undefined);
  };
  switch (command) {
    case 'new-audit':
      if (state.chosen === null) start(actions.chooseForAudit('file'));
      return;
    case 'open':
      start(actions.choose('file'));
      return;
    case 'open-audit':
      start(actions.openAuditFile());
      return;
    case 'search':
    case 'help':
      actions.openDialog(command);
      return;
    case 'print':
      window.print();
      return;
    case 'export':
      if (isOpen) actions.openDialog('export');
      return;
    case 'lock':
      start(actions.lock());
      return;
    case 'close-archive':
      if (isOpen) start(actions.close());
      return;
    case 'verdict':
    case 'clauses':
    case 'desk':
    case 'work':
      if (isOpen) actions.show(command);
  }
}
