import type { ReactNode } from 'react';
import { reasonSentence } from '../../../src/domain/reasons.ts';
import type { Mode } from '../../../src/domain/clause.ts';
import type { Coverage } from '../../../src/domain/release.ts';
import { useActions } from '../../store/use-app.tsx';
import { formatBytesExactly } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts } from '../../ui/panel.tsx';
import { Remedy } from '../../ui/remedy.tsx';
import { perform } from '../../ui/perform.ts';

/** The whole of one coverage row: full path and digest, lists and signatures, and the reason. */
export function CoverageDetail(props: {
  readonly row: Coverage;
  readonly mode: Mode;
  readonly onClose: () => void;
}): ReactNode {
  const { row } = props;
  const actions = useActions();
  const { sha256 } = row;
  return (
    <section className="coverage-detail" aria-label={t('window.coverage.detail')}>
      <div className="panel-head">
        <h2>
          <ArchiveText text={row.path} />
        </h2>
        <div className="row">
          {sha256 === null ? null : (
            <button
              type="button"
              className="button"
              onClick={() =>
                perform(actions.openEvidence({ path: row.path, sha256, locator: { kind: 'file' }, quote: '' }))
              }
            >
              <Icon name="file" />
              {t('window.coverage.open-file')}
            </button>
          )}
          <button
            type="button"
            className="button icon-only quiet"
            aria-label={t('window.close')}
            onClick={props.onClose}
          >
            <Icon name="close" />
          </button>
        </div>
      </div>
      <p>{say(reasonSentence(row.reason))}</p>
      {row.indication === 'TOTAL_PASSED' ? null : <Remedy reason={row.reason} mode={props.mode} />}
      <Facts
        rows={[
          [t('window.fact.size'), formatBytesExactly(row.size)],
          [
            t('window.fact.sha256'),
            sha256 === null ? t('window.coverage.not-hashed') : <Digest key="d" hex={sha256} />,
          ],
          [t('window.coverage.lists'), <Paths key="l" paths={row.lists} />],
          [t('window.coverage.signatures'), <Paths key="s" paths={row.signatures} />],
        ]}
      />
    </section>
  );
}

function Paths(props: { readonly paths: readonly string[] }): ReactNode {
  if (props.paths.length === 0) return t('window.coverage.nothing');
  return (
    <ul className="plain">
      {props.paths.slice(0, 50).map((path) => (
        <li key={path}>
          <ArchiveText text={path} />
        </li>
      ))}
    </ul>
  );
}
