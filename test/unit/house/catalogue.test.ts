import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/contract/define.ts';
import { REFUSAL_CODES } from '../../../src/domain/errors.ts';
import { REASON_CODES } from '../../../src/domain/reasons.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDER = path.join(ROOT, 'assets', 'messages', 'en');
const TEXTS = readTexts();

/** Functions whose first argument is a key of the catalogue, or a reason's code. */
const SPEAKERS = new Set(['message', 't', 'reason']);

interface Use {
  readonly key: string;
  readonly values: ReadonlySet<string> | null;
  readonly where: string;
}

const USES = ['src', 'main', 'renderer', 'assets/sample'].flatMap((folder) => sourceFiles(folder).flatMap(usesIn));

describe('message catalogue', () => {
  it('holds each key once', () => {
    expect(TEXTS.twice).toEqual([]);
  });

  it('has a sentence and a remedy for every refusal, reason and error code', () => {
    const wanted = [
      ...REFUSAL_CODES.map((code) => `refusal.${code}`),
      ...REASON_CODES.map((code) => `reason.${code}`),
      ...ERROR_CODES.map((code) => `error.${code}`),
    ].flatMap((stem) => [`${stem}.sentence`, `${stem}.remedy`]);
    expect(wanted.filter((key) => !TEXTS.all.has(key))).toEqual([]);
  });

  it('holds every key that the code names', () => {
    expect(USES.filter((use) => !TEXTS.all.has(use.key)).map((use) => `${use.key} (${use.where})`)).toEqual([]);
  });

  it('asks for no value that the code does not give', () => {
    const wrong = USES.flatMap((use) => {
      const text = TEXTS.all.get(use.key);
      if (text === undefined || use.values === null) return [];
      const missing = placeholders(text).filter((name) => !use.values?.has(name));
      return missing.map((name) => `${use.key} needs {${name}} (${use.where})`);
    });
    expect(wrong).toEqual([]);
  });

  it('holds no text that nothing can say', () => {
    const said = new Set(USES.map((use) => use.key));
    const stems = /^(?:refusal|reason|error|launch)\./u;
    const sources = ['src', 'main', 'renderer'].flatMap(sourceFiles).map((file) => readFileSync(file, 'utf8'));
    const unsaid = [...TEXTS.all.keys()].filter(
      (key) => !said.has(key) && !stems.test(key) && !mentioned(key, sources),
    );
    expect(unsaid).toEqual([]);
  });

  it('holds MessageFormat texts only, none of them empty', () => {
    const wrong = [...TEXTS.all].filter(
      ([key, text]) => text.trim() === '' || !(key.startsWith('launch.') || parses(text)),
    );
    expect(wrong).toEqual([]);
  });
});

/** A key is also said when code builds it from its stem: `message(\`verdict.${verdict}\`)`. */
function mentioned(key: string, sources: readonly string[]): boolean {
  const parts = key.split('.');
  const stems = parts.map((_, index) => parts.slice(0, index + 1).join('.')).slice(0, -1);
  return sources.some(
    (source) =>
      source.includes(`'${key}'`) ||
      source.includes(`"${key}"`) ||
      stems.some((stem) => source.includes(`\`${stem}.\${`)),
  );
}

function readTexts(): { readonly all: ReadonlyMap<string, string>; readonly twice: readonly string[] } {
  const all = new Map<string, string>();
  const twice: string[] = [];
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.json'))) {
    const texts = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Record<string, string>;
    for (const [key, text] of Object.entries(texts)) {
      if (all.has(key)) twice.push(`${key} (again in ${name})`);
      all.set(key, text);
    }
  }
  return { all, twice };
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => path.join(ROOT, folder, name));
}

/** Calls `message('key', { … })`, the window's `t('key', { … })` and `reason('CODE', { … })` with a literal first argument. */
function usesIn(file: string): readonly Use[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      uses.push(...useOf(node, node.expression.text, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function useOf(call: ts.CallExpression, name: string, source: ts.SourceFile): readonly Use[] {
  const [first, second] = call.arguments;
  if (first === undefined || !ts.isStringLiteralLike(first) || !SPEAKERS.has(name)) return [];
  const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1;
  const where = `${path.relative(ROOT, source.fileName)}:${line}`;
  const values = valuesOf(second);
  if (name !== 'reason') return [{ key: first.text, values, where }];
  return ['sentence', 'remedy'].map((part) => ({ key: `reason.${first.text}.${part}`, values, where }));
}

function valuesOf(argument: ts.Expression | undefined): ReadonlySet<string> | null {
  if (argument === undefined) return new Set();
  if (!ts.isObjectLiteralExpression(argument)) return null;
  if (argument.properties.some((property) => ts.isSpreadAssignment(property))) return null;
  return new Set(argument.properties.map((property) => property.name?.getText().replace(/^['"]|['"]$/gu, '') ?? ''));
}

function parses(text: string): boolean {
  try {
    return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst().length > 0;
  } catch {
    return false;
  }
}

function placeholders(text: string): readonly string[] {
  const names = new Set<string>();
  const walk = (elements: readonly unknown[]): void => {
    for (const element of elements as readonly {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    }[]) {
      if (element.type >= 1 && element.type <= 6) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names];
}
