// These functions run in the page, as text: the page's own world and the preload's isolated world. They share nothing but the document.

/**
 * One end of the context bridge. Functions cross as numbers, everything else as a structured clone, errors as their text.
 *
 * @param {string} nonce @param {string} mine @param {string} other
 */
export function bridgeEnd(nonce, mine, other) {
  const functions = new Map();
  const pending = new Map();
  let ids = 0;
  /** @type {any} */
  let reply;

  const isPlain = (/** @type {any} */ value) =>
    Array.isArray(value) ||
    (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

  /** @param {any} value @returns {any} */
  function encode(value) {
    if (typeof value === 'function') {
      ids += 1;
      functions.set(ids, value);
      return { bridged: 'function', id: ids };
    }
    if (value instanceof Error) return { bridged: 'error', text: value.message };
    if (Array.isArray(value)) return value.map(encode);
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
  }

  /** @param {any} value @returns {any} */
  function decode(value) {
    if (!isPlain(value)) return value;
    if (value.bridged === 'function') return (/** @type {any[]} */ ...args) => call(value.id, args);
    if (value.bridged === 'error') return new Error(value.text);
    if (Array.isArray(value)) return Object.freeze(value.map(decode));
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)])));
  }

  /** @param {any} detail */
  function send(detail) {
    document.dispatchEvent(new CustomEvent(nonce + other, { detail }));
  }

  /** @param {number} id @param {any[]} args */
  function call(id, args) {
    ids += 1;
    const number = ids;
    const promise = new Promise((resolve, reject) => pending.set(number, { resolve, reject }));
    promise.catch(() => undefined);
    send({ kind: 'call', id, number, args: args.map(encode) });
    const answer = reply;
    reply = undefined;
    if (answer === undefined) throw new Error('the other side of the bridge is gone');
    if (answer.promised) return promise;
    pending.delete(number);
    if (answer.failed) throw decode(answer.value);
    return decode(answer.value);
  }

  document.addEventListener(nonce + mine, (event) => {
    const detail = /** @type {any} */ (event).detail;
    if (detail.kind === 'reply') reply = detail;
    else if (detail.kind === 'settle') {
      const one = pending.get(detail.number);
      pending.delete(detail.number);
      (detail.failed ? one.reject : one.resolve)(decode(detail.value));
    } else if (detail.kind === 'expose') {
      Object.defineProperty(window, detail.name, { value: decode(detail.value), enumerable: true });
    } else {
      const settle = (/** @type {boolean} */ failed) => (/** @type {any} */ value) =>
        send({ kind: 'settle', number: detail.number, failed, value: encode(value) });
      try {
        const value = functions.get(detail.id)(...detail.args.map(decode));
        if (value instanceof Promise) {
          send({ kind: 'reply', promised: true });
          value.then(settle(false), settle(true));
        } else send({ kind: 'reply', value: encode(value) });
      } catch (thrown) {
        send({ kind: 'reply', failed: true, value: encode(thrown) });
      }
    }
  });

  return {
    expose: (/** @type {string} */ name, /** @type {any} */ value) =>
      send({ kind: 'expose', name, value: encode(value) }),
  };
}

/**
 * What a preload may require: `electron`, with the three parts that a sandboxed preload of this product uses.
 *
 * @param {{ expose: (name: string, value: any) => void }} bridge @param {string} binding
 * @param {(require: any, module: any, exports: any) => void} preload
 */
export function preloadWorld(bridge, binding, preload) {
  const world = /** @type {any} */ (globalThis);
  const sendToHost = world[binding];
  const waiting = new Map();
  const listeners = new Map();
  const files = new Map();
  let ids = 0;

  /** @param {any} message */
  function ask(message) {
    ids += 1;
    const id = ids;
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    sendToHost(JSON.stringify({ ...message, id, url: location.href, top: window === window.top }));
    return answer;
  }

  world[`${binding}Receive`] = (/** @type {any} */ message) => {
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) one.resolve(message.value);
    else one.reject(new Error(message.error));
  };
  world[`${binding}File`] = (/** @type {number} */ id) => files.get(id);

  const ipcRenderer = {
    invoke: (/** @type {string} */ channel, /** @type {any[]} */ ...args) => ask({ kind: 'invoke', channel, args }),
    on: (/** @type {string} */ channel, /** @type {any} */ listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    removeListener: (/** @type {string} */ channel, /** @type {any} */ listener) => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((/** @type {any} */ one) => one !== listener),
      );
    },
  };
  const webUtils = {
    // Electron answers at once; the debugging protocol cannot.
    getPathForFile: async (/** @type {File} */ file) => {
      ids += 1;
      files.set(ids, file);
      return ask({ kind: 'path', file: ids });
    },
  };
  const contextBridge = { exposeInMainWorld: bridge.expose };

  const require = (/** @type {string} */ name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return { contextBridge, ipcRenderer, webUtils };
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}

/** Chromium's window has a cross that asks the page, and keys that load it anew; a window of Electron without a menu has no such keys. */
export function windowKeys() {
  addEventListener('beforeunload', (event) => event.preventDefault());
  addEventListener(
    'keydown',
    (event) => {
      const reloads = event.key === 'F5' || (event.ctrlKey && event.key.toLowerCase() === 'r');
      if (reloads) event.preventDefault();
    },
    true,
  );
}
