import { componentsOf } from './components.ts';
import type { BuiltFacts } from './facts.ts';
import { fileAtRelease, type History } from './history.ts';
import { PEOPLE } from './people.ts';
import type { Seeded } from './random.ts';
import { json, xml } from './text.ts';

/** Returns the result of static analysis as SARIF 2.1.0, one warning suppressed with its justification. */
export function sarif(facts: BuiltFacts): string {
  return json({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Semgrep OSS',
            semanticVersion: '1.84.1',
            rules: [
              {
                id: 'javascript.lang.security.detect-insecure-websocket',
                defaultConfiguration: { level: 'error' },
                shortDescription: { text: 'Insecure WebSocket' },
              },
              {
                id: 'typescript.lang.best-practice.unbounded-recursion',
                defaultConfiguration: { level: 'warning' },
                shortDescription: { text: 'Recursion without a visible bound' },
              },
            ],
          },
        },
        invocations: [{ executionSuccessful: true, endTimeUtc: new Date(Date.parse(facts.times.sast)).toISOString() }],
        versionControlProvenance: [
          { repositoryUri: 'https://git.vesalto.example/triage.git', revisionId: facts.commit, branch: facts.branch },
        ],
        results: [
          {
            ruleId: 'typescript.lang.best-practice.unbounded-recursion',
            level: 'warning',
            message: { text: 'walk() calls itself for unknown answers' },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'src/engine/pathway.ts' }, region: { startLine: 16 } } },
            ],
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: `The inner walks answer every question, so that they do not branch again. Reviewed by ${PEOPLE.softwareLead.name}.`,
              },
            ],
          },
        ],
      },
    ],
  });
}

/** Returns the report of the dynamic test in the form of ZAP's JSON export. */
export function zap(facts: BuiltFacts): string {
  return json({
    '@programName': 'ZAP',
    '@version': '2.15.0',
    '@generated': facts.times.dast,
    target: { version: facts.version, build: facts.build, environment: 'staging' },
    site: [
      {
        '@name': 'https://update.staging.vesalto.example',
        '@host': 'update.staging.vesalto.example',
        '@port': '443',
        '@ssl': 'true',
        alerts: [
          {
            pluginid: '10063',
            alert: 'Permissions Policy Header Not Set',
            riskcode: '1',
            confidence: '2',
            riskdesc: 'Low (Medium)',
            count: '2',
            otherinfo: 'Accepted: the service answers an app, not a browser.',
            instances: [{ uri: 'https://update.staging.vesalto.example/v1/knowledge', method: 'GET' }],
          },
        ],
      },
    ],
  });
}

/** Returns line coverage of the unit tests in Cobertura's form, counted from the lines of the sources. */
export function coverage(facts: BuiltFacts, of: History, seed: Seeded): string {
  const files = [...new Set(of.commits.flatMap(({ files: all }) => all.map(({ path }) => path)))]
    .filter((path) => path.startsWith('src/') && existsIn(of, facts.version, path))
    .sort();
  const looked = files.map((path) => {
    const lines = fileAtRelease(of, facts.version, path)
      .split('\n')
      .flatMap((line, index) => (/^\s*(?:return|const|let|for|if|throw|at =)/u.test(line) ? [index + 1] : []));
    const missed = seed.number(`coverage ${path}`, 0, 9) === 0 ? lines.slice(-1) : [];
    return { path, lines, missed };
  });
  const valid = looked.reduce((sum, { lines }) => sum + lines.length, 0);
  const covered = valid - looked.reduce((sum, { missed }) => sum + missed.length, 0);
  const classes = looked.map(({ path, lines, missed }) =>
    [
      `        <class name="${xml(path.split('/').at(-1) ?? path)}" filename="${xml(path)}" line-rate="${rate(lines.length - missed.length, lines.length)}" branch-rate="1" complexity="0">`,
      '          <methods/>',
      '          <lines>',
      ...lines.map(
        (line) =>
          `            <line number="${line}" hits="${missed.includes(line) ? 0 : seed.number(`${path} ${line}`, 3, 412)}"/>`,
      ),
      '          </lines>',
      '        </class>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<coverage line-rate="${rate(covered, valid)}" branch-rate="1" lines-covered="${covered}" lines-valid="${valid}" branches-covered="0" branches-valid="0" complexity="0" version="c8 9.1.0" timestamp="${Date.parse(facts.times.unit)}">`,
    '  <sources><source>.</source></sources>',
    '  <packages>',
    '    <package name="src" line-rate="1" branch-rate="1" complexity="0">',
    '      <classes>',
    ...classes,
    '      </classes>',
    '    </package>',
    '  </packages>',
    '</coverage>',
    '',
  ].join('\n');
}

/** Returns the vulnerability scan of the SBOM in the form of Grype's JSON output. */
export function vulnerabilityScan(facts: BuiltFacts): string {
  const axios = componentsOf(facts.version).find(({ name }) => name === 'axios');
  return json({
    matches: [
      {
        vulnerability: { id: 'CVE-2024-39338', severity: 'High', fix: { versions: ['1.7.4'], state: 'fixed' } },
        artifact: { name: axios?.name, version: axios?.version, purl: axios?.purl, type: 'npm' },
      },
    ],
    source: { type: 'sbom-file', target: 'sbom/sbom.cdx.json', components: componentsOf(facts.version).length },
    descriptor: {
      name: 'grype',
      version: '0.82.0',
      timestamp: facts.times.scan,
      db: { schemaVersion: 5, built: facts.times.scanDatabase },
    },
  });
}

/** Returns the statement on that vulnerability as OpenVEX. */
export function vex(facts: BuiltFacts): string {
  const axios = componentsOf(facts.version).find(({ name }) => name === 'axios');
  return json({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://vesalto.example/vex/triage-${facts.version}`,
    author: PEOPLE.softwareLead.name,
    timestamp: `${facts.times.evaluated}T10:00:00+02:00`,
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2024-39338' },
        products: [{ '@id': `pkg:generic/vesalto-triage@${facts.version}`, subcomponents: [{ '@id': axios?.purl }] }],
        status: 'not_affected',
        justification: 'vulnerable_code_cannot_be_controlled_by_adversary',
        impact_statement:
          'The only request goes to one absolute address that is compiled into the app. No part of it comes from user input or from the network.',
      },
    ],
  });
}

function existsIn(of: History, version: string, path: string): boolean {
  return of.commits.find(({ key }) => key === version)?.files.some((file) => file.path === path) === true;
}

function rate(part: number, whole: number): string {
  return whole === 0 ? '1' : (part / whole).toFixed(4);
}
