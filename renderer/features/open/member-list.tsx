import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Listing, Member } from '../../../src/domain/archive.ts';
import { formatBytes, formatCount } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { Empty } from '../../ui/panel.tsx';

const ROW_HEIGHT = 28;

/** What the archive holds, while it is being verified: paths and sizes, none of them checked yet. Only the rows in view exist. */
export function MemberList(props: { readonly listing: Listing }): ReactNode {
  const { container, paths, sizes } = props.listing;
  const members = useMemo(
    () => paths.split('\n').map((path, at): Member => ({ path, size: sizes[at] ?? 0 })),
    [paths, sizes],
  );
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const rows = useMemo(
    () => (wanted === '' ? members : members.filter(({ path }) => path.toLowerCase().includes(wanted))),
    [members, wanted],
  );
  const total = useMemo(() => members.reduce((sum, { size }) => sum + size, 0), [members]);
  return (
    <section className="members" aria-labelledby="members-title">
      <h2 id="members-title">{t('window.members.title')}</h2>
      <p className="hint">
        {t('window.members.what', {
          count: members.length,
          size: formatBytes(total),
          container: t(`window.container.${container}`),
        })}
      </p>
      <div className="toolbar">
        <label className="field-inline grow">
          <span>{t('window.coverage.find')}</span>
          <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <span role="status" className="hint">
          {t('window.coverage.shown', { shown: formatCount(rows.length), all: formatCount(members.length) })}
        </span>
      </div>
      {rows.length === 0 ? <Empty>{t('window.coverage.no-match')}</Empty> : <Rows rows={rows} />}
    </section>
  );
}

function Rows(props: { readonly rows: readonly Member[] }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser's functions are used within this render only
  const virtual = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  return (
    <div className="members-body" ref={scroller} tabIndex={0} role="group" aria-label={t('window.members.title')}>
      <ul className="virtual" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = props.rows[item.index];
          return row === undefined ? null : (
            <li
              key={row.path}
              className="members-row"
              aria-posinset={item.index + 1}
              aria-setsize={props.rows.length}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <PathText path={row.path} />
              <span className="number">{formatBytes(row.size)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
