import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import type { ForkOptions, UtilityProcess } from 'electron';
import { strict, type Played } from './strict.ts';

const CHILD = path.join(import.meta.dirname, 'utility-child.ts');

/** Plays `utilityProcess`: a Node process with structured-clone messages. It has no Chromium services, as the real one has. */
export const utilityProcess = strict('utilityProcess', {
  fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess => {
    const stdio = options.stdio === 'ignore' ? 'ignore' : 'inherit';
    const child = fork(CHILD, [modulePath, ...args], {
      serialization: 'advanced',
      stdio: [stdio, stdio, stdio, 'ipc'],
      env: { ...(options.env ?? process.env) },
      // Electron takes V8's switches behind --js-flags; Node takes them as they are.
      execArgv: ['--disable-warning=ExperimentalWarning', ...(options.execArgv ?? []).flatMap(nodeSwitches)],
    });
    const events = new EventEmitter();
    child.once('spawn', () => events.emit('spawn'));
    child.on('message', (message) => events.emit('message', message));
    child.once('exit', (code) => events.emit('exit', code ?? 1));
    child.once('error', () => undefined);
    const played = {
      on: events.on.bind(events),
      once: events.once.bind(events),
      postMessage: (message: unknown) => {
        if (child.connected) child.send(message as object, () => undefined);
      },
      kill: () => child.kill('SIGTERM'),
      pid: child.pid,
    } satisfies Played<UtilityProcess>;
    return strict('UtilityProcess', played) as unknown as UtilityProcess;
  },
});

function nodeSwitches(argument: string): readonly string[] {
  const prefix = '--js-flags=';
  return argument.startsWith(prefix) ? argument.slice(prefix.length).split(' ') : [argument];
}
