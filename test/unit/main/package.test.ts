import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../../..');
// Not named `require`: the packager's insides are looked at, not built upon, and no rule should follow them.
const load = createRequire(import.meta.url);

interface Configuration {
  readonly files: readonly string[];
  readonly publish: unknown;
  readonly electronFuses: Readonly<Record<string, boolean>>;
}

const { validateConfiguration } = load('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (configuration: object, log: object) => Promise<void>;
};
const { DebugLogger } = load('builder-util') as { DebugLogger: new (enabled: boolean) => object };
const read = (): Configuration => parse(readFileSync(resolve(ROOT, 'electron-builder.yml'), 'utf8')) as Configuration;

describe('the package configuration', () => {
  test('is one that the packager understands', async () => {
    await validateConfiguration(read(), new DebugLogger(false));
  });

  test('is really judged: an unknown key is found', async () => {
    const wrong = { ...read(), electronFuses: { ...read().electronFuses, runAsNod: false } };
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('electronFuses should be');
  });

  test('states every fuse, and none opens a door', () => {
    const scheme = JSON.parse(readFileSync(load.resolve('app-builder-lib/scheme.json'), 'utf8')) as {
      definitions: { FuseOptionsV1: { properties: Record<string, unknown> } };
    };
    const known = Object.keys(scheme.definitions.FuseOptionsV1.properties);
    const { electronFuses } = read();
    expect(Object.keys(electronFuses).sort()).toEqual(known.sort());
    const on = known.filter((fuse) => electronFuses[fuse]).sort();
    expect(on).toEqual(['enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar']);
  });

  test('publishes nowhere and packs only what was built', () => {
    const { files, publish } = read();
    expect(publish).toBeNull();
    expect(files[0]).toBe('!**/*');
    expect(files).toContain('!node_modules/**');
  });
});
