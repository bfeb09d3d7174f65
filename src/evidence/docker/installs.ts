/** One shell command as words, quotes removed. */
type Words = readonly string[];

const EXACT_NPM = /^(?:@[^@/]+\/)?[^@/]+@v?\d+\.\d+\.\d+[\w.+-]*$/u;

/**
 * Returns what a shell text fetches without an exact version, as short commands such as `apk add git`. Known are apk, apt, dnf and
 * yum, pip, npm, yarn, pnpm, go, cargo, gem. Files and folders, lock files and requirement files are exact enough to be left to them.
 */
export function floatingInstalls(shell: string): readonly string[] {
  return commandsOf(shell).flatMap(floatingIn);
}

function commandsOf(shell: string): readonly Words[] {
  return shell
    .replace(/\\\s*\n/gu, ' ')
    .split(/&&|\|\||[;|\n&()]/u)
    .map((command) =>
      command
        .replace(/["'`\\[\]]/gu, ' ')
        .split(/[\s]+/u)
        .filter((word) => word !== ''),
    )
    .filter((words) => !/^(?:echo|printf|#.*)$/u.test(words[0] ?? ''));
}

interface Installer {
  readonly tool: RegExp;
  readonly verb: RegExp;
  /** Options that take the next word as their value. */
  readonly valued: ReadonlySet<string>;
  readonly isExact: (what: string) => boolean;
}

const INSTALLERS: readonly Installer[] = [
  {
    tool: /^apk$/u,
    verb: /^add$/u,
    valued: new Set([
      '-t',
      '--virtual',
      '-X',
      '--repository',
      '-p',
      '--root',
      '--arch',
      '--keys-dir',
      '--repositories-file',
    ]),
    isExact: (what) => /^[^=<>~]+=[^~<>*$]+$/u.test(what),
  },
  {
    tool: /^(?:apt|apt-get|aptitude)$/u,
    verb: /^(?:install|build-dep)$/u,
    valued: new Set(['-t', '--target-release', '-o', '--option', '-c', '--config-file']),
    isExact: (what) => /^[^=]+=[^*$]+$/u.test(what),
  },
  {
    tool: /^(?:yum|dnf|microdnf|zypper|tdnf)$/u,
    verb: /^(?:install|in)$/u,
    valued: new Set(['--enablerepo', '--disablerepo', '--setopt', '--releasever', '--installroot']),
    isExact: (what) => /-\d[\w.]*(?:-[\w.]+)?$/u.test(what),
  },
  {
    tool: /^(?:pip|pip3(?:\.\d+)?)$/u,
    verb: /^install$/u,
    valued: new Set([
      '-r',
      '--requirement',
      '-c',
      '--constraint',
      '-i',
      '--index-url',
      '--extra-index-url',
      '-f',
      '--find-links',
      '-t',
      '--target',
      '--prefix',
      '--root',
      '-e',
      '--editable',
      '--trusted-host',
      '--cache-dir',
      '--timeout',
      '--platform',
      '--python-version',
    ]),
    isExact: (what) =>
      /^[^=<>!~]+===?[^*$,<>]+$/u.test(what) ||
      /@[0-9a-f]{40}(?:#|$)/u.test(what) ||
      /#sha256=[0-9a-f]{64}/u.test(what),
  },
  {
    tool: /^npm$/u,
    verb: /^(?:install|i|add)$/u,
    valued: new Set(['--prefix', '--registry', '-w', '--workspace']),
    isExact: (what) => EXACT_NPM.test(what),
  },
  {
    tool: /^(?:yarn|pnpm)$/u,
    verb: /^(?:add)$/u,
    valued: new Set(['--cwd', '--filter', '--registry']),
    isExact: (what) => EXACT_NPM.test(what),
  },
  {
    tool: /^go$/u,
    verb: /^(?:install|get)$/u,
    valued: new Set(),
    isExact: (what) => /@v\d+\.\d+\.\d+|@[0-9a-f]{12,40}$/u.test(what),
  },
  {
    tool: /^gem$/u,
    verb: /^install$/u,
    valued: new Set(['-v', '--version', '-s', '--source', '-i', '--install-dir']),
    isExact: (what) => /:\d+\.\d+[\w.]*$/u.test(what),
  },
  {
    tool: /^cargo$/u,
    verb: /^install$/u,
    valued: new Set(['--version', '--root', '--path', '--git', '--rev', '--features', '--target']),
    isExact: (what) => /@\d+\.\d+\.\d+/u.test(what),
  },
];

/** Installing from a lock file is exact only with the option that forbids changing it. */
const LOCKED: readonly { readonly tool: RegExp; readonly verb: RegExp; readonly exact: RegExp }[] = [
  { tool: /^npm$/u, verb: /^(?:install|i|update)$/u, exact: /^$/u },
  {
    tool: /^(?:yarn|pnpm)$/u,
    verb: /^(?:install|i|upgrade|update)$/u,
    exact: /^--(?:frozen-lockfile|immutable)(?:=true)?$/u,
  },
];

/** Most words between a tool and its verb, such as `apt-get -y -o Name=value install`. */
const MOST_OPTIONS = 12;

function floatingIn(words: Words): readonly string[] {
  for (const [index, word] of words.entries()) {
    const name = word.slice(word.lastIndexOf('/') + 1);
    const installer = INSTALLERS.find((known) => known.tool.test(name));
    const near = installer === undefined ? [] : words.slice(index + 1, index + 1 + MOST_OPTIONS);
    const verb = near.findIndex((other) => installer?.verb.test(other) === true);
    if (installer !== undefined && verb >= 0) {
      return judged(name, near[verb] ?? '', words.slice(index + verb + 2), installer);
    }
    const locked = LOCKED.find((known) => known.tool.test(name) && known.verb.test(words[index + 1] ?? ''));
    if (locked !== undefined && !words.some((other) => locked.exact.test(other)))
      return [`${name} ${words[index + 1] ?? ''}`];
  }
  return [];
}

function judged(tool: string, verb: string, rest: Words, installer: Installer): readonly string[] {
  const packages: string[] = [];
  let options = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (word.startsWith('>') || word.startsWith('<') || /^\d>/u.test(word)) break;
    if (!word.startsWith('-')) packages.push(word);
    else if (installer.valued.has(word)) {
      options += 1;
      index += 1;
    }
  }
  const fromVersion = rest.some(
    (word, index) => /^(?:-v|--version)(?:=|$)/u.test(word) && /\d/u.test(word + (rest[index + 1] ?? '')),
  );
  if (packages.length === 0) {
    const locks = LOCKED.some((known) => known.tool.test(tool) && known.verb.test(verb));
    return locks && options === 0 ? [`${tool} ${verb}`] : [];
  }
  if (fromVersion && packages.length === 1 && /^(?:gem|cargo)$/u.test(tool)) return [];
  return packages.filter((what) => !isLocal(what) && !installer.isExact(what)).map((what) => `${tool} ${verb} ${what}`);
}

function isLocal(what: string): boolean {
  return (
    /^(?:\.{1,2}(?:\/|$)|\/|file:)/u.test(what) ||
    (/\.(?:whl|deb|rpm|apk|tgz|tar\.gz|gem)$/u.test(what) && !/^https?:/u.test(what))
  );
}
