import { useEffect, useState } from 'react';
import type { WireError } from '../../../src/contract/define.ts';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { wireErrorOf } from '../../ipc/client.ts';
import { useApp } from '../../store/use-app.tsx';
import { perform } from '../../ui/perform.ts';

/** Which file is asked for, as every call about it names it. */
export interface Asked {
  readonly session: string;
  readonly path: string;
  readonly supplement: EvidenceRef['sha256'] | null;
}

export interface Loading<T> {
  readonly value: T | null;
  readonly problem: WireError | null;
}

/** Returns how the file of `reference` is named in calls; `null` where no archive is open. */
export function useAsked(reference: EvidenceRef): Asked | null {
  const session = useApp((state) => state.view?.session ?? null);
  return session === null ? null : { session, path: reference.path, supplement: reference.supplement ?? null };
}

/** Loads once what `load` gives; answers that come after the view is gone are dropped. */
export function useLoaded<T>(load: (() => Promise<T>) | null): Loading<T> {
  const [loaded, setLoaded] = useState<Loading<T>>({ value: null, problem: null });
  useEffect(() => {
    if (load === null) return;
    let current = true;
    const asking = load().then(
      (value) => {
        if (current) setLoaded({ value, problem: null });
      },
      (thrown: unknown) => {
        if (current) setLoaded({ value: null, problem: wireErrorOf(thrown) });
      },
    );
    perform(asking);
    return () => {
      current = false;
    };
  }, [load]);
  return loaded;
}
