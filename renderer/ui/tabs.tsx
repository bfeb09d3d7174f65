import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';

/** One of several views in the same place. */
export interface TabView {
  readonly id: string;
  readonly title: string;
  /** Whether the view scrolls its own parts. */
  readonly fill?: boolean;
  readonly content: ReactNode;
}

/**
 * Tabs after the ARIA Authoring Practices: one stop of the Tab key for the list, in which the arrow keys, Home and End choose; only the
 * chosen view is there.
 */
export function Tabs(props: {
  readonly label: string;
  readonly views: readonly TabView[];
  /** Which is chosen, where somebody outside says so; else the tabs keep it themselves. */
  readonly chosen?: string;
  readonly onChoose?: (id: string) => void;
}): ReactNode {
  const { views } = props;
  const prefix = useId();
  const [own, setOwn] = useState(views[0]?.id);
  const chosen = props.chosen ?? own;
  const setChosen = (id: string): void => {
    setOwn(id);
    props.onChoose?.(id);
  };
  const view = views.find(({ id }) => id === chosen) ?? views[0];
  if (view === undefined) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const next = views[nextIndex(event.key, views.indexOf(view), views.length)];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setChosen(next.id);
    document.getElementById(`${prefix}-tab-${next.id}`)?.focus();
  };
  return (
    <div className="tabs">
      <div className="tab-list" role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
        {views.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            className="tab"
            id={`${prefix}-tab-${id}`}
            aria-selected={id === view.id}
            aria-controls={`${prefix}-panel`}
            tabIndex={id === view.id ? 0 : -1}
            onClick={() => setChosen(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div
        key={view.id}
        className={view.fill === true ? 'tab-panel tab-panel-fill' : 'tab-panel'}
        role="tabpanel"
        id={`${prefix}-panel`}
        aria-labelledby={`${prefix}-tab-${view.id}`}
        tabIndex={0}
      >
        {view.content}
      </div>
    </div>
  );
}

function nextIndex(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
