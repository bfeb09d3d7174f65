import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskRow, TablePage, TableQuery } from '../../../src/domain/desk.ts';

const PAGE = 200;
const PAUSE_MS = 120;

/** What of a query the person chooses. */
export type Choosing = Pick<TableQuery, 'text' | 'facets' | 'sort'>;

/** A table as far as it is loaded. */
export interface Pages {
  readonly state: 'loading' | 'ready' | 'failed';
  /** The page that came last: columns, counts, facets. */
  readonly about: TablePage | null;
  readonly row: (index: number) => DeskRow | undefined;
  /** Says which rows are in view; what of them is missing is asked for. */
  readonly want: (first: number, last: number) => void;
  readonly thrown: unknown;
}

interface Loaded {
  readonly choosing: Choosing;
  readonly pages: ReadonlyMap<number, TablePage>;
}

/** Loads a table page by page. Answers to a query that was changed meanwhile are dropped; what is shown stays until the next is there. */
export function usePages(load: (query: TableQuery) => Promise<TablePage>, choosing: Choosing): Pages {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [thrown, setThrown] = useState<unknown>(null);
  const asked = useRef<{ choosing: Choosing; pages: Set<number> }>({ choosing, pages: new Set() });

  const ask = useCallback(
    (page: number, by: Choosing) => {
      if (asked.current.choosing !== by) asked.current = { choosing: by, pages: new Set() };
      if (asked.current.pages.has(page)) return;
      asked.current.pages.add(page);
      load({ ...by, from: page * PAGE, count: PAGE }).then(
        (answer) => {
          if (asked.current.choosing !== by) return;
          setThrown(null);
          setLoaded((before) => ({
            choosing: by,
            pages: new Map([...(before?.choosing === by ? before.pages : []), [page, answer]]),
          }));
        },
        (reason: unknown) => {
          if (asked.current.choosing === by) setThrown(reason ?? 'failed');
        },
      );
    },
    [load],
  );

  useEffect(() => {
    const timer = setTimeout(() => ask(0, choosing), loaded === null ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- whether something is loaded only decides how long to wait
  }, [ask, choosing]);

  const about = loaded?.pages.get(0) ?? null;
  return {
    state: thrown !== null ? 'failed' : about === null || loaded?.choosing !== choosing ? 'loading' : 'ready',
    about,
    row: (index) => loaded?.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    want: (first, last) => {
      if (loaded?.choosing !== choosing) return;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) ask(page, choosing);
    },
    thrown,
  };
}
