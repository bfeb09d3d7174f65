import { useCallback, useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import type { DeskRow, TableQuery } from '../../../src/domain/desk.ts';
import type { DeskTable } from '../../../src/domain/sample.ts';
import { wireErrorOf } from '../../ipc/client.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { RowDetail } from '../../ui/table/row-detail.tsx';
import { TableTools } from '../../ui/table/table-tools.tsx';
import { usePages, type Choosing } from '../../ui/table/use-pages.ts';
import { DrawForm } from './draw-form.tsx';

/** One table of the desk with its filter, the row that is looked at, and the form that draws a sample from what is left. */
export function DeskPanel(props: { readonly name: DeskTable; readonly view: SessionView }): ReactNode {
  const { name, view } = props;
  const actions = useActions();
  const preset = useApp((state) => state.desk.preset);
  const [choosing, setChoosing] = useState<Choosing>({ text: '', sort: null, facets: [], ...preset });
  const [selected, setSelected] = useState<DeskRow | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { session } = view;
  const load = useCallback((query: TableQuery) => actions.deskRows(session, name, query), [actions, session, name]);
  const pages = usePages(load, choosing);
  const { about } = pages;
  if (pages.state === 'failed' && about === null)
    return <Problem problem={wireErrorOf(pages.thrown)} during="viewing" />;
  if (about === null) return <Empty>{t('desk.table.loading')}</Empty>;
  if (about.total === 0) return <NoRows name={name} view={view} />;
  const tick = (row: DeskRow): void => {
    const next = new Set(ticked);
    if (!next.delete(row.key)) next.add(row.key);
    setTicked(next);
  };
  return (
    <div className="desk-panel">
      <div className="desk-tools">
        <TableTools about={about} choosing={choosing} onChoose={setChoosing} />
        {name === 'comparison' ? null : (
          <button type="button" className="button" aria-expanded={drawing} onClick={() => setDrawing(!drawing)}>
            <Icon name="add" />
            {t('desk.draw.open')}
          </button>
        )}
      </div>
      {drawing ? (
        <DrawForm name={name} about={about} choosing={choosing} ticked={ticked} onDone={() => setDrawing(false)} />
      ) : null}
      {about.matched === 0 ? (
        <Empty>{t('desk.table.no-match')}</Empty>
      ) : (
        <DataTable
          label={t(`desk.table.${name}`)}
          about={about}
          pages={pages}
          sort={choosing.sort}
          onSort={(sort) => setChoosing({ ...choosing, sort })}
          selected={selected?.key ?? null}
          onSelect={setSelected}
          ticked={drawing ? ticked : undefined}
          onTick={tick}
        />
      )}
      {selected === null ? null : (
        <RowDetail
          row={selected}
          about={about}
          onClose={() => setSelected(null)}
          actions={<RowActions row={selected} />}
        />
      )}
    </div>
  );
}

function RowActions(props: { readonly row: DeskRow }): ReactNode {
  const actions = useActions();
  const { at } = props.row;
  if (at === null) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => perform(actions.openEvidence(at))}>
        <Icon name="file" />
        {t('desk.row.evidence')}
      </button>
      <button type="button" className="button" onClick={() => actions.beginFinding({ evidence: at })}>
        <Icon name="add" />
        {t('desk.row.finding')}
      </button>
    </>
  );
}

/** Nothing to show is told by its cause: no file of that kind, or no release before. */
function NoRows(props: { readonly name: DeskTable; readonly view: SessionView }): ReactNode {
  const { name, view } = props;
  if (name === 'comparison') {
    const { comparison, previous } = view.assessment;
    return (
      <Empty>
        {t(
          previous === null
            ? 'desk.none.no-previous'
            : comparison === null
              ? 'desk.none.previous-not-used'
              : 'desk.none.no-difference',
        )}
      </Empty>
    );
  }
  return <Empty>{t(`desk.none.${name}`)}</Empty>;
}
