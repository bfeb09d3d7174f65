import type { EvidenceFile } from '../domain/evidence.ts';
import type { Component, SoupItem } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { filesOf, readOf } from './files.ts';
import { failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';

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
  return pass(message('rules.584-03.pass', { n: components.length }), rests, rests.map(refFile));
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

/** A component is the same item when its package URL is, or when name and version are; qualifiers of a URL do not count. */
function componentKeys(component: Component): readonly string[] {
  return keysOf(component.name, component.version, component.purl);
}

function soupKeysOf(item: SoupItem): readonly string[] {
  return keysOf(item.title, item.version, item.purl);
}

function keysOf(name: string, version: string | null, purl: string | null): readonly string[] {
  const plainVersion = (version ?? '').trim().replace(/^v(?=\d)/iu, '');
  const keys = [JSON.stringify(['name', name.trim().toLowerCase(), plainVersion])];
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
