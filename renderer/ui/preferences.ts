import { useSyncExternalStore } from 'react';
import { LANGUAGES, type Language } from '../text/languages.ts';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
/** Minutes without a touch after which a sealed audit is locked; 0: never. */
export const LOCK_MINUTES = [5, 10, 30, 0] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** Whether keys without a modifier (j, k, e …) do something. */
  readonly singleKeys: boolean;
  readonly lockMinutes: number;
  readonly language: Language;
}

const KEY = 'countersign.preferences';
const DEFAULTS: Preferences = { theme: 'system', singleKeys: true, lockMinutes: 10, language: 'en' };

/** Returns preferences from their stored text; anything unreadable is the default. */
export function readPreferences(stored: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (typeof value !== 'object' || value === null) return DEFAULTS;
    const theme = 'theme' in value ? THEMES.find((candidate) => candidate === value.theme) : undefined;
    const singleKeys = !('singleKeys' in value) || value.singleKeys !== false;
    const minutes =
      'lockMinutes' in value ? LOCK_MINUTES.find((candidate) => candidate === value.lockMinutes) : undefined;
    return {
      theme: theme ?? DEFAULTS.theme,
      singleKeys,
      lockMinutes: minutes ?? DEFAULTS.lockMinutes,
      language: languageIn(value),
    };
  } catch {
    return DEFAULTS;
  }
}

function languageIn(value: object): Language {
  const stored = 'language' in value ? value.language : undefined;
  return LANGUAGES.find(([code]) => code === stored)?.[0] ?? DEFAULTS.language;
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

/** Returns the language that was chosen for the window. */
export function chosenLanguage(): Language {
  return currentPreferences().language;
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
