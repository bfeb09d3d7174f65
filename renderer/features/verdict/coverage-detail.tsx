import type { ReactNode } from 'react';
import { reasonSentence } from '../../../src/domain/reasons.ts';
import type { Mode } from '../../../src/domain/clause.ts';
import type { Mismatch } from '../../../src/domain/integrity.ts';
import type { Coverage } from '../../../src/domain/release.ts';
import type { CoverChain } from './cover-chain.ts';
import { useActions } from '../../store/use-app.tsx';
import { formatBytesExactly, formatInstant } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PaneTitle } from '../../ui/pane-title.tsx';
import { Facts } from '../../ui/panel.tsx';
import { PathList } from '../../ui/path-list.tsx';
import { Remedy } from '../../ui/remedy.tsx';
import { perform } from '../../ui/perform.ts';

/** The whole of one coverage row: full path and digest, lists and signatures, and the reason. */
export function CoverageDetail(props: {
  readonly row: Coverage;
  readonly chain: CoverChain;
  /** The recorded checksums of this file that differ. */
  readonly mismatches: readonly Mismatch[];
  readonly mode: Mode;
  readonly onClose: () => void;
}): ReactNode {
  const { row, chain, mismatches } = props;
  const actions = useActions();
  const { sha256 } = row;
  return (
    <section className="coverage-detail" aria-label={t('window.coverage.detail')}>
      <PaneTitle className="panel-head" path={row.path} close={t('window.close')} onClose={props.onClose}>
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
      </PaneTitle>
      <p>{say(reasonSentence(row.reason))}</p>
      {row.indication === 'TOTAL_PASSED' ? null : <Remedy reason={row.reason} mode={props.mode} />}
      <Facts
        rows={[
          [t('window.fact.size'), formatBytesExactly(row.size)],
          [
            t('window.fact.sha256'),
            sha256 === null ? t('window.coverage.not-hashed') : <Digest key="d" hex={sha256} />,
          ],
          [
            t('window.coverage.lists'),
            <PathList
              key="l"
              paths={row.lists}
              none={t('window.coverage.nothing')}
              about={(list) => <Recorded mismatches={mismatches.filter((mismatch) => mismatch.list === list)} />}
            />,
          ],
          [
            t('window.coverage.signatures'),
            <PathList key="s" paths={row.signatures} none={t('window.coverage.nothing')} />,
          ],
          [
            t('window.coverage.anchor'),
            chain.anchor === null ? t('window.coverage.nothing') : <ArchiveText key="a" text={chain.anchor} />,
          ],
          [
            t('window.coverage.time'),
            chain.time === null
              ? t('window.coverage.nothing')
              : t(`window.coverage.time.${chain.time.kind}`, { at: formatInstant(chain.time.at) }),
          ],
        ]}
      />
    </section>
  );
}

/** What a list records of the file where that differs. */
function Recorded(props: { readonly mismatches: readonly Mismatch[] }): ReactNode {
  return props.mismatches.map(({ algorithm, expected }) => (
    <span key={`${algorithm} ${expected}`} className="recorded">
      <span className="recorded-word">{t('window.coverage.records', { algorithm })}</span> <Digest hex={expected} />
    </span>
  ));
}
