import { useEffect, useState } from 'react';
import { useActions } from '../../store/use-app.tsx';
import { perform } from '../../ui/perform.ts';
import type { Place } from './places.ts';

const MOST = 20;
const LEAST_LETTERS = 2;

/** Returns the anomalies that hold all of `text`. They are asked for: there may be more of them than a window should hold. */
export function useAnomalies(session: string | null, text: string): readonly Place[] {
  const actions = useActions();
  const [found, setFound] = useState<{ readonly text: string; readonly places: readonly Place[] } | null>(null);
  const isAsked = session !== null && text.trim().length >= LEAST_LETTERS;
  useEffect(() => {
    if (session === null || !isAsked) return;
    let current = true;
    const asking = actions.deskRows(session, 'anomalies', { text, facets: [], sort: null, from: 0, count: MOST }).then(
      ({ rows }) => {
        if (!current) return;
        const places = rows.map(({ key, cells }): Place => ({
          key: `anomaly ${key}`,
          kind: 'anomaly',
          title: `${cells[0] ?? ''} ${cells[1] ?? ''}`,
          hint: cells[3] ?? '',
          go: () => actions.openDesk('anomalies', { text: cells[0] ?? '' }),
        }));
        setFound({ text, places });
      },
      () => undefined,
    );
    perform(asking);
    return () => {
      current = false;
    };
  }, [actions, session, text, isAsked]);
  return isAsked && found?.text === text ? found.places : [];
}
