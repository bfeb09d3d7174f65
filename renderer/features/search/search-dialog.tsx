import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { DialogBox } from '../../ui/dialog.tsx';
import { commands } from './commands.ts';
import { matching, placesOf, type Place } from './places.ts';
import { useAnomalies } from './use-anomalies.ts';

const MOST_SHOWN = 60;

/** Search everywhere: clauses, rules, members, anomalies, findings and actions, by any words of them. Arrow keys choose, Enter goes there. */
export function SearchDialog(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  const drafts = useApp((state) => state.drafts);
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const [at, setAt] = useState(0);
  const rows = useAnomalies(view?.session ?? null, sought);
  const id = useId();
  const all = useMemo(
    () => [...commands(actions, view), ...(view === null ? [] : placesOf(view, drafts, actions))],
    [actions, view, drafts],
  );
  const found = useMemo(() => [...matching(all, sought), ...rows].slice(0, MOST_SHOWN), [all, sought, rows]);
  const chosen = Math.min(at, found.length - 1);
  const go = (place: Place | undefined): void => {
    if (place === undefined) return;
    actions.closeDialog();
    place.go();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = chosen + (event.key === 'ArrowDown' ? 1 : -1);
      setAt(Math.max(0, Math.min(found.length - 1, next)));
      document.getElementById(`${id}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    }
    // A field for searching takes Escape for itself, to be emptied.
    if (event.key === 'Escape') {
      event.preventDefault();
      actions.closeDialog();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      // Who types fast and presses Enter means what was typed, not what is shown yet.
      go(sought === words ? found[chosen] : matching(all, words)[0]);
    }
  };
  return (
    <DialogBox title={t('search.title')} onClose={actions.closeDialog} wide>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${String(chosen)}`}
        aria-label={t('search.title')}
        placeholder={t('search.placeholder')}
        className="search-words"
        data-focus-first=""
        value={words}
        maxLength={200}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p className="visually-hidden" role="status">
        {t('search.found', { count: found.length })}
      </p>
      {found.length === 0 ? <p className="empty">{t('search.none')}</p> : null}
      <ul className="plain search-found" id={`${id}-list`} role="listbox" aria-label={t('search.results')}>
        {found.map((place, index) => (
          <li
            key={place.key}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === chosen}
            className="search-item"
            onClick={() => go(place)}
          >
            <span className="tag">{t(`search.kind.${place.kind}`)}</span>
            <span className="search-text">
              <ArchiveText text={place.title} />
              {place.hint === '' ? null : <span className="hint">{place.hint}</span>}
            </span>
          </li>
        ))}
      </ul>
    </DialogBox>
  );
}
