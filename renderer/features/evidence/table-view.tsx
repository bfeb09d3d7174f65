import { useCallback, useState, type ReactNode, type RefObject } from 'react';
import type { DeskRow, TableQuery } from '../../../src/domain/desk.ts';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { wireErrorOf } from '../../ipc/client.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Empty } from '../../ui/panel.tsx';
import { Problem } from '../../ui/problem.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { RowDetail } from '../../ui/table/row-detail.tsx';
import { TableTools } from '../../ui/table/table-tools.tsx';
import { usePages, type Choosing } from '../../ui/table/use-pages.ts';
import { useAsked } from './use-loaded.ts';

/** What was read from a file as a table. The row that is chosen becomes the place that is added. */
export function TableView(props: {
  readonly reference: EvidenceRef;
  readonly onPlace: (place: EvidenceRef) => void;
  readonly find: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const { reference, onPlace, find } = props;
  const actions = useActions();
  const asked = useAsked(reference);
  const { session = '', path = '', supplement = null } = asked ?? {};
  const [choosing, setChoosing] = useState<Choosing>({ text: '', facets: [], sort: null });
  const [selected, setSelected] = useState<DeskRow | null>(null);
  const load = useCallback(
    (query: TableQuery) =>
      actions.evidenceView('table', {
        session,
        path,
        supplement,
        query: { ...query, facets: [...query.facets] },
      }),
    [actions, session, path, supplement],
  );
  const pages = usePages(load, choosing);
  const { about } = pages;
  if (pages.state === 'failed' && about === null)
    return <Problem problem={wireErrorOf(pages.thrown)} during="viewing" />;
  if (about === null) return <Empty>{t('desk.table.loading')}</Empty>;
  const select = (row: DeskRow | null): void => {
    setSelected(row);
    const at = row?.at ?? null;
    if (at !== null) onPlace({ ...at, ...(supplement === null ? {} : { supplement }) });
  };
  return (
    <div className="desk-panel evidence-table">
      <TableTools about={about} choosing={choosing} onChoose={setChoosing} ref={find} />
      {about.matched === 0 ? (
        <Empty>{t(about.total === 0 ? 'evidence.no-rows' : 'desk.table.no-match')}</Empty>
      ) : (
        <DataTable
          label={t('evidence.view.table')}
          about={about}
          pages={pages}
          sort={choosing.sort}
          onSort={(sort) => setChoosing({ ...choosing, sort })}
          selected={selected?.key ?? null}
          onSelect={select}
        />
      )}
      {selected === null ? null : <RowDetail row={selected} about={about} onClose={() => select(null)} />}
    </div>
  );
}
