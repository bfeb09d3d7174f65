import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const read = (path: string, text: string) => evidenceOf(path, text, 'sbom');
const PACKAGE = {
  SPDXID: 'SPDXRef-zlib',
  name: 'zlib',
  versionInfo: '1.3.1',
  supplier: 'Organization: The zlib project (zlib@example.org)',
  licenseConcluded: 'NOASSERTION',
  licenseDeclared: 'Zlib',
  externalRefs: [
    { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:zlib' },
    { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:generic/zlib@1.3.1' },
  ],
};
const ROOT = { SPDXID: 'SPDXRef-app', name: 'Triage', versionInfo: '2.4.0', supplier: 'NOASSERTION' };
const document = (changes: object = {}): string =>
  JSON.stringify(
    {
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      documentNamespace: 'https://example.org/sbom/1',
      creationInfo: { created: '2024-10-16T10:00:00Z', creators: ['Tool: x'] },
      packages: [
        ROOT,
        PACKAGE,
        { SPDXID: 'SPDXRef-jest', name: 'jest', versionInfo: '29.0.0', originator: 'Person: Jo' },
      ],
      relationships: [
        { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-app' },
        { spdxElementId: 'SPDXRef-jest', relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-app' },
      ],
      ...changes,
    },
    null,
    1,
  );

describe('SPDX in JSON', () => {
  it('gives the described package as root, and the others with supplier, licence, purl and scope', () => {
    const file = read('sbom.spdx.json', document());
    const facts = factsAs(file, 'sbom');
    expect(file.reading.state).toBe('read');
    expect(facts).toMatchObject({
      format: 'SPDX 2.3',
      serial: 'https://example.org/sbom/1',
      root: { name: 'Triage', version: { value: '2.4.0' } },
    });
    expect(facts.created?.instant).toBe(Date.parse('2024-10-16T10:00:00Z'));
    expect(facts.components[0]).toMatchObject({
      name: 'zlib',
      version: '1.3.1',
      purl: 'pkg:generic/zlib@1.3.1',
      supplier: 'The zlib project',
      scope: 'required',
      licences: ['Zlib'],
      at: { kind: 'pointer', pointer: '/packages/1' },
    });
    expect(facts.components[1]).toMatchObject({ name: 'jest', supplier: 'Jo', scope: 'excluded', licences: [] });
    expect(factsAs(evidenceOf('x.json', document()), 'sbom').components).toHaveLength(2);
  });

  it.each([
    ['another version', { spdxVersion: 'SPDX-3.0' }, 'not-understood', 'evidence.spdx.version'],
    ['no version', { spdxVersion: '' }, 'not-understood', 'evidence.spdx.version'],
    ['several roots', { documentDescribes: ['SPDXRef-app', 'SPDXRef-zlib'] }, 'partly-read', 'evidence.spdx.roots'],
    ['a package without name', { packages: [ROOT, { SPDXID: 'SPDXRef-x' }] }, 'partly-read', 'evidence.spdx.nameless'],
    ['an identifier twice', { packages: [ROOT, PACKAGE, PACKAGE] }, 'partly-read', 'evidence.spdx.repeated'],
    ['packages that are no list', { packages: {} }, 'partly-read', 'evidence.wrong-type'],
  ])('with %s is told as such', (_name, changes, state, note) => {
    const file = read('sbom.json', document(changes));
    expect(file.reading.state).toBe(state);
    expect(noteKeys(file)).toContain(note);
  });

  it('without a described package has no root, and every package as a component', () => {
    const facts = factsAs(read('sbom.json', document({ relationships: [] })), 'sbom');
    expect([facts.root, facts.components.length]).toEqual([null, 3]);
  });
});

describe('SPDX as tags and values', () => {
  const TEXT = `# made by hand
SPDXVersion: SPDX-2.2
SPDXID: SPDXRef-DOCUMENT
DocumentNamespace: https://example.org/sbom/2
Created: 2024-10-16T10:00:00Z

PackageName: Triage
SPDXID: SPDXRef-app
PackageVersion: 2.4.0

PackageName: zlib
SPDXID: SPDXRef-zlib
PackageVersion: 1.3.1
PackageSupplier: Organization: The zlib project
PackageLicenseConcluded: Zlib
PackageComment: <text>two
lines: of text</text>
ExternalRef: PACKAGE-MANAGER purl pkg:generic/zlib@1.3.1

FileName: ./zlib.c
SPDXID: SPDXRef-file
LicenseConcluded: Zlib

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
`;

  it('gives the same facts, with the lines that they stand on', () => {
    const file = read('sbom.spdx', TEXT);
    const facts = factsAs(file, 'sbom');
    expect(file.reading.state).toBe('read');
    expect(facts.root).toMatchObject({ name: 'Triage', version: { value: '2.4.0', at: { kind: 'line', line: 9 } } });
    expect(facts.components).toEqual([
      {
        name: 'zlib',
        version: '1.3.1',
        purl: 'pkg:generic/zlib@1.3.1',
        supplier: 'The zlib project',
        scope: 'required',
        licences: ['Zlib'],
        at: { kind: 'line', line: 11 },
      },
    ]);
    expect(evidenceOf('sbom.spdx', TEXT).facts.kind).toBe('sbom');
  });

  it('names lines that are no tags, and a text that does not end', () => {
    expect(noteKeys(read('a.spdx', `${TEXT}hello\n`))).toEqual(['evidence.spdx.line']);
    expect(noteKeys(read('a.spdx', `${TEXT}PackageComment: <text>and on\n`))).toEqual(['evidence.spdx.line']);
    expect(read('a.spdx', TEXT.replace('SPDX-2.2', 'SPDX-1.0')).reading.state).toBe('not-understood');
  });
});
