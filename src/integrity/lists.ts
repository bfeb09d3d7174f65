import { type Archive, checkMemberName, mediumFailure } from '../archive/index.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm, ChecksumList } from '../domain/integrity.ts';
import type { Budgets } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { decodeUtf8, ParseError } from '../parse/index.ts';
import { BAG_LIST_NAME, type Bag, type BagList } from './bag-read.ts';
import { decodeTagFile } from './bag-text.ts';
import { algorithmNamed, parseChecksum, type Checksum } from './checksum.ts';
import { parseBagManifest, parseSumBeside, parseSums, withoutDot, type SumsEntry } from './sums-file.ts';

/** One checksum of one member, and the list that records it. */
export interface Recorded extends Checksum {
  readonly path: string;
  readonly list: string;
}

/** Everything that the archive's checksum lists say, judged no further than that it can be read. */
export interface ListedChecksums {
  readonly lists: readonly ChecksumList[];
  readonly recorded: readonly Recorded[];
  /** Every safe path that a list names, also where its checksum cannot be read. */
  readonly named: readonly { readonly path: string; readonly list: string }[];
  readonly unsafe: readonly { readonly path: string; readonly code: string }[];
  /** The manifests of the archive's bags once more, as their bags are judged by them. */
  readonly bagLists: readonly BagList[];
}

type Found =
  | {
      readonly path: string;
      readonly format: 'sha256sums';
      readonly algorithm: ChecksumAlgorithm;
      /** The one file that a checksum file stands beside and is named after; `null` for lists of many. */
      readonly beside: string | null;
    }
  | {
      readonly path: string;
      readonly format: 'bagit';
      /** `null` for one that is not computed here. */
      readonly algorithm: ChecksumAlgorithm | null;
      readonly kind: BagList['kind'];
      readonly encoding: string;
    };

const SUMS_NAME = /^(sha256|sha384|sha512|sha224|sha1|md5)sums(?:\.txt)?$/iu;
/** `app.bin.sha256` beside `app.bin`. */
const BESIDE_NAME = /^(.+)\.(sha256|sha384|sha512|sha224|sha1|md5)(?:sum)?$/iu;
/** All lists together may have as many bytes as this many signed files. */
const MOST_LISTS = 4;

/** Reads the manifest's checksums and every checksum file of the archive, those of its `bags` too. Throws what reading a member throws. */
export async function readLists(
  archive: Archive,
  manifest: ReleaseManifest | null,
  bags: ReadonlyMap<string, Bag>,
  budgets: Budgets,
  signal: CancelSignal | undefined,
): Promise<ListedChecksums> {
  const lists: ChecksumList[] = [];
  const recorded: Recorded[] = [];
  const named: { path: string; list: string }[] = [];
  const unsafe: { path: string; code: string }[] = [];
  const add = (path: string, format: ChecksumList['format'], folder: string, entries: readonly SumsEntry[]): void => {
    lists.push({ path, format, entries: entries.length });
    for (const entry of entries) {
      const code = codeOf(folder + entry.path, entry, path, budgets);
      // A line that is no entry may be as long as the file.
      if (code !== null) unsafe.push({ path: entry.path.slice(0, budgets.nameLength), code });
      if (code !== null && code !== 'CHECKSUM_MALFORMED') continue;
      named.push({ path: folder + entry.path, list: path });
      if (entry.checksum !== null && code === null)
        recorded.push({ ...entry.checksum, path: folder + entry.path, list: path });
    }
  };
  const fromManifest = manifest === null ? [] : manifestEntries(manifest);
  if (manifest !== null && fromManifest.length > 0) add(manifest.path, 'release-manifest', manifest.root, fromManifest);
  let left = budgets.signedFileSize * MOST_LISTS;
  const bagLists: BagList[] = [];
  for (const found of findLists(archive, bags)) {
    throwIfCancelled(signal);
    const folder = folderOf(found.path);
    const text = await readText(archive, found, Math.min(budgets.signedFileSize, left));
    if (text === null) unsafe.push({ path: found.path, code: 'CHECKSUM_MALFORMED' });
    left -= text?.length ?? 0;
    if (found.format === 'bagit') {
      const { path, kind, algorithm } = found;
      const entries = text === null || algorithm === null ? null : parseBagManifest(text, algorithm);
      bagLists.push({ folder, path, kind, algorithm, entries });
      add(path, 'bagit', folder, entries ?? []);
    } else {
      add(found.path, found.format, folder, text === null ? [] : entriesOf(found.algorithm, found.beside, text));
    }
  }
  return { lists, recorded, named, unsafe, bagLists };
}

function entriesOf(algorithm: ChecksumAlgorithm, beside: string | null, text: string): readonly SumsEntry[] {
  return beside === null ? parseSums(text, algorithm) : parseSumBeside(text, algorithm, beside);
}

/** A list cannot hold its own digest: an entry for itself was written while the list was still growing, and says nothing. */
function codeOf(full: string, entry: SumsEntry, list: string, budgets: Budgets): string | null {
  try {
    checkMemberName(full, budgets);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.code;
    throw thrown;
  }
  return entry.checksum === null || full === list ? 'CHECKSUM_MALFORMED' : null;
}

function manifestEntries(manifest: ReleaseManifest): readonly SumsEntry[] {
  return Object.entries(manifest.checksums).flatMap(([path, checksums]) =>
    (checksums.length === 0 ? [''] : checksums).map((text) => ({
      path: withoutDot(path),
      checksum: parseChecksum(text),
    })),
  );
}

function findLists(archive: Archive, bags: ReadonlyMap<string, Bag>): readonly Found[] {
  const present = new Set(archive.members.map(({ path }) => path));
  return archive.members.flatMap(({ path }): readonly Found[] => {
    const sums = algorithmNamed(SUMS_NAME.exec(nameOf(path))?.[1] ?? '');
    if (sums !== null) return [{ path, format: 'sha256sums', algorithm: sums, beside: null }];
    const bag = bags.get(folderOf(path));
    const [, tagged, named] = (bag === undefined ? null : BAG_LIST_NAME.exec(nameOf(path))) ?? [];
    if (bag !== undefined && named !== undefined) {
      const kind = tagged === undefined ? 'payload' : 'tag';
      return [{ path, format: 'bagit', algorithm: algorithmNamed(named), kind, encoding: bag.encoding }];
    }
    const [, of = '', tag = ''] = BESIDE_NAME.exec(nameOf(path)) ?? [];
    const algorithm = algorithmNamed(tag);
    // Without the file it is named after, it may be about something that was never part of this archive.
    if (algorithm === null || !present.has(folderOf(path) + of)) return [];
    return [{ path, format: 'sha256sums', algorithm, beside: of }];
  });
}

/** Returns the text of a list, or `null` when it is too large, not in its encoding, or cannot be read from the medium. */
async function readText(archive: Archive, found: Found, most: number): Promise<string | null> {
  try {
    const bytes = await archive.read(found.path, Math.max(most, 0));
    return found.format === 'bagit' ? decodeTagFile(bytes, found.encoding) : decodeUtf8(bytes);
  } catch (thrown) {
    const unread = thrown instanceof ParseError || (thrown instanceof Refusal && thrown.code === 'BUDGET_MEMBER_SIZE');
    if (unread || mediumFailure(thrown) !== null) return null;
    throw thrown;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
