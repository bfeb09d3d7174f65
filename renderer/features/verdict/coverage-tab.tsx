import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import type { Mismatch } from '../../../src/domain/integrity.ts';
import type { Coverage } from '../../../src/domain/release.ts';
import type { SignatureResult } from '../../../src/domain/signature.ts';
import { visible } from '../../../src/domain/visible.ts';
import { coveredBy, mismatchesByPath } from '../../text/covered-by.ts';
import { formatBytes, formatCount, formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Empty } from '../../ui/panel.tsx';
import { coverChain, signaturesByPath } from './cover-chain.ts';
import { CoverageDetail } from './coverage-detail.tsx';
import { coverageRows, type CoverageFilter } from './coverage-rows.ts';

const ROW_HEIGHT = 32;
const FILTERS: readonly CoverageFilter[] = ['all', 'uncovered', 'covered'];

/** Every member with what covers it, failed and uncovered ones first. Only the rows in view exist. */
export function CoverageTab(props: { readonly view: SessionView }): ReactNode {
  const { coverage, integrity, signatures } = props.view.verification;
  const byPath = useMemo(() => signaturesByPath(signatures), [signatures]);
  const [filter, setFilter] = useState<CoverageFilter>('all');
  const [text, setText] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(() => coverageRows(coverage, filter, text), [coverage, filter, text]);
  const mismatches = useMemo(() => mismatchesByPath(integrity), [integrity]);
  const detail = rows.find((row) => row.path === selected);
  return (
    <div className="coverage">
      <div className="toolbar">
        <label className="field-inline">
          <span>{t('window.coverage.show')}</span>
          <select value={filter} onChange={(event) => setFilter(event.target.value as CoverageFilter)}>
            {FILTERS.map((name) => (
              <option key={name} value={name}>
                {t(`window.coverage.filter.${name}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field-inline grow">
          <span>{t('window.coverage.find')}</span>
          <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <span role="status" className="hint">
          {t('window.coverage.shown', { shown: formatCount(rows.length), all: formatCount(coverage.length) })}
        </span>
      </div>
      {rows.length === 0 ? (
        <Empty>{t(coverage.length === 0 ? 'window.coverage.empty' : 'window.coverage.no-match')}</Empty>
      ) : (
        <Rows rows={rows} signatures={byPath} mismatches={mismatches} selected={selected} onSelect={setSelected} />
      )}
      {detail === undefined ? null : (
        <CoverageDetail
          row={detail}
          chain={coverChain(detail, byPath)}
          mismatches={mismatches.get(detail.path) ?? []}
          mode={props.view.assessment.profile.mode}
          onClose={() => setSelected(null)}
        />
      )}
    </div>
  );
}

/** A text of the archive in one line; the whole of it is told in the details. */
function Cut(props: { readonly text: string }): ReactNode {
  return (
    <span role="cell" title={visible(props.text)}>
      <span className="cut">{visible(props.text)}</span>
    </span>
  );
}

function Rows(props: {
  readonly rows: readonly Coverage[];
  readonly signatures: ReadonlyMap<string, readonly SignatureResult[]>;
  readonly mismatches: ReadonlyMap<string, readonly Mismatch[]>;
  readonly selected: string | null;
  readonly onSelect: (path: string | null) => void;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser's functions are used within this render only
  const virtual = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  return (
    <div
      className="coverage-table"
      role="table"
      aria-label={t('window.coverage.title')}
      aria-rowcount={props.rows.length + 1}
    >
      <div role="rowgroup" className="coverage-head">
        <div role="row" aria-rowindex={1} className="coverage-row">
          <span role="columnheader">{t('window.coverage.state')}</span>
          <span role="columnheader">{t('window.coverage.path')}</span>
          <span role="columnheader">{t('window.coverage.by')}</span>
          <span role="columnheader">{t('window.coverage.signature')}</span>
          <span role="columnheader">{t('window.coverage.anchor')}</span>
          <span role="columnheader">{t('window.coverage.time')}</span>
          <span role="columnheader" className="number">
            {t('window.coverage.size')}
          </span>
        </div>
      </div>
      <div
        role="rowgroup"
        className="coverage-body"
        ref={scroller}
        tabIndex={0}
        aria-label={t('window.coverage.title')}
      >
        <div role="presentation" className="virtual" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = props.rows[item.index];
            if (row === undefined) return null;
            const by = coveredBy(row, props.mismatches.get(row.path) ?? []);
            const chain = coverChain(row, props.signatures);
            const open = row.path === props.selected;
            return (
              <div
                key={row.path}
                role="row"
                aria-rowindex={item.index + 2}
                className={`coverage-row${open ? ' selected' : ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span role="cell">
                  <Badge mark={markOfIndication(row.indication)} />
                </span>
                <span role="cell">
                  <button
                    type="button"
                    className="link"
                    aria-expanded={open}
                    onClick={() => props.onSelect(open ? null : row.path)}
                  >
                    <PathText path={row.path} />
                  </button>
                </span>
                <Cut text={chain.list ?? by} />
                <Cut text={chain.signature ?? ''} />
                <Cut text={chain.anchor ?? ''} />
                <Cut
                  text={
                    chain.time === null
                      ? ''
                      : t(`window.coverage.time.${chain.time.kind}`, { at: formatInstant(chain.time.at).slice(0, 10) })
                  }
                />
                <span role="cell" className="number">
                  {formatBytes(row.size)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
