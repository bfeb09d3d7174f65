import { Cancelled, Refusal, type CancelSignal } from '../../src/domain/errors.ts';
import { message } from '../../src/domain/message.ts';
import { render } from '../../src/domain/render.ts';
import { visible } from '../../src/domain/visible.ts';
import { Problem } from '../files/problem.ts';
import { loadCatalogue } from '../files/catalogue.ts';
import { readSettings, USUAL_SETTINGS } from '../files/settings.ts';
import { productVersion } from '../files/product.ts';
import { userDataFolder } from '../launch/user-data.mjs';
import { parseArguments, UsageError, type Arguments } from './arguments.ts';
import { runAudit } from './audit.ts';
import { EXIT, exitCodeOfProblem } from './exit-codes.ts';
import { runRules } from './rules.ts';
import { runSelftestCommand } from './selftest.ts';
import type { CommandContext } from './context.ts';
import { progressBar } from './progress.ts';
import type { Say } from './say.ts';
import { runVerify } from './verify.ts';
import type { Terminal } from './terminal.ts';

const catalogue = loadCatalogue('en');
const say: Say = (said) => render(catalogue, said);

/**
 * Runs the command line `argv` and returns its exit code; what it says goes to `io`. `signal` cancels it. Never throws: what ends a
 * command without a result is told by its code, and with `--json` as a document too.
 */
export async function runCommand(argv: readonly string[], io: Terminal, signal: CancelSignal): Promise<number> {
  let json = false;
  try {
    const given = parseArguments(argv);
    json = 'json' in given && given.json;
    io.progress = progressBar(process.stderr, say);
    const needs = given.command === 'verify' || given.command === 'audit' || given.command === 'rules';
    const settings = needs ? await readSettings(userDataFolder()) : USUAL_SETTINGS;
    const code = await run(given, { io, say, catalogue, settings, signal, now: Date.now() });
    const lost = await io.lost();
    if (lost === null) return code;
    io.note(say(message('cli.output-lost', { reason: lost })));
    return EXIT.internal;
  } catch (error) {
    io.progress.clear();
    const told = explanation(error);
    if (json) io.data(JSON.stringify(errorDocument(told), null, 2));
    io.note(told.lines.join('\n'));
    return told.exitCode;
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
      // The sample and what signs it are loaded only for this.
      return await (await import('./demo.ts')).runDemo(given, context);
    case 'rules':
      return runRules(given, context);
    case 'selftest':
      return await runSelftestCommand(given, context);
    case 'version':
      io.data(`countersign ${productVersion()}`);
      return EXIT.passed;
    case 'help':
      io.data(say(message('cli.help')));
      return EXIT.passed;
  }
}

/** What ended the command without a result. */
interface Explanation {
  readonly exitCode: number;
  readonly code: string;
  readonly member: string | null;
  readonly sentence: string;
  readonly remedy: string | null;
  /** The same as it is told on standard error. Only our own bugs show where they happened. */
  readonly lines: readonly string[];
}

function explanation(error: unknown): Explanation {
  if (error instanceof UsageError) {
    const said = { sentence: say(error.said), remedy: say(message('cli.usage.hint')) };
    return { exitCode: EXIT.usage, code: 'USAGE', member: null, ...said, lines: [said.sentence, said.remedy] };
  }
  if (error instanceof Cancelled) {
    const sentence = say(message('error.CANCELLED.sentence'));
    return { exitCode: EXIT.cancelled, code: 'CANCELLED', member: null, sentence, remedy: null, lines: [sentence] };
  }
  if (error instanceof Refusal) {
    const values = { member: error.member === null ? '' : visible(error.member), ...error.values };
    return coded(EXIT.notAnArchive, error.code, `refusal.${error.code}`, values, error.member);
  }
  if (error instanceof Problem) {
    return coded(exitCodeOfProblem(error.code), error.code, `error.${error.code}`, error.values, null);
  }
  const sentence = say(message('error.INTERNAL.sentence'));
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: EXIT.internal, code: 'INTERNAL', member: null, sentence, remedy: null, lines: [sentence, where] };
}

function coded(
  exitCode: number,
  code: string,
  key: string,
  values: Parameters<typeof message>[1],
  member: string | null,
): Explanation {
  const sentence = visible(say(message(`${key}.sentence`, values)));
  const remedy = visible(say(message(`${key}.remedy`, values)));
  return { exitCode, code, member, sentence, remedy, lines: [`[${code}] ${sentence}`, `    ${remedy}`] };
}

/** With `--json` there is one document whatever happens: a script reads the code there, not from a sentence. */
function errorDocument({ exitCode, code, member, sentence, remedy }: Explanation): object {
  const tool = { name: 'countersign', version: productVersion() };
  return { schema: 'countersign/error@1', tool, error: { exitCode, code, member, sentence, remedy } };
}
