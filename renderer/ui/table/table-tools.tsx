import type { ReactNode, Ref } from 'react';
import type { TablePage } from '../../../src/domain/desk.ts';
import { formatCount } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { cellText, columnTitle } from './data-table.tsx';
import type { Choosing } from './use-pages.ts';

/** Search and facets above a table, and how many rows they leave. */
export function TableTools(props: {
  readonly about: TablePage;
  readonly choosing: Choosing;
  readonly onChoose: (choosing: Choosing) => void;
  readonly ref?: Ref<HTMLInputElement>;
}): ReactNode {
  const { about, choosing, onChoose, ref } = props;
  const useful = about.facets.filter(
    ({ column, values }) => values.length > 1 || choosing.facets.some((facet) => facet.column === column),
  );
  return (
    <div className="toolbar table-tools">
      <input
        {...(ref === undefined ? {} : { ref })}
        type="search"
        className="grow"
        value={choosing.text}
        maxLength={200}
        aria-label={t('desk.table.find')}
        placeholder={t('desk.table.find')}
        onChange={(event) => onChoose({ ...choosing, text: event.target.value })}
      />
      {useful.map(({ column: id, values }) => {
        const column = about.columns.find((one) => one.id === id);
        if (column === undefined) return null;
        const chosen = choosing.facets.find((facet) => facet.column === id)?.value ?? '';
        const shown = values.some(({ value }) => value === chosen) ? values : [...values, { value: chosen, count: 0 }];
        const others = choosing.facets.filter((facet) => facet.column !== id);
        return (
          <label key={id} className="field-inline facet">
            <span className="facet-name">{columnTitle(column)}</span>
            <select
              value={chosen === '' && !isChosen(choosing, id) ? ANY : `=${chosen}`}
              onChange={(event) =>
                onChoose({
                  ...choosing,
                  facets:
                    event.target.value === ANY
                      ? others
                      : [...others, { column: id, value: event.target.value.slice(1) }],
                })
              }
            >
              <option value={ANY}>{t('desk.table.any')}</option>
              {shown
                .filter(({ value }) => value !== '' || isChosen(choosing, id) || values.some((one) => one.value === ''))
                .map(({ value, count }) => (
                  <option key={value} value={`=${value}`}>
                    {value === '' ? t('desk.table.empty-cell') : cellText(column, value)} ({formatCount(count)})
                  </option>
                ))}
            </select>
          </label>
        );
      })}
      {choosing.text === '' && choosing.facets.length === 0 ? null : (
        <button type="button" className="button quiet" onClick={() => onChoose({ ...choosing, text: '', facets: [] })}>
          {t('desk.table.clear')}
        </button>
      )}
      <span className="hint" role="status">
        {t('desk.table.count', { matched: formatCount(about.matched), total: formatCount(about.total) })}
      </span>
    </div>
  );
}

const ANY = 'any';

function isChosen({ facets }: Choosing, id: string): boolean {
  return facets.some(({ column }) => column === id);
}
