import { useState, type ReactNode } from 'react';
import { formatCount } from '../text/format.ts';
import { t } from '../text/text.ts';

/** Shows the first `first` items and the others on demand, so that a huge archive does not fill the window with rows. */
export function Limited<T>(props: {
  readonly items: readonly T[];
  readonly first: number;
  readonly children: (items: readonly T[]) => ReactNode;
}): ReactNode {
  const [shown, setShown] = useState(props.first);
  const left = props.items.length - shown;
  return (
    <>
      {props.children(left > 0 ? props.items.slice(0, shown) : props.items)}
      {left > 0 ? (
        <button type="button" className="button quiet more" onClick={() => setShown(shown + props.first * 5)}>
          {t('window.more', { left: formatCount(left) })}
        </button>
      ) : null}
    </>
  );
}
