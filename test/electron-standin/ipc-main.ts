import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { strict, type Played } from './strict.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();

/** Plays `ipcMain`, as far as the product may use it: `handle`. */
export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
} satisfies Played<IpcMain>);

/** Runs the handler of a channel, as an `invoke` of a page does. */
export function runHandler(channel: string, event: IpcMainInvokeEvent, args: readonly unknown[]): unknown {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...args);
}
