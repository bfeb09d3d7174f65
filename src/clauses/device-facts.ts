import type { OverruledFact } from '../domain/assessment.ts';
import type { Product, ReleaseManifest } from '../domain/manifest.ts';
import type { Release } from '../domain/release.ts';

/** Returns the release with the facts of the device as the auditor overrules them; the same release where nothing is overruled. */
export function withFacts(release: Release, overruled: readonly OverruledFact[]): Release {
  if (overruled.length === 0 || release.manifest === null) return release;
  const product = overruled.reduce<Product>(
    (made, { fact, value }) => ({ ...made, ...changeOf(fact, value) }),
    release.manifest.product,
  );
  const manifest: ReleaseManifest = { ...release.manifest, product };
  return { ...release, manifest };
}

function changeOf(fact: OverruledFact['fact'], value: string): Partial<Product> {
  switch (fact) {
    case 'implantable':
      return { implantable: value === 'true' };
    case 'networked':
      return { networked: value === 'true' };
    case 'lifetime_years':
      return { lifetimeYears: Number(value) };
  }
}

/** Returns a fact as the manifest states it, as text. */
export function statedFact(manifest: ReleaseManifest | null, fact: OverruledFact['fact']): string | null {
  const product = manifest?.product ?? null;
  if (product === null) return null;
  const value =
    fact === 'implantable' ? product.implantable : fact === 'networked' ? product.networked : product.lifetimeYears;
  return value === null ? null : String(value);
}
