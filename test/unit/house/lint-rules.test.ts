import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import * as house from '../../lint-rules.mjs';
import { KEPT, SEEDS } from './lint-seeds.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: ROOT });
const OURS = ['no-restricted-syntax', 'no-restricted-imports', 'no-restricted-globals', 'no-eval'];

/** One thing that a rule forbids, as the configuration writes it. */
interface Ban {
  readonly selector?: string;
  readonly name?: string;
  readonly importNames?: readonly string[];
  readonly allowImportNames?: readonly string[];
  readonly message: string;
}

type Rules = Record<string, Linter.RuleEntry>;

const configured = new Map<string, Promise<Rules>>();

/** Returns the rules of ours that hold in `file`. */
function rulesIn(file: string): Promise<Rules> {
  const known = configured.get(file) ?? readRules(file);
  configured.set(file, known);
  return known;
}

async function readRules(file: string): Promise<Rules> {
  const config = (await eslint.calculateConfigForFile(path.join(ROOT, file))) as { rules: Rules };
  return Object.fromEntries(Object.entries(config.rules).filter(([name]) => OURS.includes(name)));
}

function found(file: string, code: string, rules: Rules): readonly string[] {
  const linter = new Linter({ cwd: ROOT });
  const languageOptions = {
    parser: parser as Linter.Parser,
    parserOptions: { ecmaFeatures: { jsx: file.endsWith('x') } },
  };
  return linter
    .verify(code, { files: ['**/*.ts', '**/*.tsx', '**/*.mjs'], languageOptions, rules }, { filename: file })
    .map(({ ruleId, message }) => `${ruleId ?? 'not read'}: ${message}`);
}

/** Returns the bans that `entry` of the configuration applies, in whichever of the three forms the rule takes them. */
function bansOf(entry: Linter.RuleEntry): readonly Ban[] {
  const options = (entry as readonly unknown[]).slice(1) as readonly (Ban | { readonly paths: readonly Ban[] })[];
  return options.flatMap((option) => ('paths' in option ? option.paths : [option]));
}

const LIST = /=\/\^\(([^()]*)\)\$\//gu;

/** Returns `ban` as bans of one name each, so that each can be seen to bite by itself. */
function apart(ban: Ban): readonly Ban[] {
  if (ban.importNames !== undefined) return ban.importNames.map((name) => ({ ...ban, importNames: [name] }));
  let selectors = ban.selector === undefined ? [] : [ban.selector];
  for (const [list, names = ''] of ban.selector?.matchAll(LIST) ?? []) {
    selectors = selectors.flatMap((text) => names.split('|').map((name) => text.replace(list, `=/^(${name})$/`)));
  }
  return ban.selector === undefined ? [ban] : selectors.map((selector) => ({ ...ban, selector }));
}

const nameOf = (ban: Ban): string => JSON.stringify({ ...ban, message: undefined });

/** Returns the names of the bans in `file`, each of one name, that `code` breaks: each is asked for with its own name as message. */
async function bittenBy(file: string, code: string): Promise<readonly string[]> {
  const rules = await rulesIn(file);
  const asked: Rules = {};
  for (const [rule, entry] of Object.entries(rules)) {
    if (rule === 'no-eval') continue;
    const bans = bansOf(entry)
      .flatMap(apart)
      .map((ban) => ({ ...ban, message: `[${nameOf(ban)}]` }));
    asked[rule] = ['error', ...(rule === 'no-restricted-imports' ? [{ paths: bans }] : bans)];
  }
  // A whole module breaks the ban of each name in it, so it is no proof for one of them.
  const texts = found(file, code, asked).filter((text) => !text.includes(': * import is invalid'));
  return texts.map((text) => text.slice(text.indexOf('[') + 1, -1));
}

const BANS = (Object.values(house) as readonly (readonly Ban[])[]).flat();

describe('lint rules', () => {
  it.each(SEEDS)('%s: %s', async (file, code, told) => {
    const texts = found(file, code, await rulesIn(file));
    expect(texts.filter((text) => OURS.some((rule) => text.startsWith(rule)) && told.test(text))).not.toEqual([]);
  });

  it.each(KEPT)('%s may say: %s', async (file, code) => {
    expect(found(file, code, await rulesIn(file))).toEqual([]);
  });

  it('bite each by itself, one name at a time', async () => {
    const bitten = new Set((await Promise.all(SEEDS.map(([file, code]) => bittenBy(file, code)))).flat());
    const unseeded = BANS.flatMap(apart)
      .map(nameOf)
      .filter((name) => !bitten.has(name));
    expect(unseeded).toEqual([]);
  });

  it('write alternatives only as lists that can be taken apart', () => {
    const selectors = BANS.flatMap(({ selector }) => selector ?? []).map((selector) => selector.replaceAll(LIST, ''));
    expect(selectors.filter((selector) => /=\s*\/|,|:matches|:is|\|/u.test(selector))).toEqual([]);
  });

  it('are all written in test/lint-rules.mjs', async () => {
    const written = new Set(BANS.map(nameOf));
    const files = [...new Set(SEEDS.map(([file]) => file))];
    const rules = (await Promise.all(files.map(rulesIn))).flatMap((one) => Object.entries(one));
    const used = rules.filter(([rule]) => rule !== 'no-eval').flatMap(([, entry]) => bansOf(entry).map(nameOf));
    expect(used.filter((name) => !written.has(name))).toEqual([]);
    expect([...written].filter((name) => !used.includes(name))).toEqual([]);
  });

  it('tell what to do instead', () => {
    for (const { message } of BANS) expect(message).toMatch(/[.:;] \S.*\S[.']$/u);
  });

  it.each([
    'src/domain/seed.ts',
    'assets/sample/seed.ts',
    'main/index.ts',
    'main/launch/seed.mjs',
    'main/ipc/bind.ts',
    'main/preload/index.ts',
    'main/inspector/seed.ts',
    'main/files/hash-thread.ts',
    'renderer/ui/seed.tsx',
  ])('hold in %s, whatever other rules hold there', async (file) => {
    const here = new Set(Object.values(await rulesIn(file)).flatMap((entry) => bansOf(entry).map(nameOf)));
    const everywhere = [
      house.NO_DEFAULT_EXPORT,
      house.NO_ENUM,
      house.NO_OPEN_EXTERNAL,
      house.NO_HTML,
      house.NO_LATE_IMPORT,
      house.NETWORK_MODULES,
      house.NO_NETWORK_GLOBALS,
      house.WHOLE_ELECTRON,
    ];
    const missing = (everywhere.flat() as readonly Ban[]).map(nameOf).filter((name) => !here.has(name));
    expect(missing).toEqual([]);
  });
});
