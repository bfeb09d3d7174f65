import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { z } from 'zod';
import {
  channelOf,
  type ContractShape,
  type DeepReadonly,
  type Envelope,
  type Handlers,
  type Invoke,
  type Notify,
} from '../../src/contract/define.ts';
import { wireError } from '../files/problem.ts';
import type { Caller } from '../security/refuse-unknown-callers.ts';

export interface BindOptions {
  /** Returns whether a call may be heard at all. */
  readonly isTrusted: (caller: Caller) => boolean;
  /** Takes what went wrong, for a person who looks for the cause; never shown in the window. */
  readonly report: (channel: string, thrown: unknown) => void;
}

const REFUSED: Envelope = { ok: false, error: { code: 'CALL_REFUSED', values: {}, member: null } };

/**
 * Binds every call of `contract` to its handler. Each call goes the same way: sender, input, handler, output, envelope. What is
 * not understood is answered with `CALL_REFUSED`; an answer that breaks the contract is our own bug and becomes `INTERNAL`.
 */
export function bindMain<C extends ContractShape>(contract: C, handlers: Handlers<C>, options: BindOptions): void {
  for (const [group, entries] of Object.entries(contract)) {
    for (const [name, entry] of Object.entries(entries)) {
      if (entry.type !== 'invoke') continue;
      const handler = (handlers as Readonly<Record<string, Readonly<Record<string, Handler>>>>)[group]?.[name];
      if (handler === undefined) throw new Error(`no handler for ${group}.${name}`);
      const channel = channelOf(group, name);
      ipcMain.handle(channel, (event, ...args) => answer(channel, entry, handler, options, event, args));
    }
  }
}

type Handler = (input: unknown) => Promise<unknown>;

async function answer(
  channel: string,
  entry: Invoke<z.ZodType, z.ZodType>,
  handler: Handler,
  options: BindOptions,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<Envelope> {
  const caller = { contents: event.sender.id, frame: event.senderFrame };
  if (!options.isTrusted(caller)) {
    options.report(channel, new Error('call from an unknown frame'));
    return REFUSED;
  }
  const input = entry.input.safeParse(args[0]);
  if (args.length !== 1 || !input.success) {
    options.report(channel, new Error('arguments do not fit the contract'));
    return REFUSED;
  }
  try {
    return { ok: true, value: entry.output.parse(await handler(input.data)) };
  } catch (thrown) {
    const error = wireError(thrown);
    if (error.code === 'INTERNAL') options.report(channel, thrown);
    return { ok: false, error };
  }
}

/** Sends the event `group.name` to a window, after checking the payload against the contract. A window that is gone gets nothing. */
export function notifyWindow<Payload extends z.ZodType>(
  contents: WebContents,
  entry: Notify<Payload>,
  channel: string,
  payload: DeepReadonly<z.input<Payload>>,
): void {
  const checked = entry.payload.parse(payload);
  if (!contents.isDestroyed()) contents.send(channel, checked);
}
