import type { Component, Sbom } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { blankToNull } from '../fields.ts';
import { readDropping, type Outcome } from '../reading.ts';

/** Versions of SPDX that are read. */
export const SPDX_VERSIONS: readonly string[] = ['SPDX-2.2', 'SPDX-2.3'];

/** One package as either form of SPDX writes it; what is absent is `null`. */
export interface SpdxPackage {
  readonly id: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly supplier: string | null;
  readonly originator: string | null;
  readonly declared: string | null;
  readonly concluded: string | null;
  readonly purls: readonly string[];
  readonly at: Locator;
  /** Where its version stands. */
  readonly versionAt: Locator;
}

export interface SpdxRelationship {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** A document of SPDX 2.2, 2.3 or 3, in any of the forms that are read. */
export interface SpdxDocument {
  readonly version: string;
  readonly id: string;
  readonly namespace: string | null;
  readonly created: string | null;
  /** Identifiers that the document says it describes. */
  readonly describes: readonly string[];
  readonly packages: readonly SpdxPackage[];
  readonly relationships: readonly SpdxRelationship[];
}

/** Relationships of a package that is not part of what is delivered (SPDX 2.3, clause 11). */
const NOT_DELIVERED = /^(?:DEV|TEST|BUILD)(?:_DEPENDENCY|_TOOL|_CASE)?_OF$/u;
/** One such relationship is enough, whatever else a package is used for. */
const DELIVERED = /^(?:RUNTIME_|PROVIDED_)?DEPENDENCY_OF$/u;

/**
 * Returns the facts of a document: its root is the one package that it describes; the others are components. `notes` of what its reader
 * had to leave out make it partly read, as do packages without name, identifiers that stand twice and several roots.
 */
export function spdxOutcome(document: SpdxDocument, notes: readonly Message[]): Outcome {
  const dropped = [...notes];
  const described = new Set([
    ...document.describes,
    ...document.relationships
      .filter(({ from, type }) => from === document.id && type === 'DESCRIBES')
      .map(({ to }) => to),
    ...document.relationships
      .filter(({ to, type }) => to === document.id && type === 'DESCRIBED_BY')
      .map(({ from }) => from),
  ]);
  const roots = document.packages.filter(({ id }) => described.has(id));
  if (roots.length > 1) {
    dropped.push(message('evidence.spdx.roots', { names: roots.map(({ name }) => visible(name ?? '')) }));
  }
  const root = roots.length === 1 ? (roots[0] ?? null) : null;
  const named = document.packages.filter((one) => one.name !== null);
  if (named.length < document.packages.length) {
    dropped.push(message('evidence.spdx.nameless', { n: document.packages.length - named.length }));
  }
  const twice = repeated(document.packages.map(({ id }) => id));
  if (twice.length > 0)
    dropped.push(message('evidence.spdx.repeated', { ids: twice.slice(0, 20).map((id) => visible(id)) }));
  const scopes = scopesOf(document.relationships);
  const facts: Sbom = {
    kind: 'sbom',
    format: document.version.replace('-', ' '),
    root:
      root === null
        ? null
        : {
            name: root.name ?? '',
            version: root.version === null ? null : { value: root.version, at: root.versionAt },
            purl: root.purls[0] ?? null,
          },
    components: named.filter((one) => one !== root).map((one) => componentOf(one, scopes)),
    created: document.created === null ? null : readWrittenTime(document.created),
    serial: document.namespace,
    vulnerabilities: [],
  };
  return readDropping(facts, dropped);
}

function componentOf(one: SpdxPackage, scopes: ReadonlyMap<string, Component['scope']>): Component {
  return {
    name: one.name ?? '',
    version: one.version,
    purl: one.purls[0] ?? null,
    supplier: partyOf(one.supplier) ?? partyOf(one.originator),
    scope: scopes.get(one.id) ?? 'required',
    licences: [one.concluded, one.declared]
      .map(stated)
      .filter((licence) => licence !== null)
      .slice(0, 1),
    at: one.at,
  };
}

function scopesOf(relationships: readonly SpdxRelationship[]): ReadonlyMap<string, Component['scope']> {
  const scopes = new Map<string, Component['scope']>();
  const delivered = new Set(relationships.filter(({ type }) => DELIVERED.test(type)).map(({ from }) => from));
  for (const { from, type } of relationships) {
    if (delivered.has(from)) continue;
    if (NOT_DELIVERED.test(type)) scopes.set(from, 'excluded');
    else if (type === 'OPTIONAL_DEPENDENCY_OF' && !scopes.has(from)) scopes.set(from, 'optional');
  }
  return scopes;
}

/** `Organization: X (mail)` and `Person: X (mail)` name X; `NOASSERTION` nobody. */
function partyOf(text: string | null): string | null {
  const value = stated(text);
  return value === null
    ? null
    : blankToNull(value.replace(/^(?:Organization|Person|Tool):\s*/u, '').replace(/\s*\([^()]*\)\s*$/u, ''));
}

function stated(text: string | null): string | null {
  return text === null || text === 'NOASSERTION' || text === 'NONE' ? null : text;
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(ids.filter((id) => id !== '' && (seen.has(id) || !seen.add(id))))];
}
