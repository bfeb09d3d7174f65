import { parse, TomlError } from 'smol-toml';
import type { LockedPackage } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { ParseError } from '../../parse/index.ts';
import { readDropping, type Outcome } from '../reading.ts';

type TextLock = 'cargo' | 'gradle' | 'pip' | 'poetry' | 'yarn-1';

/** Returns which package manager wrote a lock file in a form of its own, `null` where it is none that is known. */
export function textLockOf(text: string, path: string): TextLock | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const head = text.slice(0, 4_000);
  if (/^# yarn lockfile v1\s*$/mu.test(head)) return 'yarn-1';
  if (/^\[\[package\]\]\s*$/mu.test(head)) {
    if (/poetry/iu.test(head.slice(0, 300)) || /^\[metadata\]/mu.test(text.slice(-20_000))) return 'poetry';
    return 'cargo';
  }
  if (/^# This is a Gradle generated file/mu.test(head) || name === 'gradle.lockfile') return 'gradle';
  if (
    /requirements[\w.-]*\.(?:txt|lock)$/iu.test(name) ||
    /^[A-Za-z0-9][\w.-]*==[^\s;]+.*\\\s*\n\s+--hash=/mu.test(head)
  )
    return 'pip';
  return null;
}

/** Returns the packages of a lock file of Yarn 1, pip (requirements), Poetry, Cargo or Gradle. Throws `ParseError` of broken TOML. */
export function readTextLock(text: string, format: TextLock): Outcome {
  switch (format) {
    case 'yarn-1':
      return ofYarn(text);
    case 'pip':
      return ofPip(text);
    case 'gradle':
      return ofGradle(text);
    case 'cargo':
    case 'poetry':
      return ofToml(text, format);
  }
}

function outcome(format: string, packages: readonly LockedPackage[], dropped: readonly Message[]): Outcome {
  return readDropping({ kind: 'lockfile', format, packages }, dropped);
}

function lineDropped(line: number): Message {
  return message('evidence.lock.line', { line });
}

function ofYarn(text: string): Outcome {
  const packages: LockedPackage[] = [];
  const dropped: Message[] = [];
  let block: { name: string; line: number; values: Map<string, string> } | null = null;
  const finish = (): void => {
    if (block === null) return;
    const { name, line, values } = block;
    packages.push({
      name,
      version: values.get('version') ?? null,
      hashed: values.has('integrity') || /#[0-9a-f]{40}$/u.test(values.get('resolved') ?? ''),
      source: values.get('resolved') ?? null,
      at: { kind: 'line', line },
    });
    block = null;
  };
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (/^\S/u.test(line)) {
      finish();
      const name = /^"?(@?[^@",\s]+)@/u.exec(line)?.[1];
      if (name === undefined || !line.endsWith(':')) dropped.push(lineDropped(index + 1));
      else block = { name, line: index + 1, values: new Map() };
      continue;
    }
    const field = /^ {2}(version|resolved|integrity) "?([^"]+)"?$/u.exec(line);
    if (field !== null && block !== null) block.values.set(field[1] ?? '', field[2] ?? '');
  }
  finish();
  return outcome('yarn', packages, dropped);
}

function ofPip(text: string): Outcome {
  const packages: LockedPackage[] = [];
  const dropped: Message[] = [];
  const lines = text.split(/\r?\n/u);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let whole = lines[index] ?? '';
    while (whole.endsWith('\\') && index + 1 < lines.length) {
      index += 1;
      whole = `${whole.slice(0, -1)} ${lines[index] ?? ''}`;
    }
    const said = whole.replace(/(?:^|\s)#.*$/u, '').trim();
    if (said === '' || /^-(?:-\S|[iefcr]\b)/u.test(said)) {
      if (/^-(?:e|r|c)\b|^--(?:editable|requirement|constraint)\b/u.test(said)) dropped.push(lineDropped(line));
      continue;
    }
    const found = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:(===?)\s*([^\s;,]+))?(.*)$/u.exec(said);
    if (found === null) {
      dropped.push(lineDropped(line));
      continue;
    }
    const version = found[2] === undefined || found[3]?.includes('*') === true ? null : (found[3] ?? null);
    packages.push({
      name: found[1] ?? '',
      version,
      hashed: /--hash=sha(?:256|384|512):[0-9a-f]{64,128}/u.test(found[4] ?? ''),
      source: null,
      at: { kind: 'line', line },
    });
  }
  return outcome('pip', packages, dropped);
}

function ofGradle(text: string): Outcome {
  const packages: LockedPackage[] = [];
  const dropped: Message[] = [];
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#') || line.startsWith('empty=')) continue;
    const found = /^([^:=\s]+:[^:=\s]+):([^=\s]+)=/u.exec(line);
    if (found === null) dropped.push(lineDropped(index + 1));
    // Gradle keeps digests in a file of their own (verification-metadata.xml), which is not this one.
    else
      packages.push({
        name: found[1] ?? '',
        version: found[2] ?? null,
        hashed: false,
        source: null,
        at: { kind: 'line', line: index + 1 },
      });
  }
  return outcome('gradle', packages, dropped);
}

function ofToml(text: string, format: 'cargo' | 'poetry'): Outcome {
  const list = tomlOf(text).package;
  // The library gives no places; each package stands under a header of its own, in the same order.
  const headers = text
    .split(/\r?\n/u)
    .flatMap((line, index) => (/^\[\[package\]\]\s*(?:#.*)?$/u.test(line) ? [index + 1] : []));
  const packages = (Array.isArray(list) ? list : []).flatMap((one: unknown, index): readonly LockedPackage[] => {
    if (!isTable(one) || typeof one.name !== 'string') return [];
    const version = typeof one.version === 'string' ? one.version : null;
    const source = typeof one.source === 'string' ? one.source : null;
    if (format === 'cargo' && source === null) return [];
    const files = Array.isArray(one.files) ? one.files : [];
    const hashed =
      format === 'cargo'
        ? typeof one.checksum === 'string' || /^git\+.*#[0-9a-f]{40}$/u.test(source ?? '')
        : files.length > 0 && files.every((file: unknown) => isTable(file) && typeof file.hash === 'string');
    return [{ name: one.name, version, hashed, source, at: { kind: 'line', line: headers[index] ?? 1 } }];
  });
  return outcome(format, packages, []);
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tomlOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text, { maxDepth: MOST_DEPTH });
  } catch (thrown) {
    if (thrown instanceof TomlError)
      throw new ParseError(
        'SYNTAX',
        { line: thrown.line, column: thrown.column },
        visible((thrown.message.split('\n')[0] ?? '').slice(0, 200)),
      );
    throw thrown;
  }
}

const MOST_DEPTH = 100;
