import type { ReactNode } from 'react';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';

/** The archive that was given as the release before: its own verdict and whether rules compare with it, or why it was refused. */
export function PreviousPanel(props: { readonly assessment: Assessment }): ReactNode {
  const { previous, previousRefused } = props.assessment;
  if (previousRefused !== null) {
    const { name, code, sentence } = previousRefused;
    return (
      <Panel title={t('window.previous.title')}>
        <Facts rows={[[t('window.previous.archive'), <ArchiveText key="name" text={name} />]]} />
        <p>{t('window.previous.refused')}</p>
        <p>{t('window.previous.found', { sentence: say(sentence) })}</p>
        <code className="code">{code}</code>
      </Panel>
    );
  }
  if (previous === null) return null;
  return (
    <Panel title={t('window.previous.title')}>
      <Facts
        rows={[
          [t('window.previous.archive'), <ArchiveText key="name" text={previous.name} />],
          [t('window.previous.verdict'), <Badge key="verdict" mark={markOfIndication(previous.verdict)} />],
        ]}
      />
      <p>{say(previous.said)}</p>
    </Panel>
  );
}
