import type { ReactNode } from 'react';
import { DESK_TABLES, type DeskTable } from '../../../src/domain/sample.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { DeskPanel } from './desk-panel.tsx';

/** The desk: every anomaly, test, SOUP item, change and difference of the release, to be filtered, held against each other and sampled. */
export function DeskScreen(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  const table = useApp((state) => state.desk.table);
  if (view === null) return null;
  return (
    <div className="desk-screen">
      <h1 className="visually-hidden">{t('desk.title')}</h1>
      <Tabs
        key={view.session}
        label={t('desk.tables')}
        chosen={table}
        onChoose={(id) => actions.openDesk(id as DeskTable)}
        views={DESK_TABLES.map((name) => ({
          id: name,
          title: t(`desk.table.${name}`),
          fill: true,
          content: <DeskPanel key={name} name={name} view={view} />,
        }))}
      />
    </div>
  );
}
