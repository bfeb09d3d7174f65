import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DeskColumn, DeskRow, TablePage } from '../../../src/domain/desk.ts';
import { visible } from '../../../src/domain/visible.ts';
import { hasText, say, t } from '../../text/text.ts';
import { Icon } from '../icon.tsx';
import type { Pages } from './use-pages.ts';

const ROW_HEIGHT = 32;

type Sort = { readonly column: string; readonly descending: boolean } | null;

const OVERSCAN = 10;
const PAGE = 10;

/** Where a key leads from a row, in a table of so many rows. */
const STEPS: Readonly<Record<string, (from: number, rows: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from) => from + PAGE,
  PageUp: (from) => from - PAGE,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

/** Returns whether the row is there to take the focus. */
function focusRow(scroller: HTMLElement | null, index: number): boolean {
  const button = scroller?.querySelector<HTMLElement>(`[data-index="${String(index)}"] .data-open`) ?? null;
  button?.focus({ preventScroll: true });
  return button !== null;
}

/**
 * A table of any length: only the rows in view exist, and only they are loaded. The first cell opens a row; heads sort. The Tab key stops at the
 * table once; arrow keys, Page Up and Down, Home and End go through its rows, Enter opens one, Space ticks it where rows can be ticked.
 */
export function DataTable(props: {
  readonly label: string;
  readonly about: TablePage;
  readonly pages: Pages;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selected: string | null;
  readonly onSelect: (row: DeskRow | null) => void;
  /** Rows that can be ticked, by key; absent where none can. */
  readonly ticked?: ReadonlySet<string> | undefined;
  readonly onTick?: ((row: DeskRow) => void) | undefined;
}): ReactNode {
  const { about, pages, selected, ticked } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser's functions are used within this render only
  const virtual = useVirtualizer({
    count: about.matched,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  /** Puts the focus on a row, which may have to come into view first. */
  const goTo = (index: number): void => {
    const place = Math.max(0, Math.min(about.matched - 1, index));
    setActive(place);
    wanted.current = place;
    virtual.scrollToIndex(place, { align: 'auto' });
    focusRow(scroller.current, place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const isInRow = event.target !== scroller.current;
    goTo(isInRow ? step(active, about.matched) : (virtual.getVirtualItems()[OVERSCAN]?.index ?? 0));
  };
  useEffect(() => {
    if (wanted.current !== null && focusRow(scroller.current, wanted.current)) wanted.current = null;
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => pages.want(first, last), [pages, first, last]);
  const columns = widthsOf(about.columns, ticked !== undefined);
  const width = { minWidth: columns.minWidth };
  return (
    <div className="data-table">
      <div
        className="data-scroller"
        ref={scroller}
        role="table"
        aria-label={props.label}
        aria-rowcount={about.matched + 1}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="data-head" style={width}>
          <div role="row" aria-rowindex={1} className="data-row" style={columns}>
            {ticked === undefined ? null : (
              <span role="columnheader">
                <span className="visually-hidden">{t('desk.table.chosen')}</span>
              </span>
            )}
            {about.columns.map((column) => (
              <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="data-body" style={{ ...width, height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = pages.row(item.index);
            return (
              <div
                key={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                data-index={item.index}
                className={row !== undefined && row.key === selected ? 'data-row selected' : 'data-row'}
                style={{ ...columns, transform: `translateY(${String(item.start)}px)` }}
              >
                {row === undefined ? (
                  <span role="cell" className="hint">
                    {t('desk.table.loading')}
                  </span>
                ) : (
                  <Cells
                    row={row}
                    columns={about.columns}
                    open={row.key === selected}
                    onSelect={props.onSelect}
                    ticked={ticked}
                    onTick={props.onTick}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head(props: {
  readonly column: DeskColumn;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}): ReactNode {
  const { column, sort } = props;
  const own = sort?.column === column.id ? sort : null;
  const order = own === null ? 'none' : own.descending ? 'descending' : 'ascending';
  const next =
    own === null ? { column: column.id, descending: false } : own.descending ? null : { ...own, descending: true };
  return (
    <span role="columnheader" aria-sort={order} className={column.kind === 'number' ? 'number' : undefined}>
      <button type="button" className="data-sort" title={columnTitle(column)} onClick={() => props.onSort(next)}>
        <span className="cut">{columnTitle(column)}</span>
        {own === null ? null : <Icon name={own.descending ? 'down' : 'up'} size={12} />}
      </button>
    </span>
  );
}

function Cells(props: {
  readonly row: DeskRow;
  readonly columns: readonly DeskColumn[];
  readonly open: boolean;
  readonly onSelect: (row: DeskRow | null) => void;
  readonly ticked: ReadonlySet<string> | undefined;
  readonly onTick: ((row: DeskRow) => void) | undefined;
}): ReactNode {
  const { row, columns, open, ticked } = props;
  return (
    <>
      {ticked === undefined ? null : (
        <span role="cell">
          <input
            type="checkbox"
            checked={ticked.has(row.key)}
            tabIndex={-1}
            aria-label={t('desk.table.choose', { row: row.cells[0] ?? '' })}
            onChange={() => props.onTick?.(row)}
          />
        </span>
      )}
      {columns.map((column, place) => {
        const words = cellText(column, row.cells[place] ?? '');
        return (
          <span key={column.id} role="cell" className={column.kind === 'number' ? 'number' : undefined} title={words}>
            {place === 0 ? (
              <button
                type="button"
                className="link data-open"
                tabIndex={-1}
                aria-expanded={open}
                onKeyDown={(event) => {
                  if (event.key !== ' ' || props.onTick === undefined || ticked === undefined) return;
                  event.preventDefault();
                  props.onTick(row);
                }}
                onClick={() => props.onSelect(open ? null : row)}
              >
                <bdi className="cut">{words === '' ? t('desk.table.nameless') : words}</bdi>
              </button>
            ) : (
              <bdi className="cut">{words}</bdi>
            )}
          </span>
        );
      })}
    </>
  );
}

/** Returns what a column is headed: by the file, or by the catalogue. */
export function columnTitle({ id, label }: DeskColumn): string {
  if (label !== null) return visible(label);
  return say({ key: `desk.column.${id}`, values: {} });
}

/** Returns a cell for people: the tool's own words by the catalogue, everything else as the archive has it. */
export function cellText({ id, kind }: DeskColumn, value: string): string {
  const key = `desk.word.${id}.${value}`;
  return kind === 'word' && hasText(key) ? say({ key, values: {} }) : visible(value);
}

const NARROW: ReadonlySet<string> = new Set([
  'id',
  'version',
  'date',
  'commit',
  'rule',
  'severity',
  'status',
  'verdict',
]);

const GAP = 12;
const TICK = 24;

/** Every row and the head have the same columns, and scroll sideways together where the window is narrower than the least of them. */
function widthsOf(
  columns: readonly DeskColumn[],
  withTicks: boolean,
): { readonly gridTemplateColumns: string; readonly minWidth: number } {
  const widths = columns.map(({ id, kind }): readonly [least: number, share: number] => {
    if (kind === 'number') return [72, 1];
    if (kind === 'word') return [120, 1];
    return NARROW.has(id) ? [112, 1] : [168, 4];
  });
  const least = widths.reduce((sum, [own]) => sum + own + GAP, GAP) + (withTicks ? TICK + GAP : 0);
  const tracks = widths.map(([own, share]) => `minmax(${String(own)}px, ${String(share)}fr)`);
  return { gridTemplateColumns: [...(withTicks ? [`${String(TICK)}px`] : []), ...tracks].join(' '), minWidth: least };
}
