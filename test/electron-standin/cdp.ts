import type { Readable, Writable } from 'node:stream';

export type Params = Readonly<Record<string, unknown>>;
type Listener = (params: Params, session: string | undefined) => void;

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly sessionId?: string;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

/** The debugging protocol over a pipe: messages in JSON, each ended by a NUL. */
export interface Cdp {
  send<T = Params>(method: string, params?: Params, session?: string): Promise<T>;
  on(method: string, listener: Listener): void;
}

/** Returns a client over Chromium's file descriptors 3 (to it) and 4 (from it). */
export function connect(to: Writable, from: Readable): Cdp {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<
    number,
    { resolve: (result: never) => void; reject: (error: Error) => void; method: string }
  >();
  let lastId = 0;
  let rest = Buffer.alloc(0);

  function take(answer: Answer): void {
    if (answer.id === undefined) {
      for (const listener of listeners.get(answer.method ?? '') ?? []) listener(answer.params ?? {}, answer.sessionId);
      return;
    }
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) one?.resolve((answer.result ?? {}) as never);
    else one?.reject(new Error(`${one.method}: ${answer.error.message}`));
  }

  from.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      const text = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      take(JSON.parse(text) as Answer);
    }
  });
  to.on('error', () => undefined);

  return {
    send: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve: resolve, reject, method });
        const message = { id: lastId, method, params, ...(session === undefined ? {} : { sessionId: session }) };
        to.write(`${JSON.stringify(message)}\0`);
      }),
    on: (method, listener) => {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
  };
}
