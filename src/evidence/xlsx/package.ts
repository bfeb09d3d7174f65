import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import { decodeXml } from '../../parse/index.ts';

/** All parts of a workbook that are read, unpacked; a workbook of people stays far below. */
const MOST_UNPACKED = 256 * 1024 * 1024;
const MOST_PARTS = 2_000;

/** Why a workbook cannot be opened. */
export class WorkbookError extends Error {
  override name = 'WorkbookError';
  readonly why: 'package' | 'budget' | 'workbook';

  constructor(why: WorkbookError['why']) {
    super(why);
    this.why = why;
  }
}

/** Returns whether bytes are a workbook of the Office Open XML kind: a ZIP archive that names the part of a workbook. */
export function looksLikeWorkbook(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 0x03) return false;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('xl/workbook.xml') && buffer.includes('[Content_Types].xml');
}

const WANTED =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/u;

/**
 * Returns the XML parts of a workbook by their names. The directory at the end and the entries themselves must name the same parts with
 * the same sizes, so that no program reads another workbook out of it. Throws {@link WorkbookError}, and `ParseError` for other encodings.
 */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const listed = listedParts(bytes);
  const parts = new Map<string, Uint8Array>();
  let left = MOST_UNPACKED;
  const reader = new Unzip((file) => {
    if (!WANTED.test(file.name)) return;
    if (parts.has(file.name) || !listed.has(file.name)) throw new WorkbookError('package');
    const chunks: Uint8Array[] = [];
    parts.set(file.name, new Uint8Array());
    file.ondata = (problem, chunk, final) => {
      // The unpacker hands what is thrown here back as a problem of its own.
      if (problem !== null) throw new WorkbookError(left < 0 ? 'budget' : 'package');
      left -= chunk.length;
      if (left < 0) throw new WorkbookError('budget');
      chunks.push(chunk);
      if (final) parts.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  reader.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += STEP)
      reader.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch (thrown) {
    throw thrown instanceof WorkbookError ? thrown : new WorkbookError('package');
  }
  for (const [name, size] of listed) if (parts.get(name)?.length !== size) throw new WorkbookError('package');
  return new Map([...parts].map(([name, data]) => [name, decodeXml(data)]));
}

/** Bytes that are unpacked in one go, so that what inflates too far is noticed in time. */
const STEP = 64 * 1024;

/** The wanted parts that the directory of the package lists, with their sizes. */
function listedParts(bytes: Uint8Array): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const state = { count: 0, size: 0, twice: false };
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        state.count += 1;
        if (!WANTED.test(name)) return false;
        state.size += originalSize;
        state.twice ||= sizes.has(name);
        sizes.set(name, originalSize);
        return false;
      },
    });
  } catch {
    throw new WorkbookError('package');
  }
  if (state.twice) throw new WorkbookError('package');
  if (state.count > MOST_PARTS || state.size > MOST_UNPACKED) throw new WorkbookError('budget');
  return sizes;
}
