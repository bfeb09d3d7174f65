import { useEffect, type ReactNode } from 'react';
import { EvidencePane } from '../features/evidence/evidence-pane.tsx';
import { ClausePage } from '../features/clauses/clause-page.tsx';
import { SectionList } from '../features/clauses/section-list.tsx';
import { OpenScreen } from '../features/open/open-screen.tsx';
import { RunningScreen } from '../features/open/running-screen.tsx';
import { TrustPanel } from '../features/trust/trust-panel.tsx';
import { DeskScreen } from '../features/desk/desk-screen.tsx';
import { LockedScreen } from '../features/locked/locked-screen.tsx';
import { VerdictScreen } from '../features/verdict/verdict-screen.tsx';
import { WorkScreen } from '../features/work/work-screen.tsx';
import { useActions, useApp } from '../store/use-app.tsx';
import { t } from '../text/text.ts';
import { useKeys } from '../ui/keys.ts';
import { Panel } from '../ui/panel.tsx';
import { perform } from '../ui/perform.ts';
import { usePreferences } from '../ui/preferences.ts';
import { Banners } from './banners.tsx';
import { Dialogs } from './dialogs.tsx';
import { useAutoLock } from './auto-lock.ts';
import { DropTarget } from './drop-target.tsx';
import { Header } from './header.tsx';

/** The window: header, what has to be said across screens, the screen itself, dialogs. */
export function App(): ReactNode {
  const actions = useActions();
  const screen = useApp((state) => state.screen);
  useEffect(() => actions.begin(), [actions]);
  useWindowKeys();
  useAutoLock();
  return (
    <div className={`app app-${screen}`}>
      <Header />
      <Banners />
      <ScreenView />
      <Dialogs />
      <DropTarget />
    </div>
  );
}

function ScreenView(): ReactNode {
  const screen = useApp((state) => state.screen);
  const view = useApp((state) => state.view);
  const withPane = useApp((state) => state.viewer !== null);
  switch (screen) {
    case 'open':
      return (
        <main className="screen">
          <OpenScreen
            trust={
              <Panel title={t('window.trust.title')} className="open-trust">
                <TrustPanel />
              </Panel>
            }
          />
        </main>
      );
    case 'running':
      return (
        <main className="screen">
          <RunningScreen />
        </main>
      );
    case 'verdict':
      return (
        <div className={withPane ? 'screen split' : 'screen'}>
          <main className="split-main">
            <VerdictScreen />
          </main>
          <EvidencePane />
        </div>
      );
    case 'locked':
      return (
        <main className="screen">
          <LockedScreen />
        </main>
      );
    case 'desk':
    case 'work':
      return (
        <div className={withPane ? 'screen split' : 'screen'}>
          <main className="split-main">{screen === 'desk' ? <DeskScreen /> : <WorkScreen />}</main>
          <EvidencePane />
        </div>
      );
    case 'clauses':
      return (
        <div className={withPane ? 'screen walk walk-with-pane' : 'screen walk'}>
          {view === null ? null : <SectionList view={view} />}
          <main className="walk-main">{view === null ? null : <ClausePage view={view} />}</main>
          <EvidencePane />
        </div>
      );
  }
}

/** Keys that count in the whole window. */
function useWindowKeys(): void {
  const actions = useActions();
  const screen = useApp((state) => state.screen);
  const open = useApp((state) => state.view !== null);
  const { singleKeys } = usePreferences();
  const walking = screen === 'clauses';
  const onWalk = (work: () => void) => (walking ? { work } : null);
  const keys: Record<string, (() => void) | undefined> = {
    '?': () => actions.openDialog('help'),
    'Control+o': () => perform(actions.choose('file')),
    'Control+e': open ? () => actions.openDialog('export') : undefined,
    '1': open ? () => actions.show('verdict') : undefined,
    '2': open ? () => actions.show('clauses') : undefined,
    '3': open ? () => actions.show('desk') : undefined,
    '4': open ? () => actions.show('work') : undefined,
    'Control+k': () => actions.openDialog('search'),
    'Control+n': screen === 'open' ? () => perform(actions.chooseForAudit('file')) : undefined,
    'Control+p': () => window.print(),
    'Control+z': open ? () => perform(actions.undo()) : undefined,
    f: open ? () => actions.beginFinding({}) : undefined,
    'Alt+ArrowDown': onWalk(() => actions.step(1))?.work,
    'Alt+ArrowUp': onWalk(() => actions.step(-1))?.work,
    j: onWalk(() => actions.step(1))?.work,
    k: onWalk(() => actions.step(-1))?.work,
    n: onWalk(() => document.getElementById('note')?.focus())?.work,
    v: onWalk(() => document.querySelector<HTMLElement>('.radios input:checked')?.focus())?.work,
  };
  const given = Object.entries(keys).flatMap(([key, work]) => (work === undefined ? [] : [[key, work] as const]));
  useKeys(Object.fromEntries(given), singleKeys);
}
