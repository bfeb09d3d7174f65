import { createHash } from 'node:crypto';
import type { SampleItem } from '../domain/sample.ts';

/**
 * Returns the first `size` of `rows` by the SHA-256 of `seed`, a line feed and the row's key. Everyone who has the keys and the seed
 * draws the same; a larger size begins with the smaller draw, so that an extension keeps what was looked at.
 */
export function drawRandom(rows: readonly SampleItem[], size: number, seed: string): readonly SampleItem[] {
  return ranked(rows, seed).slice(0, size);
}

/**
 * Returns `size` of `rows` over their strata in proportion, each stratum with one at least as far as `size` reaches, drawn within a stratum
 * as {@link drawRandom} draws. `before` is what an earlier round drew: it stays, and is not drawn again.
 */
export function drawStratified(
  rows: readonly SampleItem[],
  size: number,
  seed: string,
  before: readonly SampleItem[] = [],
): readonly SampleItem[] {
  const strata = Map.groupBy(rows, ({ stratum }) => stratum);
  const shares = sharesOf(
    [...strata].map(([name, own]) => [name, own.length] as const),
    size,
    rows.length,
  );
  const known = new Set(before.map(({ key }) => key));
  const drawn = [...strata].flatMap(([name, own]) => {
    const mine = before.filter(({ stratum }) => stratum === name).length;
    const fresh = ranked(own, seed).filter(({ key }) => !known.has(key));
    return fresh.slice(0, Math.max(0, (shares.get(name) ?? 0) - mine));
  });
  return [...before, ...drawn];
}

/** Returns the SHA-256 of the keys in their order, one a line. */
export function populationDigest(rows: readonly SampleItem[]): string {
  const hash = createHash('sha256');
  for (const { key } of rows) hash.update(`${key}\n`, 'utf8');
  return hash.digest('hex');
}

function ranked(rows: readonly SampleItem[], seed: string): readonly SampleItem[] {
  const rank = (key: string): string => createHash('sha256').update(`${seed}\n${key}`, 'utf8').digest('hex');
  return rows
    .map((row) => ({ row, rank: rank(row.key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ row }) => row);
}

/** One each as far as it reaches, the largest first; the rest by largest remainder. */
function sharesOf(
  strata: readonly (readonly [string, number])[],
  size: number,
  all: number,
): ReadonlyMap<string, number> {
  const wanted = Math.min(size, all);
  const sorted = strata.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shares = new Map(sorted.slice(0, wanted).map(([name]) => [name, 1]));
  for (let left = wanted - shares.size; left > 0; left -= 1) {
    let best: string | null = null;
    let lack = -1;
    for (const [name, count] of sorted) {
      const have = shares.get(name) ?? 0;
      const missing = (count / all) * wanted - have;
      if (have < count && missing > lack) [best, lack] = [name, missing];
    }
    if (best === null) {
      best = sorted.find(([name, count]) => (shares.get(name) ?? 0) < count)?.[0] ?? null;
      if (best === null) break;
    }
    shares.set(best, (shares.get(best) ?? 0) + 1);
  }
  return shares;
}
