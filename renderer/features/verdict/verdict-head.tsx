import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { formatBytesExactly, formatCount, formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest, PathText } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Facts } from '../../ui/panel.tsx';

/** The verdict in one sentence and three facts. */
export function VerdictHead(props: { readonly view: SessionView }): ReactNode {
  const { verification, product } = props.view;
  const { archive, verdict } = verification;
  const mark = markOfIndication(verdict);
  const orUnknown = (text: string | null): ReactNode =>
    text === null ? <span className="unknown">{t('window.not-stated')}</span> : <ArchiveText text={text} />;
  return (
    <header className={`verdict-head tone-${mark.tone}`}>
      <h1>
        <Badge mark={mark} large />
        <span className="verdict-sentence">{t(`window.verdict.${verdict}`)}</span>
      </h1>
      <div className="verdict-facts">
        <Facts
          rows={[
            [t('window.fact.product'), orUnknown(product.name)],
            [t('window.fact.manufacturer'), orUnknown(product.manufacturer)],
            [t('window.fact.version'), orUnknown(product.version)],
            [t('window.fact.build'), orUnknown(product.build)],
          ]}
        />
        <Facts
          rows={[
            [t('window.fact.archive'), <PathText key="name" path={archive.name} />],
            [
              t('window.fact.size'),
              t('window.fact.size-members', {
                size: formatBytesExactly(archive.size),
                members: archive.members,
                shown: formatCount(archive.members),
              }),
            ],
            [
              t(archive.container === 'folder' ? 'window.fact.sha256-folder' : 'window.fact.sha256'),
              <Digest key="sha256" hex={archive.sha256} />,
            ],
            [t('window.fact.evaluated'), formatInstant(verification.evaluatedAt)],
          ]}
        />
      </div>
    </header>
  );
}
