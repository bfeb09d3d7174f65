import type { ReactNode } from 'react';
import type { AuditItem } from '../../../src/contract/contract.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

/** The audits that were open here, latest first, each with what is missing to open it again. */
export function RecentAudits(): ReactNode {
  const audits = useApp((state) => state.audits);
  return (
    <section aria-labelledby="recent-title" className="recent">
      <h2 id="recent-title">{t('open.recent')}</h2>
      {audits === null ? <Empty>{t('open.recent-loading')}</Empty> : null}
      {audits?.length === 0 ? <Empty>{t('open.recent-none')}</Empty> : null}
      {audits === null ? null : (
        <Limited items={audits} first={8}>
          {(shown) => (
            <ul className="plain recent-items">
              {shown.map((audit) => (
                <Audit key={audit.id} audit={audit} />
              ))}
            </ul>
          )}
        </Limited>
      )}
    </section>
  );
}

function Audit(props: { readonly audit: AuditItem }): ReactNode {
  const { audit } = props;
  const actions = useActions();
  const name = audit.title === '' ? audit.archiveName : audit.title;
  return (
    <li className="recent-item">
      <button
        type="button"
        className="recent-open"
        disabled={!audit.workspaceThere}
        onClick={() => perform(actions.openAudit(audit.id, !audit.archiveThere))}
      >
        <span className="recent-name">
          <PathText path={name} />
        </span>
        <span className="hint">
          {audit.title === '' ? null : <PathText path={audit.archiveName} />}
          {formatInstant(audit.openedAt)} · {t(`window.mode.${audit.mode}`)}
          {audit.sealed ? ` · ${t('open.sealed')}` : ''}
        </span>
        {audit.workspaceThere ? null : <span className="tone-open">{t('open.workspace-gone')}</span>}
        {audit.workspaceThere && !audit.archiveThere ? (
          <span className="tone-open">{t('open.archive-gone')}</span>
        ) : null}
      </button>
      <button
        type="button"
        className="button icon-only quiet"
        aria-label={t('open.forget', { name })}
        title={t('open.forget', { name })}
        onClick={() => perform(actions.forgetAudit(audit.id))}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
