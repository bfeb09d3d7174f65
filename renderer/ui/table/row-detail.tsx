import type { ReactNode } from 'react';
import type { DeskRow, TablePage } from '../../../src/domain/desk.ts';
import { t } from '../../text/text.ts';
import { ArchiveText } from '../archive-text.tsx';
import { Icon } from '../icon.tsx';
import { cellText, columnTitle } from './data-table.tsx';

/** One row with every cell in full, and what can be done with it. */
export function RowDetail(props: {
  readonly row: DeskRow;
  readonly about: TablePage;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
}): ReactNode {
  const { row, about } = props;
  return (
    <section className="row-detail" aria-label={t('desk.table.detail')}>
      <div className="row row-detail-head">
        <strong className="grow">
          <ArchiveText text={row.cells[0] ?? ''} />
        </strong>
        {props.actions}
        <button type="button" className="button icon-only quiet" aria-label={t('window.close')} onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </div>
      <dl className="facts row-detail-facts">
        {about.columns.map((column, place) => {
          const words = cellText(column, row.cells[place] ?? '');
          return words === '' ? null : (
            <div key={column.id}>
              <dt>{columnTitle(column)}</dt>
              <dd>
                <ArchiveText text={words} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
