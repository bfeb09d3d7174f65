import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { EvidenceContent } from '../../../src/contract/contract.ts';
import { locatorLine, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { formatBytes } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { FindBar } from './find-bar.tsx';
import { findMatches } from './find.ts';
import { lineRows, rowOfLine, rowOfOffset, type LineRow } from './lines.ts';
import { LineView } from './line-view.tsx';

const ROW_HEIGHT = 20;
const QUOTE_LENGTH = 200;

/** A file's text with line numbers, at the line that is meant. Only the rows in view exist. */
export function TextView(props: {
  readonly content: EvidenceContent;
  readonly reference: EvidenceRef;
  readonly find: RefObject<HTMLInputElement | null>;
  readonly place: EvidenceRef;
  readonly onPlace: (place: EvidenceRef) => void;
}): ReactNode {
  const text = props.content.content;
  const rows = useMemo(() => lineRows(text), [text]);
  const [wanted, setWanted] = useState('');
  const sought = useDeferredValue(wanted);
  const matches = useMemo(() => findMatches(text, sought), [text, sought]);
  const [match, setMatch] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser's functions are used within this render only
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const meant = locatorLine(props.reference.locator);
  const chosen = locatorLine(props.place.locator);
  const meantRow = meant === null ? null : rowOfLine(rows, meant);
  useEffect(() => {
    if (meantRow !== null) virtual.scrollToIndex(meantRow, { align: 'center' });
  }, [meantRow, virtual]);
  const goToMatch = (place: number): void => {
    const found = matches[place];
    setMatch(place);
    if (found !== undefined) virtual.scrollToIndex(rowOfOffset(rows, found.start), { align: 'center' });
  };
  const choose = (line: number): void => {
    const row = rowOfLine(rows, line);
    if (row === null) return;
    props.onPlace(placeAt(props.reference, text, rows[row], line));
    virtual.scrollToIndex(row, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const first = rows[virtual.getVirtualItems()[0]?.index ?? 0]?.line ?? 1;
    choose(chosen === null ? first : chosen + (event.key === 'ArrowDown' ? 1 : -1));
  };
  return (
    <>
      <FindBar
        ref={props.find}
        wanted={wanted}
        onWanted={(next) => {
          setWanted(next);
          setMatch(0);
        }}
        count={matches.length}
        match={match}
        onMatch={goToMatch}
      />
      {props.content.truncated ? (
        <p className="notice">
          {t('window.evidence.truncated', {
            shown: formatBytes(new Blob([text]).size),
            all: formatBytes(props.content.size),
          })}
        </p>
      ) : null}
      {meant !== null && meantRow === null ? (
        <p className="notice">{t('window.evidence.line-beyond', { line: meant })}</p>
      ) : null}
      {text === '' ? <p className="empty">{t('window.evidence.empty')}</p> : null}
      <div
        className="lines"
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={t('window.evidence.text')}
        onKeyDown={onKeyDown}
      >
        <div className="virtual" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <LineView
                key={item.index}
                row={row}
                top={item.start}
                content={text}
                matches={matches}
                match={match}
                meant={row.line === meant}
                chosen={row.line === chosen && chosen !== meant}
                digits={String(rows.at(-1)?.line ?? 1).length}
                onChoose={choose}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** Returns the reference to `line`, or the one meant when it is that line. */
function placeAt(meant: EvidenceRef, text: string, row: LineRow | undefined, line: number): EvidenceRef {
  if (locatorLine(meant.locator) === line) return meant;
  const quote = row === undefined ? '' : text.slice(row.start, Math.min(row.end, row.start + QUOTE_LENGTH)).trim();
  return { ...meant, locator: { kind: 'line', line }, quote };
}
