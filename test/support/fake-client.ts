import type { WireError } from '../../src/contract/define.ts';
import type { WindowClient } from '../../renderer/ipc/client.ts';

type CallsOf<Group> = {
  readonly [Name in keyof Group as Group[Name] extends (...given: never[]) => unknown ? Name : never]?: Group[Name];
};

/** Answers to calls, typed by the contract. What is left out rejects, so that a missing stub fails loudly. */
export type Stubs = { readonly [Group in keyof WindowClient]?: CallsOf<WindowClient[Group]> };

type Payload<
  Group extends keyof WindowClient,
  Name extends keyof WindowClient[Group],
> = WindowClient[Group][Name] extends {
  readonly listen: (callback: (payload: infer P) => void) => () => void;
}
  ? P
  : never;

export interface FakeClient {
  readonly client: WindowClient;
  /** Every call in order, as `group.call`, with its input. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** Sends an event to whoever listens. */
  readonly emit: <Group extends keyof WindowClient, Name extends keyof WindowClient[Group] & string>(
    group: Group,
    name: Name,
    payload: Payload<Group, Name>,
  ) => void;
}

/** Returns a client of the window that answers from `stubs`. */
export function createFakeClient(stubs: Stubs): FakeClient {
  const calls: { name: string; input: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  function entry(group: string, name: string): unknown {
    const full = `${group}.${name}`;
    const answers = (stubs as Record<string, Record<string, ((input: unknown) => unknown) | undefined> | undefined>)[
      group
    ];
    const call = (input: unknown): Promise<unknown> => {
      calls.push({ name: full, input });
      const answer = answers?.[name];
      return answer === undefined ? Promise.reject(new Error(`not stubbed: ${full}`)) : Promise.resolve(answer(input));
    };
    const listen = (callback: (payload: unknown) => void): (() => void) => {
      const heard = listeners.get(full) ?? new Set();
      listeners.set(full, heard.add(callback));
      return () => heard.delete(callback);
    };
    return Object.assign(call, { listen });
  }

  const groups = new Proxy(
    {},
    {
      get: (_, group) => new Proxy({}, { get: (__, name) => entry(String(group), String(name)) }),
    },
  );
  return {
    client: groups as WindowClient,
    calls,
    emit: (group, name, payload) => listeners.get(`${group}.${name}`)?.forEach((callback) => callback(payload)),
  };
}

/** Returns a stub that answers with `value`. */
export function answering<T>(value: T): () => Promise<T> {
  return () => Promise.resolve(value);
}

/** Returns a stub that rejects as the bridge does: with a plain object, because the bridge keeps nothing of an Error but its text. */
export function refusing(error: WireError): () => Promise<never> {
  return () => Promise.reject(asThrown(error));
}

/** Returns `error` as something that may be thrown; it stays the plain object that it is. */
export function asThrown(error: WireError): Error {
  return error as unknown as Error;
}
