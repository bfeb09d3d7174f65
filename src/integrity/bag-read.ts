import { type Archive, mediumFailure } from '../archive/index.ts';
import type { BagCode } from '../domain/bag.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import type { Budgets } from '../domain/limits.ts';
import { decodeTagFile, isReadEncoding, parseDeclaration, parseFetch, parseOxum, type Oxum } from './bag-text.ts';
import type { BagEntry } from './sums-file.ts';

/** One bag as its tag files describe it, before anything is compared. */
export interface Bag {
  /** Ends in `/`; empty for the archive's root. */
  readonly folder: string;
  readonly version: string | null;
  /** Of its tag files; UTF-8 where none is declared. */
  readonly encoding: string;
  /** Paths that are to be fetched, `null` for a line that cannot be read. */
  readonly fetch: readonly (string | null)[];
  readonly oxum: Oxum | 'malformed' | null;
  /** The tag file that states it. */
  readonly info: string;
  /** What its tag files break, with the tag file. */
  readonly found: readonly { readonly code: BagCode; readonly path: string }[];
}

/** One manifest of a bag. */
export interface BagList {
  readonly folder: string;
  readonly path: string;
  readonly kind: 'payload' | 'tag';
  /** `null` for one that is not computed here. */
  readonly algorithm: ChecksumAlgorithm | null;
  /** `null` where the text cannot be read. */
  readonly entries: readonly BagEntry[] | null;
}

/** The name of a bag's manifest: `tag` for one of tag files, and the algorithm. */
export const BAG_LIST_NAME = /^(tag)?manifest-([a-z0-9-]+)\.txt$/u;
/** Before 0.96 the metadata had another name. */
const INFO_NAMES = ['bag-info.txt', 'package-info.txt'];
const VERSIONS: readonly string[] = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];

/** Returns the bags of an archive by their folder. Throws what reading a member throws, except what the bag itself can be blamed for. */
export async function readBags(
  archive: Archive,
  budgets: Budgets,
  signal: CancelSignal | undefined,
): Promise<ReadonlyMap<string, Bag>> {
  const paths = new Set(archive.members.map(({ path }) => path));
  const bags = new Map<string, Bag>();
  for (const folder of bagFolders(archive, paths)) {
    throwIfCancelled(signal);
    bags.set(folder, await readBag(archive, folder, paths, budgets));
  }
  return bags;
}

/** A folder with a declaration; and one that has everything of a bag but that, for which somebody may take it. */
function bagFolders(archive: Archive, paths: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of archive.members) {
    const slash = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, slash);
    const name = path.slice(slash);
    if (name === 'bagit.txt') folders.add(folder);
    if (BAG_LIST_NAME.exec(name)?.[1] === 'tag' && paths.has(`${folder}bag-info.txt`)) folders.add(folder);
  }
  return folders;
}

async function readBag(archive: Archive, folder: string, paths: ReadonlySet<string>, budgets: Budgets): Promise<Bag> {
  const found: { code: BagCode; path: string }[] = [];
  const read = async (name: string): Promise<Uint8Array | null> => {
    if (!paths.has(folder + name)) return null;
    const bytes = await readSmall(archive, folder + name, budgets);
    if (bytes === null) found.push({ code: 'TAG_FILE_UNREADABLE', path: folder + name });
    return bytes;
  };
  const declared = await read('bagit.txt');
  const declaration = declared === null ? null : parseDeclaration(declared);
  if (!paths.has(`${folder}bagit.txt`)) found.push({ code: 'DECLARATION_MISSING', path: `${folder}bagit.txt` });
  else if (declared !== null && declaration === null)
    found.push({ code: 'DECLARATION_MALFORMED', path: `${folder}bagit.txt` });
  if (declaration !== null && !VERSIONS.includes(declaration.version))
    found.push({ code: 'VERSION_UNKNOWN', path: `${folder}bagit.txt` });
  const encoding = declaration?.encoding ?? 'utf-8';
  if (!isReadEncoding(encoding)) found.push({ code: 'ENCODING_UNKNOWN', path: `${folder}bagit.txt` });

  const readTags = async (name: string): Promise<string | null> => {
    const bytes = await read(name);
    const text = bytes === null ? null : decodeTagFile(bytes, encoding);
    if (bytes !== null && text === null && isReadEncoding(encoding))
      found.push({ code: 'TAG_FILE_UNREADABLE', path: folder + name });
    return text;
  };
  const infoName = INFO_NAMES.find((name) => paths.has(folder + name)) ?? 'bag-info.txt';
  const info = await readTags(infoName);
  const fetch = await readTags('fetch.txt');
  return {
    folder,
    version: declaration?.version ?? null,
    encoding,
    fetch: fetch === null ? [] : parseFetch(fetch),
    oxum: info === null ? null : parseOxum(info),
    info: folder + infoName,
    found,
  };
}

async function readSmall(archive: Archive, path: string, budgets: Budgets): Promise<Uint8Array | null> {
  try {
    return await archive.read(path, budgets.signedFileSize);
  } catch (thrown) {
    if (mediumFailure(thrown) !== null || (thrown instanceof Refusal && thrown.code === 'BUDGET_MEMBER_SIZE'))
      return null;
    throw thrown;
  }
}
