import type { SessionView } from '../../../src/contract/contract.ts';
import { DESK_TABLES } from '../../../src/domain/sample.ts';
import type { Actions } from '../../store/app-store.ts';
import { WORK_TABS } from '../../store/state.ts';
import { t } from '../../text/text.ts';
import { perform } from '../../ui/perform.ts';
import { setPreferences, THEMES } from '../../ui/preferences.ts';
import type { Place } from './places.ts';

/** Returns what can be done now, as search offers it. */
export function commands(actions: Actions, view: SessionView | null): readonly Place[] {
  const action = (name: string, title: string, go: () => void, hint = ''): Place => ({
    key: `action ${name}`,
    kind: 'action',
    title,
    hint,
    go,
  });
  const always = [
    action('open', t('window.open.file'), () => perform(actions.choose('file')), 'Ctrl+O'),
    action('trust', t('window.header.trust'), () => actions.openDialog('trust')),
    action('help', t('window.header.help'), () => actions.openDialog('help'), '?'),
    ...THEMES.map((theme) =>
      action(`theme ${theme}`, `${t('window.header.theme')}: ${t(`window.theme.${theme}`)}`, () =>
        setPreferences({ theme }),
      ),
    ),
  ];
  if (view === null) return always;
  const { undoable } = view.workspace;
  return [
    action('verdict', t('window.header.verdict'), () => actions.show('verdict'), '1'),
    action('clauses', t('window.header.clauses'), () => actions.show('clauses'), '2'),
    ...DESK_TABLES.map((table) => action(`desk ${table}`, t(`desk.table.${table}`), () => actions.openDesk(table))),
    ...WORK_TABS.map((tab) => action(`work ${tab}`, t(`work.tab.${tab}`, { count: '' }), () => actions.openWork(tab))),
    action('finding', t('work.findings.new'), () => actions.beginFinding({}), 'f'),
    action('question', t('work.questions.new'), actions.beginQuestion),
    action('export', t('window.header.export'), () => actions.openDialog('export'), 'Ctrl+E'),
    action('profile', t('window.profile.title'), () => actions.openDialog('profile')),
    action('verify', t('window.banner.verify-again'), () => perform(actions.verifyAgain())),
    action('supplement', t('desk.supplement.add'), () => perform(actions.addSupplement())),
    ...(undoable === null ? [] : [action('undo', t('desk.undo'), () => perform(actions.undo()), 'Ctrl+Z')]),
    ...(view.desk.sealed ? [action('lock', t('locked.lock'), () => perform(actions.lock()))] : []),
    action('print', t('desk.print'), () => window.print(), 'Ctrl+P'),
    action('close', t('window.header.close'), () => perform(actions.close())),
    ...always,
  ];
}
