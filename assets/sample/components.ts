import { MAVEN, NPM, PYPI } from './component-data.ts';
import type { BuiltFacts, ReleaseFacts } from './facts.ts';
import { PRODUCT } from './facts.ts';
import { MANUFACTURER } from './people.ts';
import type { Seeded } from './random.ts';
import { csv, json } from './text.ts';

type Ecosystem = 'npm' | 'maven' | 'pypi';

/** One third-party component (SOUP) of a release. */
export interface SampleComponent {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly supplier: string;
  readonly purl: string;
}

/** Returns the third-party components of a release, by ecosystem and name. */
export function componentsOf(version: string): readonly SampleComponent[] {
  const before = version < '2.4.0';
  return [...parsed('npm', NPM, before), ...parsed('maven', MAVEN, before), ...parsed('pypi', PYPI, before)];
}

/** Returns the SBOM as CycloneDX 1.5 JSON. */
export function sbom(facts: BuiltFacts, artifacts: readonly { path: string; sha256: string }[], seed: Seeded): string {
  const components = componentsOf(facts.version);
  const rootRef = `pkg:generic/vesalto-triage@${facts.version}`;
  return json({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${seed.uuid(`sbom ${facts.version}`)}`,
    version: 1,
    metadata: {
      timestamp: new Date(Date.parse(facts.times.built)).toISOString().replace('.000Z', 'Z'),
      tools: { components: [{ type: 'application', group: '@cyclonedx', name: 'cdxgen', version: '10.2.4' }] },
      component: {
        type: 'application',
        'bom-ref': rootRef,
        supplier: { name: MANUFACTURER },
        name: PRODUCT.name,
        version: facts.version,
        purl: rootRef,
        properties: [
          { name: 'vesalto:build', value: facts.build },
          { name: 'vesalto:commit', value: facts.commit },
          ...artifacts.map(({ path, sha256 }) => ({ name: `vesalto:artifact:${path}`, value: `sha256:${sha256}` })),
        ],
      },
    },
    components: components.map((component) => componentEntry(component, seed)),
    dependencies: [{ ref: rootRef, dependsOn: components.map(({ purl }) => purl) }],
  });
}

/** Returns the SOUP list as CSV: one row for each component of the SBOM. */
export function soupList(facts: ReleaseFacts): string {
  const rows = componentsOf(facts.version).map((component) => [
    component.name,
    component.version,
    component.supplier,
    component.purl,
    component.licence,
    purposeOf(component),
    facts.times.documents,
  ]);
  return csv([
    ['title', 'version', 'manufacturer', 'purl', 'licence', 'used_for', 'known_anomalies_reviewed_on'],
    ...rows,
  ]);
}

/** Returns the npm lock file (version 3) of `version` with the components that `release` has, each with its integrity. */
export function packageLock(release: string, version: string, seed: Seeded): string {
  const npm = componentsOf(release).filter(({ ecosystem }) => ecosystem === 'npm');
  const packages = npm.map(({ name, version: own, licence }): [string, object] => [
    `node_modules/${name}`,
    {
      version: own,
      resolved: `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1) ?? name}-${own}.tgz`,
      integrity: `sha512-${Buffer.from(seed.hex(`sha512 ${name}@${own}`, 128), 'hex').toString('base64')}`,
      license: licence,
    },
  ]);
  return json({
    name: 'vesalto-triage',
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'vesalto-triage', version, license: 'UNLICENSED', dependencies: dependenciesOf(release) },
      ...Object.fromEntries(packages),
    },
  });
}

/** Returns the exact versions of the direct npm dependencies, as package.json names them. */
export function dependenciesOf(version: string): Readonly<Record<string, string>> {
  const direct =
    /^(?:@capacitor\/.*|@mui\/material|@reduxjs\/toolkit|@xstate\/react|ajv|axios|date-fns|idb|jose|pako|react|react-dom|react-intl|semver|uuid|xstate|zod)$/u;
  return Object.fromEntries(
    componentsOf(version)
      .filter(({ ecosystem, name }) => ecosystem === 'npm' && direct.test(name))
      .map(({ name, version: own }) => [name, own]),
  );
}

function parsed(ecosystem: Ecosystem, lines: string, before: boolean): readonly SampleComponent[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', now = '', licence = '', supplier = '', earlier = now] = line.split(' ');
      const version = before ? earlier : now;
      if (version === '-') return [];
      return [
        {
          ecosystem,
          name,
          version,
          licence,
          supplier: supplier.replaceAll('_', ' '),
          purl: purlOf(ecosystem, name, version),
        },
      ];
    });
}

function purlOf(ecosystem: Ecosystem, name: string, version: string): string {
  if (ecosystem === 'npm') return `pkg:npm/${name.replace('@', '%40')}@${version}`;
  if (ecosystem === 'maven') return `pkg:maven/${name.replace(':', '/')}@${version}`;
  return `pkg:pypi/${name}@${version}`;
}

function componentEntry(component: SampleComponent, seed: Seeded): object {
  const at = component.name.indexOf(component.ecosystem === 'maven' ? ':' : '/');
  return {
    type: 'library',
    'bom-ref': component.purl,
    supplier: { name: component.supplier },
    ...(at < 0 ? {} : { group: component.name.slice(0, at) }),
    name: component.name.slice(at + 1),
    version: component.version,
    scope: 'required',
    hashes: [{ alg: 'SHA-256', content: seed.hex(`sha256 ${component.purl}`, 64) }],
    licenses: [{ license: { id: component.licence } }],
    purl: component.purl,
  };
}

function purposeOf({ ecosystem, name }: SampleComponent): string {
  if (ecosystem === 'maven') return 'Android shell of the app';
  if (ecosystem === 'pypi') return 'Knowledge base compiler';
  if (name.startsWith('@capacitor/')) return 'Access to functions of the device';
  if (/^(?:@emotion|@mui|@floating-ui|@popperjs|react|scheduler|stylis|csstype|dom-helpers)/u.test(name))
    return 'User interface';
  if (/^(?:@formatjs|intl-|date-fns)/u.test(name)) return 'Languages and dates';
  if (/^(?:@reduxjs|redux|reselect|immer|xstate|@xstate|idb|localforage)/u.test(name)) return 'State and storage';
  if (/^(?:axios|follow-redirects|form-data|jose|mime|proxy|asynckit|combined|delayed)/u.test(name))
    return 'Knowledge base update';
  return 'General library';
}
