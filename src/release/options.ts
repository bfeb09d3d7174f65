import type { OpenOptions } from '../archive/index.ts';
import type { ColumnMap } from '../domain/column-map.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import type { TrustAnchor } from '../domain/signature.ts';

/** What reading takes beside the archive: what the columns of the manufacturers' tables mean. */
export interface ReadOptions extends OpenOptions {
  readonly columns?: readonly ColumnMap[] | undefined;
}

/** What verifying takes beside the archive: the trust anchors, and the instant (milliseconds since 1970) at which certificates are judged. */
export interface VerifyOptions extends ReadOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly at: number;
}

/** Returns the column maps of the manufacturer that the manifest names: none where it names nobody. */
export function columnsFor(manifest: ReleaseManifest | null, { columns = [] }: ReadOptions): readonly ColumnMap[] {
  const manufacturer = manifest?.product.manufacturer ?? null;
  return columns.filter((map) => map.manufacturer === manufacturer);
}
