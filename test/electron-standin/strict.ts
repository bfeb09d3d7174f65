import type { EventEmitter } from 'node:events';

/**
 * Returns `target` behind a proxy that throws on members it does not have. Real Electron has them all; where the stand-in does not
 * play one, code that needs it must fail loudly here instead of passing with an `undefined`.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (object, key) => {
      // Symbols, promise checks and inspectors ask for members that nobody wrote.
      if (typeof key === 'symbol' || key in object || ASKED_BY_TOOLS.has(key)) {
        const value: unknown = Reflect.get(object, key, object);
        return typeof value === 'function' && !isClass(value) ? bound(value, object) : value;
      }
      throw new Error(`the Electron stand-in does not play ${name}.${key}`);
    },
    // Tests replace dialogs by assignment.
    set: (object, key, value: unknown) => Reflect.set(object, key, value, object),
  });
}

const ASKED_BY_TOOLS = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'inspect', 'constructor', '$$typeof']);

const bindings = new WeakMap<object, WeakMap<object, unknown>>();

function bound(value: object, to: object): unknown {
  const known = bindings.get(to) ?? new WeakMap<object, unknown>();
  bindings.set(to, known);
  const made = known.get(value) ?? (value as (...args: unknown[]) => unknown).bind(to);
  known.set(value, made);
  return made;
}

function isClass(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
}

type Listening = 'on' | 'once' | 'off' | 'emit' | 'listenerCount' | 'addListener' | 'removeListener';

/** Members that the real `T` has, with the shapes that it gives its functions: an invented name or a wrong answer does not compile. */
export type Played<T> = {
  readonly [Key in keyof T]?: Key extends Listening
    ? unknown
    : T[Key] extends (...args: never[]) => unknown
      ? T[Key]
      : unknown;
};

/** Which events the stand-in emits, and which it knows of and never emits: the program may listen to both, and to no others. */
export interface KnownEvents {
  readonly emitted: readonly string[];
  readonly silent: readonly string[];
}

/** Returns how a played object is listened to. An event that is not known throws: it would never come, and nobody would notice. */
export function listening(name: string, emitter: EventEmitter, { emitted, silent }: KnownEvents) {
  const known = new Set([...emitted, ...silent]);
  const listen =
    (method: 'on' | 'once' | 'off') =>
    (event: string, listener: (...args: unknown[]) => void): EventEmitter => {
      if (!known.has(event)) throw new Error(`the Electron stand-in does not play the event '${event}' of ${name}`);
      return emitter[method](event, listener);
    };
  return { on: listen('on'), once: listen('once'), off: listen('off') };
}
