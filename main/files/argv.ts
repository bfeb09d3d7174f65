import { resolve } from 'node:path';

/** What the command line is read with: whether this is the packaged program, where it lies, and the caller's folder. */
export interface ArgvFacts {
  readonly packaged: boolean;
  readonly appPath: string;
  readonly cwd: string;
}

/** What a command line asks the window for; all paths absolute. */
export interface Asked {
  readonly archive: string | null;
  /** The release before, to compare with. */
  readonly previous: string | null;
  /** Files of trust anchors, for this run only. */
  readonly trust: readonly string[];
}

/** Switches whose value is the next word: two of ours, the rest of Node, which a test driver passes. */
const WITH_VALUE: readonly string[] = ['--trust', '--previous', '-r', '--require', '--import'];

/** Returns what a command line asks for. Switches of Electron, Chromium and test drivers are passed over, and so is, outside a package, the path of the program itself. */
export function readArgv(argv: readonly string[], facts: ArgvFacts): Asked {
  const words = argv.slice(1);
  const end = words.indexOf('--');
  const before = end === -1 ? words : words.slice(0, end);
  const isValue = (at: number): boolean => WITH_VALUE.includes(before[at - 1] ?? '');
  const valuesOf = (name: string): readonly string[] => before.filter((_word, at) => before[at - 1] === name);
  const plain = before.filter((word, at) => !word.startsWith('-') && !isValue(at));
  const paths = [...plain, ...(end === -1 ? [] : words.slice(end + 1))]
    .filter((word) => word !== '')
    .map((word) => resolve(facts.cwd, word))
    .filter((path) => facts.packaged || path !== resolve(facts.appPath));
  const previous = valuesOf('--previous')[0];
  return {
    archive: paths[0] ?? null,
    previous: previous === undefined ? null : resolve(facts.cwd, previous),
    trust: valuesOf('--trust').map((path) => resolve(facts.cwd, path)),
  };
}
