/** Finds an item by a path that one file writes and another means: the same path, else the only one with that file name. */
export interface PathMatch<T> {
  find(path: string): T | undefined;
}

/** Returns a lookup of `items` by path. `root` is the manifest's folder, which records inside it leave out. */
export function pathMatch<T>(items: readonly T[], pathOf: (item: T) => string, root: string): PathMatch<T> {
  const exact = new Map<string, T>();
  const byName = new Map<string, T | null>();
  for (const item of items) {
    const path = clean(pathOf(item));
    if (!exact.has(path)) exact.set(path, item);
    const name = fileName(path);
    // Two files of one name in different folders: the name alone tells neither.
    byName.set(name, byName.has(name) ? null : item);
  }
  return {
    find: (written) => {
      const path = clean(written);
      const inside = path.startsWith(root) ? path.slice(root.length) : path;
      return exact.get(path) ?? exact.get(inside) ?? exact.get(root + path) ?? byName.get(fileName(path)) ?? undefined;
    },
  };
}

function clean(path: string): string {
  return path.trim().replace(/^(?:\.\/+)+/u, '');
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
