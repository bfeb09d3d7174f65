import { useEffect, useEffectEvent } from 'react';

/** A key press as compared: `Alt+ArrowDown`, `Control+o`, `j`, `?`. Command counts as Control. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): string {
  const modifiers = `${event.ctrlKey || event.metaKey ? 'Control+' : ''}${event.altKey ? 'Alt+' : ''}`;
  return modifiers + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/** Returns whether a key without a modifier belongs to the element that has the focus, because one types or chooses there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input, textarea, select, [contenteditable="true"], [role="radio"], [role="tab"]');
}

/**
 * Calls the entry of `keys` for each key pressed in the window. Keys without a modifier are left alone while a person types,
 * under a dialog, and when `singleKeys` is off; Escape always counts outside dialogs.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>, singleKeys: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    const name = keyName(event);
    const work = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (work === undefined) return;
    const single = !name.includes('+') && name !== 'Escape';
    if (single && !singleKeys) return;
    // What one types is taken back there, as everywhere.
    if ((single || name === 'Control+z') && isTyping(event.target)) return;
    event.preventDefault();
    work();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
