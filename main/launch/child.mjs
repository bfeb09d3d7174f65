import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { nodeBinary, toolEnvironment } from './setup.mjs';

/** The contract's exit code for work that was cancelled. */
const CANCELLED = 130;
/** Shells tell the end by a signal as a number above this one. */
const ENDED_BY_SIGNAL = 128;

/** Room for short-lived objects, in MiB: with V8's own choice, reading large evidence takes a quarter more memory and no less time. */
const YOUNG_OBJECTS = '--max-semi-space-size=16';

/**
 * Runs `script` on the locked Node, in this terminal, and returns its exit code. Signals that end this process are handed on, and the script
 * decides how to end; none is left running behind.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} [extra] beside this process's environment
 * @returns {Promise<number>}
 */
export function runChild(script, args, extra = {}) {
  return new Promise((resolve, reject) => {
    const given = [YOUNG_OBJECTS, script, ...args];
    const child = spawn(nodeBinary(), given, { stdio: 'inherit', env: { ...toolEnvironment(), ...extra } });
    let asked = false;
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        asked = true;
        // Electron's launcher hands on no SIGHUP and would leave Electron behind.
        const handed = signal === 'SIGHUP' ? 'SIGTERM' : signal;
        // Ctrl+C reaches everything in the terminal by itself; a second one would end Electron before it has cleaned up.
        if (handed !== 'SIGINT' || !process.stdin.isTTY) child.kill(handed);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      // The same signal may come once more when the script is past the point where it heeds any.
      if (code === null && asked) resolve(CANCELLED);
      else resolve(code ?? ENDED_BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
