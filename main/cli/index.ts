import { EXIT } from './exit-codes.ts';
import { runCommand } from './run.ts';
import { terminal } from './terminal.ts';

/** How long the last words may take to be written. */
const LEAVE_MS = 2_000;

const cancel = new AbortController();
// Not once: supervisors signal a whole process group, so that the same signal may come again by way of the launcher.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancel.abort());

const code = await runCommand(process.argv.slice(2), terminal(), cancel.signal);
process.exitCode = code;
// A read that never ends keeps the process, and only where there was no result.
if (code >= EXIT.usage) setTimeout(() => process.exit(code), LEAVE_MS).unref();
