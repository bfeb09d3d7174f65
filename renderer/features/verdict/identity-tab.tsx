import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { locatorText } from '../../../src/domain/evidence.ts';
import { IDENTITY_KEYS, type IdentityStatement } from '../../../src/domain/release.ts';
import { visible } from '../../../src/domain/visible.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

/** Every statement of version, tag, commit, build and date in every file, and whether it agrees with the manifest. */
export function IdentityTab(props: { readonly view: SessionView }): ReactNode {
  const { identity } = props.view;
  if (identity.length === 0) return <Empty>{t('window.identity.none')}</Empty>;
  return (
    <div className="stack">
      <p className="hint">{t('window.identity.what', { n: new Set(identity.map(({ where }) => where.path)).size })}</p>
      {IDENTITY_KEYS.map((key) => {
        const statements = identity.filter((statement) => statement.key === key);
        return (
          <Panel key={key} title={t(`window.identity.${key}`)}>
            {statements.length === 0 ? (
              <Empty>{t('window.identity.not-stated')}</Empty>
            ) : (
              <Limited items={[...statements].sort((a, b) => Number(a.agrees) - Number(b.agrees))} first={50}>
                {(shown) => <Statements statements={shown} />}
              </Limited>
            )}
          </Panel>
        );
      })}
    </div>
  );
}

function Statements(props: { readonly statements: readonly IdentityStatement[] }): ReactNode {
  const actions = useActions();
  return (
    <table className="table identity">
      <thead>
        <tr>
          <th scope="col">{t('window.identity.agrees')}</th>
          <th scope="col">{t('window.identity.value')}</th>
          <th scope="col">{t('window.identity.where')}</th>
        </tr>
      </thead>
      <tbody>
        {props.statements.map((statement, place) => (
          <tr key={place}>
            <td>
              <Badge
                mark={
                  statement.agrees
                    ? { icon: 'pass', tone: 'pass', word: t('window.identity.yes') }
                    : { icon: 'fail', tone: 'fail', word: t('window.identity.no') }
                }
              />
            </td>
            <td className="mono">
              <ArchiveText text={statement.value} />
            </td>
            <td>
              <button type="button" className="link" onClick={() => perform(actions.openEvidence(statement.where))}>
                <ArchiveText text={statement.where.path} />
                <span className="hint"> {visible(locatorText(statement.where.locator))}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
