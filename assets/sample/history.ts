import { makeGitBundle, type GitBundle, type GitCommit } from '../../src/packer/index.ts';
import { dependenciesOf, packageLock } from './components.ts';
import { knowledgeBase } from './knowledge.ts';
import { PEOPLE, type Person } from './people.ts';
import type { Seeded } from './random.ts';
import * as source from './source-files.ts';
import { json, utf8 } from './text.ts';

/** One merged change: a commit with what it changes, its pull request and its change request. */
export interface Change {
  readonly key: string;
  readonly at: string;
  readonly author: Person;
  readonly reviewer: Person;
  readonly pull: number;
  readonly request: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The repository of the sample product. */
export interface History {
  readonly changes: readonly Change[];
  readonly commits: readonly GitCommit[];
}

const { developer, softwareLead, rebuilder } = PEOPLE;

/** Returns the history of the repository up to v2.4.0, oldest change first. */
export function history(seed: Seeded): History {
  const changes = changesOf(seed);
  let files: ReadonlyMap<string, string> = new Map();
  const commits = changes.map((change, index): GitCommit => {
    files = new Map([...files, ...Object.entries(change.files)]);
    const before = changes[index - 1];
    return {
      key: change.key,
      parents: before === undefined ? [] : [before.key],
      files: [...files].map(([path, text]) => ({ path, bytes: utf8(text) })),
      author: { name: change.author.name, email: change.author.email, at: change.at },
      committer: { name: change.reviewer.name, email: change.reviewer.email, at: change.at },
      message: `${change.title} (#${change.pull})\n\nChange-Request: ${change.request}\nReviewed-by: ${change.reviewer.name} <${change.reviewer.email}>`,
    };
  });
  return { changes, commits };
}

/** Returns the bundle of one release: the history up to its commit, its branch, and the tags so far. */
export function sourceBundle(
  of: History,
  release: { readonly version: string; readonly branch: string; readonly tagged: string },
): GitBundle {
  const last = of.commits.findIndex(({ key }) => key === release.version);
  const commits = of.commits.slice(0, last + 1);
  const keys = new Set(commits.map(({ key }) => key));
  const tags = [
    { version: '2.3.1', at: '2024-05-16T16:20:44+02:00' },
    { version: '2.4.0-rc1', at: '2024-10-07T16:02:10+02:00' },
    { version: '2.4.0', at: '2024-10-14T17:40:12+02:00' },
  ].filter(({ version }) => keys.has(version));
  return makeGitBundle({
    commits,
    branches: [{ name: release.branch, commit: release.version }],
    tags: tags.map(({ version, at }) => ({
      name: `v${version}`,
      commit: version,
      tagger: { name: PEOPLE.releaseManager.name, email: PEOPLE.releaseManager.email, at },
      message: version.includes('-') ? `Vesalto Triage ${version}, release candidate` : `Vesalto Triage ${version}`,
    })),
  });
}

/** Returns the text of a file as a release's commit holds it. */
export function fileAtRelease(of: History, version: string, path: string): string {
  const commit = of.commits.find(({ key }) => key === version);
  const file = commit?.files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new RangeError(`${version} has no ${path}`);
  return new TextDecoder().decode(file.bytes);
}

function changesOf(seed: Seeded): readonly Change[] {
  return [
    change(
      'start',
      '2024-02-06T10:12:31+01:00',
      softwareLead,
      developer,
      352,
      'CR-2024-001',
      'Move the triage engine of the 2.2 line into its own repository',
      {
        'README.md': source.README,
        Dockerfile: source.DOCKERFILE,
        '.github/workflows/release.yml': source.pipeline('release/2.3'),
        'scripts/build.sh': source.BUILD_SCRIPT,
        'scripts/bundle.mjs': BUNDLE_SCRIPT,
        'scripts/compile-knowledge.mjs': KNOWLEDGE_SCRIPT,
        'src/engine/levels.ts': source.LEVELS,
        'src/engine/urgency.ts': source.URGENCY,
        'src/profile/confirm.ts': source.PROFILE,
        ...packageFiles('2.3.0', seed),
      },
    ),
    change(
      'pathways',
      '2024-03-11T15:48:05+01:00',
      developer,
      softwareLead,
      371,
      'CR-2024-006',
      'Walk pathways with a bound on the number of questions',
      {
        'src/engine/pathway.ts': source.PATHWAY,
        'knowledge/pathways.json': knowledgeBase('2.3.1'),
      },
    ),
    change(
      'flags',
      '2024-04-09T11:27:40+02:00',
      developer,
      softwareLead,
      379,
      'CR-2024-011',
      'Ask red flags first; emergency number by country',
      {
        'src/engine/red-flags.ts': source.RED_FLAGS,
        'src/knowledge/update.ts': source.UPDATE,
      },
    ),
    change(
      'result',
      '2024-05-14T09:55:18+02:00',
      rebuilder,
      softwareLead,
      386,
      'CR-2024-014',
      'Result screen: action first, result expires after six hours',
      {
        'src/result/result-view.ts': source.RESULT_VIEW,
        'src/audit/log.ts': source.AUDIT_LOG,
      },
    ),
    change('2.3.1', '2024-05-16T15:58:02+02:00', softwareLead, developer, 388, 'CR-2024-016', 'Version 2.3.1', {
      ...packageFiles('2.3.1', seed),
      'CHANGELOG.md': CHANGES_2_3_1,
    }),
    change(
      'bands',
      '2024-06-18T14:21:37+02:00',
      developer,
      softwareLead,
      395,
      'CR-2024-021',
      'Pediatric pathway: age in months and age bands',
      {
        'src/engine/age.ts': source.AGE,
        'src/engine/pediatric.ts': source.PEDIATRIC,
      },
    ),
    change(
      'pediatric',
      '2024-07-16T10:03:59+02:00',
      developer,
      rebuilder,
      399,
      'CR-2024-022',
      'Pediatric pathways with red flags and signs of dehydration',
      {
        'knowledge/pathways.json': knowledgeBase('2.4.0'),
      },
    ),
    change(
      'image',
      '2024-09-03T16:40:26+02:00',
      rebuilder,
      softwareLead,
      407,
      'CR-2024-027',
      'Update dependencies; build on release/2.4',
      {
        ...packageFiles('2.4.0-rc1', seed),
        '.github/workflows/release.yml': source.pipeline('release/2.4'),
      },
    ),
    change(
      'confirm',
      '2024-09-17T11:15:44+02:00',
      developer,
      softwareLead,
      409,
      'CR-2024-028',
      'Age question is answered by its own buttons only (A-2023-049)',
      {
        'src/profile/confirm.ts': source.PROFILE_LANGUAGE,
      },
    ),
    change(
      'audit',
      '2024-09-24T13:36:20+02:00',
      rebuilder,
      developer,
      410,
      'CR-2024-029',
      'Write each audit entry once (A-2024-015)',
      {
        'src/audit/log.ts': source.AUDIT_LOG_ONCE,
      },
    ),
    change(
      'pause',
      '2024-10-01T09:44:11+02:00',
      developer,
      rebuilder,
      412,
      'CR-2024-030',
      'Pause between tries of an update (A-2024-044)',
      {
        'src/knowledge/update.ts': source.UPDATE_PAUSE,
      },
    ),
    change('2.4.0-rc1', '2024-10-07T15:30:52+02:00', softwareLead, developer, 415, 'CR-2024-033', 'Version 2.4.0-rc1', {
      'CHANGELOG.md': CHANGES_2_4_0,
    }),
    change(
      '2.4.0',
      '2024-10-14T17:31:06+02:00',
      softwareLead,
      developer,
      418,
      'CR-2024-033',
      'Version 2.4.0',
      packageFiles('2.4.0', seed),
    ),
  ];
}

function change(
  key: string,
  at: string,
  author: Person,
  reviewer: Person,
  pull: number,
  request: string,
  title: string,
  files: Readonly<Record<string, string>>,
): Change {
  return { key, at, author, reviewer, pull, request, title, files };
}

function packageFiles(version: string, seed: Seeded): Readonly<Record<string, string>> {
  const components = version.startsWith('2.3') ? '2.3.1' : '2.4.0';
  const manifest = {
    name: 'vesalto-triage',
    version,
    private: true,
    engines: { node: '20.11.1' },
    scripts: {
      lint: 'node scripts/lint.mjs',
      'test:unit': 'node --test test/unit',
      'test:integration': 'node --test test/integration',
    },
    dependencies: dependenciesOf(components),
  };
  return { 'package.json': json(manifest), 'package-lock.json': packageLock(components, version, seed) };
}

const BUNDLE_SCRIPT = `import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Files in the order of their names, so that the same sources give the same bundle.
const [from, to] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const files = readdirSync(from, { recursive: true }).filter((name) => name.endsWith('.ts')).sort();
const parts = files.map((name) => '//# ' + name + '\\n' + readFileSync(join(from, name), 'utf8'));
writeFileSync(to, '//! Vesalto Triage ' + version + '\\n' + parts.join('\\n'));
`;

const KNOWLEDGE_SCRIPT = `import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, to] = process.argv.slice(2);
writeFileSync(to, JSON.stringify(JSON.parse(readFileSync(join(from, 'pathways.json'), 'utf8'))) + '\\n');
`;

const CHANGES_2_3_1 = `# Changes

## 2.3.1
- Result expires after six hours (CR-2024-014)
- Emergency number by country (CR-2024-011)
`;

const CHANGES_2_4_0 = `# Changes

## 2.4.0
- Pediatric pathway (CR-2024-021, CR-2024-022)
- Dependencies updated (CR-2024-027)
- Corrected: A-2023-049 (CR-2024-028), A-2024-015 (CR-2024-029), A-2024-044 (CR-2024-030)

## 2.3.1
- Result expires after six hours (CR-2024-014)
- Emergency number by country (CR-2024-011)
`;
