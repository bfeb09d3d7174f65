import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  completeRelease,
  makeChecksums,
  packRelease,
  selfSigned,
  sha256Hex,
  writeApproval,
  type PackFile,
} from '../../../src/packer/index.ts';
import { openBytes } from '../../support/archives.ts';
import { sharedKeys } from '../../support/keys.ts';

const file = (path: string, value: string): PackFile => ({ path, bytes: new TextEncoder().encode(value) });
const signer = selfSigned({
  name: { commonName: 'Release manager' },
  keys: sharedKeys('ec-p256'),
  serial: Uint8Array.of(1),
  notBefore: '2024-01-01T00:00:00Z',
  notAfter: '2034-01-01T00:00:00Z',
});
const AT = '2024-10-17T14:10:00+02:00';

const MANIFEST = `# kept
version: 1.0.0
artifacts: [app.bin]
checksums: { app.bin: "sha256:..." }
tests: [{ path: unit.xml, level: unit }]
evidence: { documents: [manual.md] }
approvals:
  qa_lead: { name: Somebody, statement: approvals/qa_lead.yaml }
`;

function folder(manifest = MANIFEST): PackFile[] {
  return [
    file('release.yaml', manifest),
    file('app.bin', 'app'),
    file('unit.xml', '<testsuite/>'),
    file('manual.md', '# Manual\n'),
    file('approvals/qa_lead.yaml', 'role: qa_lead\n'),
    file('approvals/qa_lead.yaml.p7s', 'signature'),
  ];
}

function manifestOf(files: readonly PackFile[]): { readonly text: string; readonly checksums: Record<string, string> } {
  const text = new TextDecoder().decode(files.find(({ path }) => path === 'release.yaml')?.bytes);
  return { text, checksums: (parse(text) as { readonly checksums: Record<string, string> }).checksums };
}

describe('completeRelease', () => {
  it('fills in a checksum for every member that a checksum can cover', () => {
    const { checksums, text } = manifestOf(completeRelease(folder()));
    expect(Object.keys(checksums)).toEqual(['app.bin', 'manual.md', 'unit.xml']);
    expect(checksums['app.bin']).toBe(`sha256:${createHash('sha256').update('app').digest('hex')}`);
    expect(text).toContain('# kept');
  });

  it('signs the manifest as it was filled in, and drops the signature over the old one', () => {
    const files = completeRelease([...folder(), file('release.yaml.p7s', 'old')], { signer, at: AT });
    const signatures = files.filter(({ path }) => path === 'release.yaml.p7s');
    expect(signatures).toHaveLength(1);
    expect(signatures[0]?.bytes[0]).toBe(0x30);
  });

  it('asks for the time when there is a signer', () => {
    expect(() => completeRelease(folder(), { signer })).toThrow(TypeError);
  });

  it('names files that the manifest lists and the folder lacks', () => {
    const files = folder().filter(({ path }) => path !== 'unit.xml');
    expect(() => completeRelease(files)).toThrow(
      expect.objectContaining({ code: 'LISTED_FILE_MISSING', paths: ['unit.xml'] }) as Error,
    );
    expect(() => completeRelease(files, { signedApart: ['unit.xml'] })).not.toThrow();
  });

  it.each([
    [[], 'MANIFEST_MISSING'],
    [[file('release.yaml', 'a: 1'), file('manifest.yaml', 'a: 1')], 'MANIFEST_SEVERAL'],
    [[file('release.yaml', '- a\n- b\n')], 'MANIFEST_NOT_A_MAP'],
    [[file('release.yaml', 'a: 1\na: 2\n')], 'MANIFEST_NOT_A_MAP'],
  ])('refuses a folder without one manifest that is a map (%#)', (files, code) => {
    expect(() => completeRelease(files)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('fills in a JSON manifest as JSON', () => {
    const files = completeRelease([file('release.json', '{"version":"1.0.0","artifacts":["a"]}'), file('a', 'x')]);
    const manifest = files.find(({ path }) => path === 'release.json');
    expect(JSON.parse(new TextDecoder().decode(manifest?.bytes))).toMatchObject({
      version: '1.0.0',
      checksums: { a: `sha256:${sha256Hex(new TextEncoder().encode('x'))}` },
    });
  });
});

describe('packRelease', () => {
  it('gives an archive that opens', async () => {
    const archive = await openBytes(packRelease(folder(), { signer, at: AT }));
    expect(archive.members.map(({ path }) => path)).toContain('release.yaml.p7s');
  });
});

describe('makeChecksums', () => {
  it('leaves out manifest, detached signatures and what is signed apart', () => {
    const files = [file('m', ''), file('a', ''), file('a.p7s', ''), file('b', '')];
    expect(Object.keys(makeChecksums(files, 'm', new Set(['b'])))).toEqual(['a']);
  });
});

describe('writeApproval', () => {
  it('writes a statement that reads back as it was meant, and its signature beside it', () => {
    const statement = {
      role: 'prrc',
      name: 'Ö. "Quote": d’Exemple',
      date: AT,
      meaning: 'yes: really # no comment',
      anomaly: 'A-1',
      subject: { path: 'known.json', sha256: 'ab'.repeat(32) },
    };
    const [text, signature] = writeApproval('approvals/A-1.yaml', statement, signer);
    expect(parse(new TextDecoder().decode(text.bytes))).toEqual(statement);
    expect(signature.path).toBe('approvals/A-1.yaml.p7s');
  });
});
