import type { PackFile } from '../../src/packer/index.ts';
import { later, type BuiltFacts } from './facts.ts';
import { fileAtRelease, type History } from './history.ts';
import { PEOPLE } from './people.ts';
import type { Seeded } from './random.ts';
import { NODE_IMAGE, NODE_IMAGE_DIGEST } from './source-files.ts';
import { json, utf8, yaml } from './text.ts';

/** An artefact by path and digest. */
export interface Artifact {
  readonly path: string;
  readonly sha256: string;
}

const REPOSITORY = 'https://git.vesalto.example/triage.git';
const RUNNER = 'vesalto-build-2 (x86_64, Debian 12.7, Docker 27.2.0)';

/** Returns the released artefacts, built from the sources of the release's commit as its build script does. */
export function buildArtifacts(facts: { readonly version: string }, of: History): readonly PackFile[] {
  const commit = of.commits.find(({ key }) => key === facts.version);
  const names = (commit?.files ?? [])
    .map(({ path }) => path)
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
    .map((path) => path.slice('src/'.length))
    .sort();
  const parts = names.map((name) => `//# ${name}\n${fileAtRelease(of, facts.version, `src/${name}`)}`);
  const knowledge: unknown = JSON.parse(fileAtRelease(of, facts.version, 'knowledge/pathways.json'));
  return [
    {
      path: `artifacts/triage-${facts.version}.bundle`,
      bytes: utf8(`//! Vesalto Triage ${facts.version}\n${parts.join('\n')}`),
    },
    { path: `artifacts/knowledge-base-${facts.version}.json`, bytes: utf8(`${JSON.stringify(knowledge)}\n`) },
  ];
}

/** Returns the build manifest: procedure, environment, toolchain, source and artefacts. */
export function buildManifest(facts: BuiltFacts, artifacts: readonly Artifact[]): string {
  return yaml({
    version: facts.version,
    build: facts.build,
    procedure: 'BP-003 rev. 4, Building and verifying release artefacts',
    script: 'scripts/build.sh',
    started: later(facts.times.built, -212),
    finished: facts.times.built,
    environment: {
      image: NODE_IMAGE,
      image_digest: NODE_IMAGE_DIGEST,
      image_archived_at: `s3://vesalto-releases/images/${NODE_IMAGE_DIGEST.replace(':', '-')}.tar`,
      runner: RUNNER,
      os: 'Alpine Linux 3.19.1',
      variables: { NODE_ENV: 'production', TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    },
    toolchain: {
      node: '20.11.1',
      npm: '10.2.4',
      git: '2.43.6',
      python: '3.11.10',
      openjdk: '17.0.12',
      android_gradle_plugin: '8.2.2',
      xcode: '15.4',
    },
    source: { repository: REPOSITORY, commit: facts.commit, tag: facts.tag, clean: true },
    lockfile: 'build/package-lock.json',
    artifacts,
  });
}

/** Returns the provenance as an in-toto statement with a SLSA 1.0 predicate. Its subjects are the artefacts. */
export function provenance(facts: BuiltFacts, artifacts: readonly Artifact[], seed: Seeded): string {
  return json({
    _type: 'https://in-toto.io/Statement/v1',
    subject: artifacts.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://git.vesalto.example/build-types/release/v1',
        externalParameters: { ref: `refs/tags/${facts.tag}`, workflow: '.github/workflows/release.yml' },
        internalParameters: { runner: 'vesalto-build-2' },
        resolvedDependencies: [
          { uri: `git+${REPOSITORY}@refs/tags/${facts.tag}`, digest: { gitCommit: facts.commit } },
          {
            uri: `docker://docker.io/library/${NODE_IMAGE}`,
            digest: { sha256: NODE_IMAGE_DIGEST.replace('sha256:', '') },
          },
        ],
      },
      runDetails: {
        builder: {
          id: 'https://ci.vesalto.example/runners/vesalto-build-2',
          version: { runner: '2.319.1', docker: '27.2.0' },
        },
        metadata: {
          invocationId: `https://ci.vesalto.example/runs/${seed.uuid(`run ${facts.build}`)}`,
          startedOn: later(facts.times.built, -212),
          finishedOn: facts.times.built,
        },
      },
    },
  });
}

/** Returns the record of the rebuild two weeks after the release. It comes later than the manifest and is signed by itself. */
export function reproducibility(facts: BuiltFacts, artifacts: readonly Artifact[]): string {
  return yaml({
    release: facts.version,
    date: facts.times.rebuilt,
    builder: PEOPLE.rebuilder.name,
    machine: 'lab-07 (x86_64, Fedora 40, Podman 5.2.3), installed anew for the rebuild',
    procedure: 'BP-003 rev. 4, section 6',
    inputs: [
      `source/triage-${facts.version}.git.bundle`,
      'build/Dockerfile',
      'build/package-lock.json',
      'build/build-manifest.yaml',
    ],
    network: 'off; packages from the archived npm mirror, image from the archived copy',
    identical: true,
    artifacts: artifacts.map(({ path, sha256 }) => ({ path, released_sha256: sha256, rebuilt_sha256: sha256 })),
  });
}
