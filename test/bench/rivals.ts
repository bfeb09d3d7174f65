import { spawnSync } from 'node:child_process';
import path from 'node:path';

const COMMAND = path.resolve(import.meta.dirname, '../../dist/cli/index.js');

/** A program that does the same work: hash every byte of every member. */
export interface Rival {
  readonly name: string;
  /** What a shell runs. `null` where the program is not on this machine. */
  readonly command: ((archive: string) => string) | null;
}

/** Reads every member by Python's own library, a megabyte at a time. */
const ZIPFILE = `import sys,zipfile,hashlib
z=zipfile.ZipFile(sys.argv[1])
for i in z.infolist():
    h=hashlib.sha256()
    with z.open(i) as f:
        for b in iter(lambda: f.read(1<<20), b''): h.update(b)`;

const TARFILE = `import sys,tarfile,hashlib
with tarfile.open(sys.argv[1], 'r|*') as t:
    for m in t:
        h=hashlib.sha256()
        f=t.extractfile(m)
        for b in iter(lambda: f.read(1<<20), b''): h.update(b)`;

/** The command itself, as it is built. A release without a manifest is indeterminate: everything is hashed, nothing is proven. */
export const OURS: Rival = {
  name: 'countersign verify',
  command: (archive) =>
    `${quoted(process.execPath)} ${quoted(COMMAND)} verify ${quoted(archive)} --json > /dev/null; test $? -eq 2`,
};

/** Returns the rivals for a ZIP or a TAR. */
export function rivals(kind: 'zip' | 'tar'): readonly Rival[] {
  const script = kind === 'zip' ? ZIPFILE : TARFILE;
  return [
    {
      name: 'bsdtar to openssl',
      command:
        has('bsdtar') && has('openssl')
          ? (archive) => `bsdtar -xOf ${quoted(archive)} | openssl dgst -sha256 > /dev/null`
          : null,
    },
    {
      name: kind === 'zip' ? 'Python zipfile' : 'Python tarfile',
      command: has('python3') ? (archive) => `python3 -c ${quoted(script)} ${quoted(archive)}` : null,
    },
  ];
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
