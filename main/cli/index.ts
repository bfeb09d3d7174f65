import { Cancelled, Refusal } from '../../src/domain/errors.ts';
import { message } from '../../src/domain/message.ts';
import { render } from '../../src/domain/render.ts';
import { visible } from '../../src/domain/visible.ts';
import { Problem } from '../files/problem.ts';
import { loadCatalogue } from '../files/catalogue.ts';
import { productVersion } from '../files/product.ts';
import { parseArguments, UsageError, type Arguments } from './arguments.ts';
import { runAudit } from './audit.ts';
import { runDemo } from './demo.ts';
import { EXIT, exitCodeOfProblem } from './exit-codes.ts';
import { runRules } from './rules.ts';
import type { CommandContext } from './context.ts';
import { progressBar } from './progress.ts';
import type { Say } from './say.ts';
import { runVerify } from './verify.ts';
import { terminal, type Terminal } from './terminal.ts';

const catalogue = loadCatalogue('en');
const say: Say = (said) => render(catalogue, said);

process.exitCode = await main(process.argv.slice(2), terminal());

async function main(argv: readonly string[], io: Terminal): Promise<number> {
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  process.once('SIGTERM', () => cancel.abort());
  try {
    const given = parseArguments(argv);
    io.progress = progressBar(process.stderr, say);
    const code = await run(given, { io, say, catalogue, signal: cancel.signal, now: Date.now() });
    const lost = await io.lost();
    if (lost === null) return code;
    io.note(say(message('cli.output-lost', { reason: lost })));
    return EXIT.internal;
  } catch (error) {
    io.progress.clear();
    return explain(error, io);
  }
}

async function run(given: Arguments, context: CommandContext): Promise<number> {
  const { io } = context;
  switch (given.command) {
    case 'verify':
      return await runVerify(given, context);
    case 'audit':
      return await runAudit(given, context);
    case 'demo':
      return await runDemo(given, context);
    case 'rules':
      return runRules(given, context);
    case 'version':
      io.data(`countersign ${productVersion()}`);
      return EXIT.passed;
    case 'help':
      io.data(say(message('cli.help')));
      return EXIT.passed;
  }
}

/** Says what ended the command, and returns its exit code. Only our own bugs show where they happened. */
function explain(error: unknown, io: Terminal): number {
  if (error instanceof UsageError) {
    io.note(`${say(error.said)}\n${say(message('cli.usage.hint'))}`);
    return EXIT.usage;
  }
  if (error instanceof Cancelled) {
    io.note(say(message('error.CANCELLED.sentence')));
    return EXIT.cancelled;
  }
  if (error instanceof Refusal) {
    const values = { member: error.member === null ? '' : visible(error.member), ...error.values };
    io.note(`[${error.code}] ${visible(say(message(`refusal.${error.code}.sentence`, values)))}`);
    io.note(`    ${visible(say(message(`refusal.${error.code}.remedy`, values)))}`);
    return EXIT.notAnArchive;
  }
  if (error instanceof Problem) {
    io.note(`[${error.code}] ${visible(say(message(`error.${error.code}.sentence`, error.values)))}`);
    io.note(`    ${visible(say(message(`error.${error.code}.remedy`, error.values)))}`);
    return exitCodeOfProblem(error.code);
  }
  io.note(say(message('error.INTERNAL.sentence')));
  io.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.internal;
}
