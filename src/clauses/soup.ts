import type { EvidenceFile } from '../domain/evidence.ts';
import type { Component, SoupItem } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { filesOf, readOf } from './files.ts';
import { fail, failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { contradictedCounts } from './stated-counts.ts';
import { placeOf } from './stated-totals.ts';

interface Row<T> {
  readonly file: EvidenceFile;
  readonly item: T;
}

/** CS-584-03: SBOM and SOUP list agree. */
export function sbomAndSoupAgree(context: Context): Outcome {
  const { release } = context;
  const sbomFiles = filesOf(release, 'sbom');
  const soupFiles = filesOf(release, 'soup_list');
  if (sbomFiles.length === 0) return undecidable([message('rules.missing.sbom')], soupFiles.map(refFile));
  if (soupFiles.length === 0) return undecidable([message('rules.missing.soup_list')], sbomFiles.map(refFile));
  const components = readOf(release, 'sbom', 'sbom').flatMap(({ file, facts }) =>
    facts.components.map((item) => ({ file, item })),
  );
  const items = readOf(release, 'soup_list', 'soup-list').flatMap(({ file, facts }) =>
    facts.items.map((item) => ({ file, item })),
  );
  const rests = [...sbomFiles, ...soupFiles];
  if (components.length === 0 && items.length === 0) return notApplicable(message('rules.584-03.none'), rests);
  const torn = [
    ...components.filter(({ item }) => ownVersions(item) === 'differ').map((row) => tornRow(row, row.item.name)),
    ...items.filter(({ item }) => ownVersions(item) === 'differ').map((row) => tornRow(row, row.item.title)),
  ];
  if (torn.length > 0) {
    const values = { k: torn.length, items: some(torn.map((row) => row.text)) };
    return fail(message('rules.584-03.fail-row', values), capped(torn.map((row) => row.where)));
  }
  const soupKeys = new Set(items.flatMap(({ item }) => soupKeysOf(item)));
  const sbomKeys = new Set(components.flatMap(({ item }) => componentKeys(item)));
  const onlySbom = components.filter(({ item }) => !componentKeys(item).some((key) => soupKeys.has(key)));
  const onlySoup = items.filter(({ item }) => !soupKeysOf(item).some((key) => sbomKeys.has(key)));
  const runtime = onlySbom.filter(({ item }) => item.scope === 'required');
  if (runtime.length > 0 || onlySoup.length > 0) {
    return failByAbsence(
      message('rules.584-03.fail', {
        k: runtime.length,
        components: some(runtime.map(({ item }) => `${item.name} ${item.version ?? '?'}`)),
        n: onlySoup.length,
        items: some(onlySoup.map(({ item }) => `${item.title} ${item.version ?? '?'}`)),
      }),
      rests,
      capped([...runtime.map(componentRef), ...onlySoup.map(soupRef)]),
    );
  }
  if (onlySbom.length > 0) {
    const names = some(onlySbom.map(({ item }) => `${item.name} ${item.version ?? '?'}`));
    return judge(
      message('rules.584-03.judge-scope', { k: onlySbom.length, names }),
      capped(onlySbom.map(componentRef)),
    );
  }
  const incomplete = items.filter(
    ({ item }) => item.title.trim() === '' || isBlank(item.version) || isBlank(item.manufacturer),
  );
  if (incomplete.length > 0) {
    const names = some(incomplete.map(({ item }) => item.title));
    return judge(
      message('rules.584-03.judge-fields', { k: incomplete.length, names }),
      capped(incomplete.map(soupRef)),
    );
  }
  const unclear = [
    ...components.filter(({ item }) => ownVersions(item) === 'unclear').map((row) => tornRow(row, row.item.name)),
    ...items.filter(({ item }) => ownVersions(item) === 'unclear').map((row) => tornRow(row, row.item.title)),
  ];
  if (unclear.length > 0) {
    const values = { k: unclear.length, items: some(unclear.map((row) => row.text)) };
    return judge(message('rules.584-03.judge-row', values), capped(unclear.map((row) => row.where)));
  }
  const required = components.filter(({ item }) => item.scope === 'required').length;
  const [said] = contradictedCounts(release, 'soup', [components.length, required, items.length]);
  if (said !== undefined) {
    const values = { record: placeOf(said.where), stated: said.stated, n: components.length, items: items.length };
    return judge(message('rules.584-03.judge-count', values), [said.where, ...rests.map(refFile)]);
  }
  return pass(message('rules.584-03.pass', { n: components.length }), rests, rests.map(refFile));
}

/** A row that states one version and carries a package URL of another. */
function tornRow(
  { file, item }: Row<Component | SoupItem>,
  name: string,
): { text: string; where: ReturnType<typeof refAt> } {
  const text = `${name} ${item.version ?? '?'} ≠ ${item.purl ?? '?'}`;
  const where = refAt(file, item.at, text);
  return { text: `${text} (${placeOf(where)})`, where };
}

/**
 * Whether version and package URL of one row name the same version: numbers as such, `1.0` being `1.0.0`. A URL that only adds
 * a package revision to the version, as those of Linux distributions do, agrees; other spellings are unclear.
 */
function ownVersions({ version, purl }: Component | SoupItem): 'same' | 'differ' | 'unclear' {
  const stated = plainVersion(version ?? '');
  const url = (purl ?? '').split(/[?#]/u)[0]?.trim() ?? '';
  const inUrl = url.startsWith('pkg:') ? /@([^@/]+)$/u.exec(url)?.[1] : undefined;
  if (stated === '' || inUrl === undefined) return 'same';
  const named = plainVersion(percentDecoded(inUrl));
  if (stated.toLowerCase() === named.toLowerCase()) return 'same';
  const numbers = [stated, named].map((text) => (/^\d{1,9}(?:\.\d{1,9}){0,5}$/u.test(text) ? text : null));
  if (!numbers.includes(null)) return trimZeros(stated) === trimZeros(named) ? 'same' : 'differ';
  const bare = named.replace(/^\d+:/u, '');
  return bare === stated || (bare.startsWith(stated) && /^[-+~_]/u.test(bare.slice(stated.length)))
    ? 'same'
    : 'unclear';
}

function plainVersion(text: string): string {
  return text.trim().replace(/^v(?=\d)/iu, '');
}

function trimZeros(version: string): string {
  return version
    .split('.')
    .map(Number)
    .join('.')
    .replace(/(?:\.0)+$/u, '');
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` is then part of the version.
    return text;
  }
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

/** A component is the same item when its package URL is, or when name and version are; qualifiers of a URL do not count. */
export function componentKeys(component: Component): readonly string[] {
  return keysOf(component.name, component.version, component.purl);
}

export function soupKeysOf(item: SoupItem): readonly string[] {
  return keysOf(item.title, item.version, item.purl);
}

function keysOf(name: string, version: string | null, purl: string | null): readonly string[] {
  const keys = [JSON.stringify(['name', name.trim().toLowerCase(), plainVersion(version ?? '')])];
  const url = (purl ?? '').split(/[?#]/u)[0]?.trim() ?? '';
  if (url.includes('@', 5)) keys.push(JSON.stringify(['purl', url.replace(/%40/gu, '@')]));
  return keys;
}

function componentRef({ file, item }: Row<Component>): ReturnType<typeof refAt> {
  return refAt(file, item.at, `${item.name} ${item.version ?? ''}`.trim());
}

function soupRef({ file, item }: Row<SoupItem>): ReturnType<typeof refAt> {
  return refAt(file, item.at, `${item.title} ${item.version ?? ''}`.trim());
}
