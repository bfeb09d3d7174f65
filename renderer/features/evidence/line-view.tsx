import type { ReactNode } from 'react';
import { visible } from '../../../src/domain/visible.ts';
import { t } from '../../text/text.ts';
import { piecesOf, type Match } from './find.ts';
import type { LineRow } from './lines.ts';

/** One row of the text view: the line's number, which chooses it, and its text with what was found marked. */
export function LineView(props: {
  readonly row: LineRow;
  readonly top: number;
  readonly content: string;
  readonly matches: readonly Match[];
  readonly match: number;
  readonly meant: boolean;
  readonly chosen: boolean;
  readonly digits: number;
  readonly onChoose: (line: number) => void;
}): ReactNode {
  const { row, meant, chosen } = props;
  const state = `${meant ? ' line-meant' : ''}${chosen ? ' line-chosen' : ''}`;
  return (
    <div className={`line${state}`} style={{ transform: `translateY(${props.top}px)` }} data-line={row.line}>
      <button
        type="button"
        className="line-number"
        tabIndex={-1}
        style={{ minWidth: `${props.digits + 2}ch` }}
        aria-label={t('window.evidence.choose-line', { line: row.line })}
        onClick={() => props.onChoose(row.line)}
      >
        {row.continued ? '…' : row.line}
      </button>
      <span className="line-flag">{meant && !row.continued ? '▶' : ''}</span>
      <bdi className="line-text">
        {piecesOf(props.content, row.start, row.end, props.matches).map((piece, place) =>
          piece.match === null ? (
            visible(piece.text, true)
          ) : (
            <mark key={place} className={piece.match === props.match ? 'current' : ''}>
              {visible(piece.text, true)}
            </mark>
          ),
        )}
      </bdi>
    </div>
  );
}
