import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Actions, AppStore } from './app-store.ts';
import type { AppState } from './state.ts';

const AppContext = createContext<AppStore | null>(null);

/** Gives the store to everything below. */
export function AppProvider(props: { readonly app: AppStore; readonly children: ReactNode }): ReactNode {
  return <AppContext value={props.app}>{props.children}</AppContext>;
}

/** Returns the part of the state that `select` takes; the component renders again when it changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppStore().store, select);
}

/** Returns the actions. They never reject. */
export function useActions(): Actions {
  return useAppStore().actions;
}

function useAppStore(): AppStore {
  const app = use(AppContext);
  if (app === null) throw new Error('AppProvider is missing above this component');
  return app;
}
