import type { ReactNode } from 'react';
import { useActions, useApp } from '../store/use-app.tsx';
import type { SessionView } from '../../src/contract/contract.ts';
import type { ArchiveFacts } from '../../src/domain/workspace.ts';
import { formatBytesExactly } from '../text/format.ts';
import { t } from '../text/text.ts';
import { Icon } from '../ui/icon.tsx';
import { perform } from '../ui/perform.ts';
import { Problem } from '../ui/problem.tsx';

/** What has to be said on every screen of an open archive: a damaged journal, changed trust anchors, a failed opening. */
export function Banners(): ReactNode {
  const actions = useActions();
  const screen = useApp((state) => state.screen);
  const view = useApp((state) => state.view);
  const problem = useApp((state) => state.problem);
  const stale = useApp((state) => state.trust.changedSinceVerified);
  if (view === null || screen === 'open' || screen === 'running') return null;
  const { fault, unknownActions, verified, archiveName } = view.workspace;
  const { readOnly } = view.desk;
  return (
    <div className="banners">
      {problem === null ? null : (
        <Problem
          problem={problem}
          brief
          action={
            <button type="button" className="button" onClick={actions.dismissProblem}>
              {t('window.dismiss')}
            </button>
          }
        />
      )}
      {fault === null ? null : (
        <p className="banner tone-fail" role="alert">
          <Icon name="fail" />
          <span>{t(`window.fault.${fault.kind}`, { line: fault.line })}</span>
        </p>
      )}
      {readOnly === null ? null : (
        <p className="banner tone-open" role="status">
          <Icon name="undecidable" />
          <span>
            {t(`desk.read-only.${readOnly}`, { bound: archiveName ?? '', to: view.workspace.handedOver?.to ?? '' })}{' '}
            {readOnly === 'other-archive' && verified !== null ? <Difference bound={verified} view={view} /> : null}
          </span>
        </p>
      )}
      {unknownActions === 0 ? null : (
        <p className="banner tone-open" role="status">
          <Icon name="undecidable" />
          <span>{t('desk.unknown-actions', { count: unknownActions })}</span>
        </p>
      )}
      {view.verification.manifest === null ? (
        <p className="banner tone-open">
          <Icon name="undecidable" />
          <span>{t('window.banner.no-manifest')}</span>
        </p>
      ) : null}
      {stale ? (
        <div className="banner tone-open" role="status">
          <Icon name="undecidable" />
          <span>{t('window.banner.stale')}</span>
          <button type="button" className="button" onClick={() => perform(actions.verifyAgain())}>
            {t('window.banner.verify-again')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** What is the same and what is different between the archive that the audit is about and the one that was opened. */
function Difference(props: { readonly bound: ArchiveFacts; readonly view: SessionView }): ReactNode {
  const { bound, view } = props;
  const { archive, manifest } = view.verification;
  const same = bound.manifestSha256 !== null && bound.manifestSha256 === manifest?.sha256;
  return t(same ? 'desk.other-archive.same-manifest' : 'desk.other-archive.different', {
    bound: bound.version ?? '?',
    opened: view.product.version ?? '?',
    before: formatBytesExactly(bound.size),
    now: formatBytesExactly(archive.size),
  });
}
