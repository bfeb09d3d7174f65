import { DEVICE_FACTS, type DeviceFact } from '../../src/domain/assessment.ts';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import {
  EDITIONS,
  MODES,
  SAFETY_CLASSES,
  type Edition,
  type Grade,
  type Mode,
  type SafetyClass,
} from '../../src/domain/clause.ts';
import { message, type Message } from '../../src/domain/message.ts';

/** The command line cannot be understood (exit code 64). */
export class UsageError extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super(said.key);
    this.name = 'UsageError';
    this.said = said;
  }
}

/** What every command that verifies an archive is told. */
interface Verifying {
  readonly archive: string;
  readonly trust: readonly string[];
  /** Milliseconds since 1970, `null` for now. */
  readonly at: number | null;
  readonly json: boolean;
}

export interface VerifyArguments extends Verifying {
  readonly command: 'verify';
}

export interface AuditArguments extends Verifying {
  readonly command: 'audit';
  readonly previous: string | null;
  readonly edition: Edition | null;
  readonly safetyClass: SafetyClass | null;
  readonly mode: Mode | null;
  readonly out: string | null;
  readonly facts: Readonly<Partial<Record<DeviceFact, string>>>;
  readonly reason: string | null;
  readonly failOn: Exclude<Grade, 'stops-assessment'>;
}

export interface DemoArguments {
  readonly command: 'demo';
  readonly out: string | null;
  readonly faults: boolean;
}

export type Arguments =
  | VerifyArguments
  | AuditArguments
  | DemoArguments
  | { readonly command: 'rules' | 'selftest'; readonly json: boolean }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

const FAIL_ON = ['major', 'minor', 'observation'] as const;

const TRUST = { trust: { type: 'string', multiple: true }, at: { type: 'string' }, json: { type: 'boolean' } } as const;
const AUDIT = {
  ...TRUST,
  previous: { type: 'string' },
  edition: { type: 'string' },
  class: { type: 'string' },
  mode: { type: 'string' },
  fact: { type: 'string', multiple: true },
  reason: { type: 'string' },
  out: { type: 'string' },
  'fail-on': { type: 'string' },
} as const;

/** Returns what the command line asks for. Throws {@link UsageError} with a sentence where it cannot be understood. */
export function parseArguments(argv: readonly string[]): Arguments {
  const [command, ...rest] = argv;
  // Not the help with code 0: to a script that lost its words, 0 means passed.
  if (command === undefined) throw new UsageError(message('cli.usage.no-command'));
  if (command === 'help' || command === '--help' || command === '-h') return { command: 'help' };
  if (command === '--version' || command === '-v') return { command: 'version' };
  if (rest.includes('--help') || rest.includes('-h')) return { command: 'help' };
  switch (command) {
    case 'verify':
      return { command, ...verifying(read(rest, TRUST)) };
    case 'audit': {
      const given = read(rest, AUDIT);
      const { values } = given;
      return {
        command,
        ...verifying(given),
        previous: path('--previous', values.previous),
        edition: oneOf('--edition', values.edition, EDITIONS),
        safetyClass: oneOf('--class', values.class, SAFETY_CLASSES),
        mode: oneOf('--mode', values.mode, MODES),
        facts: factsGiven(values.fact ?? []),
        reason: values.reason === undefined ? null : notEmpty('--reason', values.reason),
        out: path('--out', values.out),
        failOn: oneOf('--fail-on', values['fail-on'], FAIL_ON) ?? 'major',
      };
    }
    case 'demo': {
      const { values, positionals } = read(rest, { out: { type: 'string' }, faults: { type: 'boolean' } });
      nothingElse(positionals);
      return { command, out: path('--out', values.out), faults: values.faults ?? false };
    }
    case 'rules':
    case 'selftest': {
      const { values, positionals } = read(rest, { json: { type: 'boolean' } });
      nothingElse(positionals);
      return { command, json: values.json ?? false };
    }
    default:
      throw new UsageError(message('cli.usage.unknown-command', { command }));
  }
}

type Read<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

function read<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options): Read<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(message('cli.usage.option', { detail: detailOf(error) }));
  }
}

/** Returns what Node says, without its advice on `--`, whose quotes are not closed. */
function detailOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  return /^[^']*'[^']*'/u.exec(said)?.[0] ?? said;
}

function verifying(given: Read<typeof TRUST>): Verifying {
  const { values, positionals } = given;
  return {
    archive: oneArchive(positionals),
    trust: (values.trust ?? []).map((given) => notEmpty('--trust', given)),
    at: instant(values.at),
    json: values.json ?? false,
  };
}

/** Facts of the device as `name=value`: true or false, and years as a number. */
function factsGiven(given: readonly string[]): Readonly<Partial<Record<DeviceFact, string>>> {
  const facts: Partial<Record<DeviceFact, string>> = {};
  for (const one of given) {
    const [name = '', value = ''] = one.split('=', 2);
    const fact = DEVICE_FACTS.find((known) => known === name);
    const fits = fact === 'lifetime_years' ? /^\d{1,3}$/u.test(value) : value === 'true' || value === 'false';
    if (fact === undefined || !fits)
      throw new UsageError(message('cli.usage.fact', { given: one, known: [...DEVICE_FACTS] }));
    facts[fact] = value;
  }
  return facts;
}

function oneArchive(positionals: readonly string[]): string {
  const [archive, ...more] = positionals;
  if (archive === undefined) throw new UsageError(message('cli.usage.no-archive'));
  nothingElse(more);
  if (archive === '') throw new UsageError(message('cli.usage.empty-archive'));
  return archive;
}

function path(option: string, value: string | undefined): string | null {
  return value === undefined ? null : notEmpty(option, value);
}

/** An empty path would mean the current folder, which nobody named. A script's unset variable makes one. */
function notEmpty(option: string, value: string): string {
  if (value === '') throw new UsageError(message('cli.usage.empty-path', { option }));
  return value;
}

function nothingElse(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(message('cli.usage.too-much', { words: positionals }));
}

function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | null {
  if (value === undefined) return null;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(message('cli.usage.value', { option, value, allowed }));
  return found;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

function instant(value: string | undefined): number | null {
  if (value === undefined) return null;
  const time = ISO_TIME.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse rolls 31 February over into March; the day must come back as it was written.
  if (Number.isNaN(time) || !sameDay(value)) throw new UsageError(message('cli.usage.time', { value }));
  return time;
}

function sameDay(value: string): boolean {
  const day = value.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === day;
}
