import { useEffect } from 'react';
import { useActions, useApp } from '../store/use-app.tsx';
import { perform } from '../ui/perform.ts';
import { usePreferences } from '../ui/preferences.ts';

const TOUCHES = ['keydown', 'pointerdown', 'wheel'] as const;
const MINUTE_MS = 60_000;

/** Locks a sealed audit when nobody touched the window for as long as the preferences say; zero minutes never lock. */
export function useAutoLock(): void {
  const actions = useActions();
  const sealed = useApp((state) => state.view?.desk.sealed === true);
  const { lockMinutes } = usePreferences();
  useEffect(() => {
    if (!sealed || lockMinutes === 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => perform(actions.lock()), lockMinutes * MINUTE_MS);
    };
    wait();
    for (const touch of TOUCHES) window.addEventListener(touch, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, wait);
    };
  }, [actions, sealed, lockMinutes]);
}
