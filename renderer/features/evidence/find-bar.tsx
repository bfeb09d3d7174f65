import type { ReactNode, Ref } from 'react';
import { formatCount } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { MOST_MATCHES } from './find.ts';

/** The search within the shown file. Enter goes on, Shift+Enter back. */
export function FindBar(props: {
  readonly ref: Ref<HTMLInputElement>;
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  readonly count: number;
  readonly match: number;
  readonly onMatch: (match: number) => void;
}): ReactNode {
  const { count, match, wanted, ref } = props;
  const go = (step: 1 | -1): void => {
    if (count > 0) props.onMatch((match + step + count) % count);
  };
  return (
    <div className="find-bar" role="search">
      <label className="field-inline grow">
        <span className="visually-hidden">{t('window.find.label')}</span>
        <input
          ref={ref}
          type="search"
          placeholder={t('window.find.placeholder')}
          value={wanted}
          onChange={(event) => props.onWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              go(event.shiftKey ? -1 : 1);
            }
          }}
        />
      </label>
      <span role="status" className="hint find-count">
        {wanted === '' ? '' : countText(count, match)}
      </span>
      <button
        type="button"
        className="button icon-only quiet"
        disabled={count === 0}
        aria-label={t('window.find.previous')}
        onClick={() => go(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="button icon-only quiet"
        disabled={count === 0}
        aria-label={t('window.find.next')}
        onClick={() => go(1)}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}

function countText(count: number, match: number): string {
  if (count === 0) return t('window.find.none');
  const all = count >= MOST_MATCHES ? t('window.find.many', { count: formatCount(count) }) : formatCount(count);
  return t('window.find.count', { place: formatCount(match + 1), all });
}
