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

/** Names that the real `T` has: an invented one does not compile. */
export type Names<T> = { readonly [Key in keyof T]?: unknown };
