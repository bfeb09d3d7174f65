import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatBytes } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest, PathText } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty, Facts, Panel } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

type Supplement = SessionView['supplements'][number];

/** Archives that came later. Each is verified on its own; judgements keep whether they were made with it. */
export function SupplementsTab(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const desking = useApp((state) => state.desking);
  const { supplements } = props.view;
  return (
    <div className="stack">
      <p className="hint">{t('desk.supplement.what')}</p>
      <div>
        <button
          type="button"
          className="button"
          disabled={desking.busy}
          onClick={() => perform(actions.addSupplement())}
        >
          <Icon name="add" />
          {t(desking.busy ? 'desk.supplement.adding' : 'desk.supplement.add')}
        </button>
      </div>
      {desking.problem === null ? null : <Problem problem={desking.problem} />}
      {supplements.length === 0 ? <Empty>{t('desk.supplement.none')}</Empty> : null}
      {supplements.map((supplement) => (
        <Panel
          key={supplement.sha256}
          title={supplement.name}
          aside={<Badge mark={markOfIndication(supplement.verdict)} />}
        >
          <Facts rows={[[t('window.fact.sha256'), <Digest key="digest" hex={supplement.sha256} />]]} />
          <Files supplement={supplement} />
        </Panel>
      ))}
    </div>
  );
}

function Files(props: { readonly supplement: Supplement }): ReactNode {
  const { evidence, sha256 } = props.supplement;
  const actions = useActions();
  if (evidence === null) return <Empty>{t('desk.supplement.absent')}</Empty>;
  return (
    <Limited items={evidence} first={50}>
      {(files) => (
        <ul className="plain supplement-files">
          {files.map((file) => (
            <li key={file.path} className="row">
              <button
                type="button"
                className="link"
                onClick={() =>
                  perform(
                    actions.openEvidence({
                      path: file.path,
                      sha256: file.sha256,
                      locator: { kind: 'file' },
                      quote: '',
                      supplement: sha256,
                    }),
                  )
                }
              >
                <PathText path={file.path} />
              </button>
              <span className="hint">{formatBytes(file.size)}</span>
              {file.role === null ? null : <ArchiveText text={file.role} />}
            </li>
          ))}
        </ul>
      )}
    </Limited>
  );
}
