import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { blankToNull } from '../fields.ts';
import { notUnderstood, type Outcome } from '../reading.ts';
import { SPDX_VERSIONS, spdxOutcome, type SpdxPackage, type SpdxRelationship } from './document.ts';

interface Tag {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Returns whether a text begins with the version tag of SPDX, behind comments. */
export function looksLikeSpdx(text: string): boolean {
  return /^(?:\s*(?:#[^\n]*)?\n)*\s*SPDXVersion:/u.test(text.slice(0, 10_000));
}

/** Returns the packages of an SPDX document as tags and values (versions 2.2 and 2.3). Another version is not understood, and named. */
export function readSpdxTagValue(text: string): Outcome {
  const notes: Message[] = [];
  const tags = tagsOf(text, notes);
  const first = (name: string): string | null => tags.find((tag) => tag.name === name)?.value ?? null;
  const version = first('SPDXVersion') ?? '';
  if (!SPDX_VERSIONS.includes(version)) {
    return notUnderstood(message('evidence.spdx.version', { found: visible(version), known: [...SPDX_VERSIONS] }));
  }
  const starts = tags.flatMap((tag, index) => (tag.name === 'PackageName' ? [index] : []));
  const packages = starts.map((start, index) => packageOf(tags.slice(start, starts[index + 1])));
  return spdxOutcome(
    {
      version,
      id: first('SPDXID') ?? 'SPDXRef-DOCUMENT',
      namespace: first('DocumentNamespace'),
      created: first('Created'),
      describes: [],
      packages,
      relationships: tags.filter(({ name }) => name === 'Relationship').map(relationshipOf),
    },
    notes,
  );
}

/** The tags in order; a value in `<text>` may span lines. What is neither a tag nor a comment is named. */
function tagsOf(text: string, notes: Message[]): readonly Tag[] {
  const tags: Tag[] = [];
  const lines = text.split(/\r\n|\n|\r/u);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const found = /^\s*([A-Za-z][A-Za-z0-9-]{0,60}):\s?(.*)$/u.exec(line);
    if (found === null) {
      notes.push(message('evidence.spdx.line', { line: index + 1 }));
      continue;
    }
    const start = index + 1;
    let value = found[2] ?? '';
    if (value.trimStart().startsWith('<text>')) {
      while (!value.includes('</text>') && index + 1 < lines.length) {
        index += 1;
        value += `\n${lines[index] ?? ''}`;
      }
      if (!value.includes('</text>')) notes.push(message('evidence.spdx.line', { line: start }));
      value = value.replace(/^\s*<text>/u, '').replace(/<\/text>[\s\S]*$/u, '');
    }
    tags.push({ name: found[1] ?? '', value: value.trim(), line: start });
  }
  return tags;
}

/** A package lasts until the next one; files and snippets behind it have tags of their own. */
function packageOf(tags: readonly Tag[]): SpdxPackage {
  const end = tags.findIndex(({ name }) => name === 'FileName' || name === 'SnippetSPDXID' || name === 'LicenseID');
  const own = end < 0 ? tags : tags.slice(0, end);
  const find = (name: string): Tag | undefined => own.find((tag) => tag.name === name);
  const text = (name: string): string | null => blankToNull(find(name)?.value ?? null);
  const at = { kind: 'line', line: tags[0]?.line ?? 1 } as const;
  const version = find('PackageVersion');
  return {
    id: text('SPDXID') ?? '',
    name: text('PackageName'),
    version: text('PackageVersion'),
    supplier: text('PackageSupplier'),
    originator: text('PackageOriginator'),
    declared: text('PackageLicenseDeclared'),
    concluded: text('PackageLicenseConcluded'),
    purls: own
      .filter(({ name }) => name === 'ExternalRef')
      .map(({ value }) => /^\S+\s+purl\s+(\S+)$/u.exec(value)?.[1])
      .filter((purl) => purl !== undefined),
    at,
    versionAt: version === undefined ? at : { kind: 'line', line: version.line },
  };
}

function relationshipOf({ value }: Tag): SpdxRelationship {
  const [from = '', type = '', to = ''] = value.split(/\s+/u);
  return { from, type, to };
}
