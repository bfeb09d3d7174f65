import type { Dockerfile } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import { message } from '../../domain/message.ts';
import { notUnderstood, read, type Outcome } from '../reading.ts';
import { floatingInstalls } from './installs.ts';
import { instructionsOf, type Instruction } from './instructions.ts';
import { assignmentsOf, substitute } from './variables.ts';

interface State {
  readonly images: Dockerfile['images'][number][];
  readonly floating: Dockerfile['floating'][number][];
  readonly stages: Set<string>;
  /** `ARG`s before the first `FROM`: they hold in `FROM` lines, and in a stage that repeats them. */
  readonly globals: Map<string, string>;
  locals: Map<string, string>;
}

/** Returns whether a text is a Dockerfile: its first instruction is `FROM`, or `ARG` with a `FROM` behind it. */
export function looksLikeDockerfile(text: string): boolean {
  const names = instructionsOf(text.slice(0, 20_000)).map((instruction) => instruction.name);
  const first = names.find((name) => name !== 'ARG');
  return (
    first === 'FROM' &&
    /^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?\S+(?:[ \t]+AS[ \t]+\S+)?[ \t]*$/imu.test(text.slice(0, 20_000))
  );
}

/**
 * Returns the base images of a Dockerfile with `ARG` defaults put in, and what it fetches without an exact version: packages,
 * images copied from or mounted by tag, `ADD` of an address without a checksum. Never throws.
 */
export function readDockerfile(text: string): Outcome {
  const state: State = { images: [], floating: [], stages: new Set(), globals: new Map(), locals: new Map() };
  for (const instruction of instructionsOf(text)) apply(state, instruction);
  if (state.images.length === 0) return notUnderstood(message('evidence.dockerfile.no-from'));
  return read({ kind: 'dockerfile', images: state.images, floating: state.floating });
}

function apply(state: State, instruction: Instruction): void {
  switch (instruction.name) {
    case 'FROM':
      from(state, instruction);
      return;
    case 'ARG':
    case 'ENV':
      assign(state, instruction);
      return;
    case 'COPY':
    case 'ADD':
      copy(state, instruction);
      return;
    case 'RUN':
      run(state, instruction);
      return;
    default:
  }
}

function from(state: State, { text, line }: Instruction): void {
  const words = substitute(text, state.globals)
    .split(/\s+/u)
    .filter((word) => !word.startsWith('--'));
  const reference = words[0] ?? '';
  const stage = words[1]?.toUpperCase() === 'AS' ? (words[2] ?? null) : null;
  const fromStage = state.stages.has(reference.toLowerCase());
  state.images.push({ reference, digest: digestOf(reference), stage, fromStage, at: placeOf(line) });
  if (stage !== null) state.stages.add(stage.toLowerCase());
  state.locals = new Map();
}

function assign(state: State, { name, text }: Instruction): void {
  const inStage = state.images.length > 0;
  const target = inStage ? state.locals : state.globals;
  if (name === 'ARG' && inStage) {
    for (const word of text.split(/\s+/u)) {
      const value = state.globals.get(word);
      if (value !== undefined) target.set(word, value);
    }
  }
  for (const [key, value] of assignmentsOf(text))
    target.set(key, substitute(value, inStage ? state.locals : state.globals));
}

function copy(state: State, instruction: Instruction): void {
  const words = substitute(instruction.text, state.locals).split(/\s+/u);
  const source = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  if (source !== undefined) foreign(state, source, instruction.line, `${instruction.name} --from=${source}`);
  if (instruction.name !== 'ADD' || words.some((word) => word.startsWith('--checksum='))) return;
  const address = words.find((word) => /^(?:https?|git|ssh):\/\/|^git@/u.test(word));
  if (address !== undefined && !/#[0-9a-f]{40}\b/u.test(address)) {
    state.floating.push({ reference: `ADD ${address}`, at: placeOf(instruction.line) });
  }
}

function run(state: State, { text, line }: Instruction): void {
  const flags = /^(?:--\S+\s+)*/u.exec(text)?.[0] ?? '';
  for (const mount of flags.matchAll(/--mount=(\S+)/gu)) {
    const source = /(?:^|,)from=([^,]+)/u.exec(mount[1] ?? '')?.[1];
    if (source !== undefined) foreign(state, source, line, `RUN --mount from=${source}`);
  }
  const shell = substitute(text.slice(flags.length), state.locals).replace(/^\[(.*)\]$/su, (_, inner: string) =>
    inner.replaceAll(',', ' '),
  );
  for (const reference of floatingInstalls(shell)) state.floating.push({ reference, at: placeOf(line) });
}

/** An image that only parts are taken from: a stage by name or number is none; one without a digest floats. */
function foreign(state: State, source: string, line: number, reference: string): void {
  if (/^\d+$/u.test(source) || state.stages.has(source.toLowerCase()) || digestOf(source) !== null) return;
  state.floating.push({ reference, at: placeOf(line) });
}

function digestOf(reference: string): string | null {
  return /@((?:sha256:[0-9a-f]{64})|(?:sha512:[0-9a-f]{128}))$/u.exec(reference)?.[1] ?? null;
}

function placeOf(line: number): Locator {
  return { kind: 'line', line };
}
