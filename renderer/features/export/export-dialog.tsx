import { useState, type ReactNode } from 'react';
import type { SectionId } from '../../../src/domain/clause.ts';
import { judgedCount } from '../../store/judging.ts';
import { unsaved, type AppState, type ExportResult } from '../../store/state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatBytesExactly } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { DialogBox } from '../../ui/dialog.tsx';
import { Choice } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** The export of the evidence pack: what will be in it, its progress, and what was written. */
export function ExportDialog(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  const exporting = useApp((state) => state.exporting);
  const unsaved = useApp(unsavedKey);
  const [copy, setCopy] = useState<'internal' | 'manufacturer'>('manufacturer');
  if (view === null) return null;
  const { judged, total } = judgedCount(view.workspace);
  const running = exporting.state === 'running';
  return (
    <DialogBox title={t('window.export.title')} onClose={actions.closeDialog}>
      <p>{t('window.export.what')}</p>
      <Facts
        rows={[
          [t('window.export.judged'), t('window.clauses.judged', { judged, total })],
          [t('window.export.mode'), t(`window.mode.${view.assessment.profile.mode}`)],
        ]}
      />
      <Choice
        label={t('window.export.copy')}
        value={copy}
        onChange={setCopy}
        options={(['manufacturer', 'internal'] as const).map((value) => ({
          value,
          word: t(`window.export.copy.${value}`),
          what: t(`window.export.copy-what.${value}`),
        }))}
      />
      {unsaved === '' ? null : (
        <p className="notice tone-open">
          <Icon name="undecidable" />{' '}
          {t('window.export.unsaved', { sections: unsaved.split(' ') as readonly SectionId[] })}
        </p>
      )}
      {exporting.problem === null ? null : <Problem problem={exporting.problem} title={t('window.export.failed')} />}
      {exporting.result === null ? null : <Written result={exporting.result} />}
      <div className="row dialog-actions">
        <button
          type="button"
          className="button primary"
          disabled={running}
          onClick={() => perform(actions.exportPack(copy))}
        >
          <Icon name="export" />
          {t(
            running
              ? 'window.export.running'
              : exporting.result === null
                ? 'window.export.start'
                : 'window.export.again',
          )}
        </button>
        <button type="button" className="button" onClick={actions.closeDialog}>
          {t('window.close')}
        </button>
      </div>
      <p className="visually-hidden" role="status">
        {t(`window.export.state.${exporting.state}`)}
      </p>
    </DialogBox>
  );
}

function unsavedKey(state: AppState): string {
  return unsaved(state).join(' ');
}

function Written(props: { readonly result: ExportResult }): ReactNode {
  const { name, pages, size, sha256 } = props.result;
  return (
    <div className="written">
      <Badge mark={{ icon: 'pass', tone: 'pass', word: t('window.export.written') }} />
      <Facts
        rows={[
          [t('window.export.name'), <ArchiveText key="name" text={name} />],
          [t('window.export.pages'), String(pages)],
          [t('window.fact.size'), formatBytesExactly(size)],
          [t('window.fact.sha256'), <Digest key="sha256" hex={sha256} />],
        ]}
      />
    </div>
  );
}
