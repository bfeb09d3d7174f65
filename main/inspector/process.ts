import { utilityProcess } from 'electron';

/** A process that answers messages. The host knows this much of it, so tests can play one. */
export interface InspectorProcess {
  send(message: unknown): void;
  onMessage(callback: (message: unknown) => void): void;
  onExit(callback: () => void): void;
  kill(): void;
}

const MEMORY_MEGABYTES = 4_096;
/** Room for short-lived objects; with V8's own choice, reading large evidence takes a quarter more memory and no less time. */
const YOUNG_MEGABYTES = 16;

/** Starts the bundle at `path` as a process of its own, without the parent's environment and with a bounded memory. */
export function startInspector(path: string): InspectorProcess {
  const child = utilityProcess.fork(path, [], {
    serviceName: 'Countersign inspector',
    stdio: 'inherit',
    env: environment(),
    execArgv: [`--js-flags=--max-old-space-size=${MEMORY_MEGABYTES} --max-semi-space-size=${YOUNG_MEGABYTES}`],
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (callback) => void child.on('message', callback),
    onExit: (callback) => void child.once('exit', callback),
    kill: () => void child.kill(),
  };
}

/** Windows starts no program without its own root; nothing else of the environment is the inspector's business. */
function environment(): Record<string, string> {
  const root = process.env['SystemRoot'];
  return process.platform === 'win32' && root !== undefined ? { SystemRoot: root } : {};
}
