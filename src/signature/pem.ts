/** One block of the textual encoding of RFC 7468. */
export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const BEGIN = /^-----BEGIN ([A-Z0-9 #]{1,64})-----$/u;
const END = /^-----END ([A-Z0-9 #]{1,64})-----$/u;
const BASE64_LINE = /^[A-Za-z0-9+/]*={0,2}$/u;

/**
 * Returns the blocks of a PEM text in order; text outside of blocks is explanatory and passed over (RFC 7468, section 2). Returns
 * `null` when a block does not end, has another end than its beginning, or is not base64 in its one form.
 */
export function readPem(text: string): readonly PemBlock[] | null {
  const blocks: PemBlock[] = [];
  let label: string | null = null;
  let lines: string[] = [];
  for (const raw of text.split(/\r\n|\n|\r/u)) {
    const line = raw.trim();
    const begin = BEGIN.exec(line)?.[1];
    const end = END.exec(line)?.[1];
    if (label === null) {
      if (end !== undefined) return null;
      if (begin !== undefined) [label, lines] = [begin, []];
      continue;
    }
    if (begin !== undefined) return null;
    if (end === undefined) {
      lines.push(line);
      continue;
    }
    const der = end === label ? decodeBase64(lines.join('')) : null;
    if (der === null) return null;
    blocks.push({ label, der });
    label = null;
  }
  return label === null ? blocks : null;
}

/** Returns whether a text has a line that begins a PEM block. */
export function looksLikePem(text: string): boolean {
  return /^[ \t]*-----BEGIN /mu.test(text);
}

/** Returns what a text is base64 of, in its one form with padding; `null` for everything else, also for nothing. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0 || !BASE64_LINE.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}
