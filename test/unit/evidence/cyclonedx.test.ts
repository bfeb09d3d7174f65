import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const head = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 };
const bom = (rest: object) => JSON.stringify({ ...head, ...rest }, null, 1);
const component = (rest: object) => ({ type: 'library', name: 'zlib', version: '1.3.1', ...rest });

describe('CycloneDX', () => {
  it('reads root, nested components, scope, supplier and licences, the root not among the components', () => {
    const text = bom({
      metadata: {
        timestamp: '2024-10-16T10:00:00Z',
        component: component({
          type: 'application',
          name: 'Triage',
          version: '2.4.0',
          components: [component({ name: 'core' })],
        }),
      },
      components: [
        component({
          scope: 'optional',
          supplier: { name: 'zlib.org' },
          licenses: [{ license: { id: 'Zlib' } }],
          components: [component({ name: 'inner' })],
        }),
        component({ name: 'runtime', group: '@babel', licenses: [{ expression: 'MIT OR Apache-2.0' }] }),
      ],
    });
    const facts = factsAs(evidenceOf('sbom.json', text), 'sbom');
    expect(facts).toMatchObject({
      format: 'CycloneDX 1.5',
      root: { name: 'Triage', version: { value: '2.4.0' } },
      created: { zoned: true },
    });
    expect(
      facts.components.map(({ name, scope, at }) => [name, scope, at.kind === 'pointer' ? at.pointer : '']),
    ).toEqual([
      ['core', 'required', '/metadata/component/components/0'],
      ['zlib', 'optional', '/components/0'],
      ['inner', 'required', '/components/0/components/0'],
      ['@babel/runtime', 'required', '/components/1'],
    ]);
    expect(facts.components[1]).toMatchObject({ supplier: 'zlib.org', licences: ['Zlib'] });
    expect(facts.components[3]?.licences).toEqual(['MIT OR Apache-2.0']);
  });

  it.each([
    ['a wrong version', { version: 0 }, '/version'],
    ['a serial number that is no UUID', { serialNumber: 'urn:uuid:1' }, '/serialNumber'],
    ['a component type', { components: [component({ type: 'thing' })] }, '/components/0/type'],
    ['a component without a name', { components: [{ type: 'library' }] }, '/components/0/name'],
    ['a scope', { components: [component({ scope: 'dev' })] }, '/components/0/scope'],
    [
      'a hash of another length',
      { components: [component({ hashes: [{ alg: 'SHA-256', content: 'ab' }] })] },
      '/components/0/hashes/0/content',
    ],
    [
      'an unknown hash',
      { components: [component({ hashes: [{ alg: 'CRC32', content: 'ab' }] })] },
      '/components/0/hashes/0/alg',
    ],
    ['a day as timestamp', { metadata: { timestamp: '2024-10-16' } }, '/metadata/timestamp'],
    ['a dependency without ref', { dependencies: [{ dependsOn: [] }] }, '/dependencies/0/ref'],
    [
      'a broken nested component',
      { components: [component({ components: [{ name: 'x' }] })] },
      '/components/0/components/0/type',
    ],
  ])('refuses %s and points at it', (_, rest, pointer) => {
    const file = evidenceOf('sbom.json', bom(rest), 'sbom');
    expect(file.reading.state).toBe('not-understood');
    expect(file.reading.notes[0]).toMatchObject({ key: 'evidence.cyclonedx.broken', values: { pointer } });
    expect(file.reading.notes[0]?.values['line']).toBeGreaterThan(1);
  });

  it('reads an SBOM with an unknown licence or a repeated reference in part, and says why', () => {
    const licence = evidenceOf(
      'sbom.json',
      bom({ components: [component({ licenses: [{ license: { id: 'Apache-2' } }] })] }),
    );
    expect(licence.reading.state).toBe('partly-read');
    expect(factsAs(licence, 'sbom').components).toHaveLength(1);
    expect(noteKeys(licence)).toEqual(['evidence.cyclonedx.licence']);
    const repeated = evidenceOf(
      'sbom.json',
      bom({ components: [component({ 'bom-ref': 'a' }), component({ 'bom-ref': 'a' })] }),
    );
    expect(noteKeys(repeated)).toEqual(['evidence.cyclonedx.repeated']);
  });

  it('names other formats and versions instead of guessing', () => {
    expect(noteKeys(evidenceOf('sbom.json', bom({ specVersion: '1.9' })))).toEqual(['evidence.cyclonedx.version']);
    expect(noteKeys(evidenceOf('sbom.json', '{"version": "SPDX-2.3"}', 'sbom'))).toEqual(['evidence.cyclonedx.format']);
    expect(noteKeys(evidenceOf('sbom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.9"/>'))).toEqual([
      'evidence.cyclonedx.version',
    ]);
  });

  it('stays with its own keys when the BOM carries __proto__', () => {
    const text = `{"__proto__": {"bomFormat": "CycloneDX"}, "bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}`;
    expect(evidenceOf('sbom.json', text).reading.state).toBe('read');
    expect(evidenceOf('sbom.json', '{"__proto__": {"bomFormat": "CycloneDX"}}').facts.kind).toBe('tree');
  });
});
