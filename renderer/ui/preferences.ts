import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** Whether keys without a modifier (j, k, e …) do something. */
  readonly singleKeys: boolean;
}

const KEY = 'countersign.preferences';
const DEFAULTS: Preferences = { theme: 'system', singleKeys: true };

/** Returns preferences from their stored text; anything unreadable is the default. */
export function readPreferences(stored: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (typeof value !== 'object' || value === null) return DEFAULTS;
    const theme = 'theme' in value ? THEMES.find((candidate) => candidate === value.theme) : undefined;
    const singleKeys = !('singleKeys' in value) || value.singleKeys !== false;
    return { theme: theme ?? DEFAULTS.theme, singleKeys };
  } catch {
    return DEFAULTS;
  }
}

let current: Preferences | null = null;
const listeners = new Set<() => void>();

function currentPreferences(): Preferences {
  current ??= readPreferences(localStorage.getItem(KEY));
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the chosen appearance on the document; `system` follows the system. */
export function applyTheme(): void {
  const { theme } = currentPreferences();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Changes preferences, keeps them for the next start, and applies them. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...currentPreferences(), ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  applyTheme();
  listeners.forEach((listener) => listener());
}

/** Returns the preferences; the component renders again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, currentPreferences);
}
