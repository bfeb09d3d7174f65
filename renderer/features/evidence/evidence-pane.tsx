import { useEffect, useRef, useState, type ReactNode } from 'react';
import { locatorLine, locatorText, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { visible } from '../../../src/domain/visible.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import type { Viewer } from '../../store/state.ts';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PaneTitle } from '../../ui/pane-title.tsx';
import { perform } from '../../ui/perform.ts';
import { usePreferences } from '../../ui/preferences.ts';
import { Problem } from '../../ui/problem.tsx';
import { FileFacts } from './file-facts.tsx';
import { openFinding, quoting } from './adding.ts';
import { FileView } from './file-view.tsx';

/** The file that is shown beside the clause, at the place that is meant. */
export function EvidencePane(): ReactNode {
  const viewer = useApp((state) => state.viewer);
  if (viewer === null) return null;
  return <Pane key={paneKey(viewer.ref)} viewer={viewer} />;
}

/** Another place is another pane, so that nothing selected in one is added from another. */
function paneKey(ref: EvidenceRef): string {
  return `${ref.path} ${JSON.stringify(ref.locator)}`;
}

function Pane(props: { readonly viewer: Viewer }): ReactNode {
  const { viewer } = props;
  const { ref, content } = viewer;
  const actions = useActions();
  const { singleKeys } = usePreferences();
  const onClauses = useApp((state) => state.screen === 'clauses');
  const [place, setPlace] = useState<EvidenceRef>(ref);
  const pane = useRef<HTMLElement>(null);
  const find = useRef<HTMLInputElement>(null);
  useReturningFocus(pane);
  const finding = useApp(openFinding);
  const add = (): void => {
    const added = quoting(place, pane.current);
    if (finding !== null) actions.addToFinding(finding, added);
    else if (onClauses) perform(actions.addEvidence(added));
  };
  useKeys(
    {
      Escape: actions.closeEvidence,
      e: add,
      '/': () => find.current?.focus(),
      'Control+f': () => find.current?.focus(),
    },
    singleKeys,
  );
  return (
    <aside className="pane" ref={pane} tabIndex={-1} aria-label={t('window.evidence.title')}>
      <header className="pane-head">
        <PaneTitle
          className="pane-title"
          path={ref.path}
          close={t('window.evidence.close')}
          onClose={actions.closeEvidence}
        />
        <FileFacts reference={ref} content={content} />
        <p className="pane-place">
          <span>
            {t('window.evidence.meant')} <strong>{visible(locatorText(ref.locator))}</strong>
          </span>
          {onClauses || finding !== null ? (
            <button type="button" className="button" disabled={viewer.adding === 'saving'} onClick={add}>
              <Icon name="add" />
              {finding !== null
                ? t('evidence.add-finding', { id: finding })
                : place === ref
                  ? t('window.evidence.add')
                  : t('window.evidence.add-line', { line: locatorLine(place.locator) ?? 0 })}
            </button>
          ) : null}
          <span role="status" className="save-state">
            {viewer.adding === 'added' ? t('window.evidence.added') : null}
          </span>
        </p>
        {viewer.addProblem === null ? null : <Problem problem={viewer.addProblem} brief />}
      </header>
      {viewer.state === 'loading' ? <p className="empty">{t('window.evidence.loading')}</p> : null}
      {viewer.problem === null ? null : <Problem problem={viewer.problem} during="viewing" />}
      {content === null ? null : (
        <FileView content={content} reference={ref} find={find} place={place} onPlace={setPlace} />
      )}
    </aside>
  );
}

/** Takes the focus when the pane opens and gives it back when it closes. */
function useReturningFocus(pane: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const own = pane.current;
    own?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || own?.contains(document.activeElement) === true;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [pane]);
}
