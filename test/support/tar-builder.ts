/** One entry of a TAR archive. What is not given is as a good program would write it; what is given stands there, true or not. */
export interface TarEntrySpec {
  readonly name: string;
  readonly data?: string | Uint8Array;
  readonly type?: string;
  readonly size?: number;
  readonly prefix?: string;
  readonly magic?: string;
  readonly checksum?: number;
  readonly padding?: number;
}

/** Returns a TAR archive (POSIX ustar) of `entries`, with `end` after them: two blocks of zeros when not given. */
export function buildTar(entries: readonly TarEntrySpec[], end: Uint8Array = new Uint8Array(1024)): Uint8Array {
  return Buffer.concat([...entries.map(entryBytes), end]);
}

/** Returns one record of a pax extended header, its length counted. */
export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length !== String(rest).length) length = rest + String(length).length;
  return `${String(length)} ${key}=${value}\n`;
}

/** Returns an extended header that holds `records`. */
export function pax(...records: readonly string[]): TarEntrySpec {
  return { name: 'PaxHeaders/x', type: 'x', data: records.join('') };
}

function entryBytes(spec: TarEntrySpec): Uint8Array {
  const data = typeof spec.data === 'string' ? Buffer.from(spec.data) : (spec.data ?? new Uint8Array(0));
  const header = Buffer.alloc(512);
  const put = (text: string, at: number, length: number): void => void header.write(text.slice(0, length), at, 'utf8');
  put(spec.name, 0, 100);
  put('0000644\0', 100, 8);
  put('0000000\0', 108, 8);
  put('0000000\0', 116, 8);
  put(`${(spec.size ?? data.length).toString(8).padStart(11, '0')}\0`, 124, 12);
  put('00000000000\0', 136, 12);
  put(spec.type ?? '0', 156, 1);
  put(spec.magic ?? 'ustar\x0000', 257, 8);
  put(spec.prefix ?? '', 345, 155);
  header.fill(0x20, 148, 156);
  const sum = spec.checksum ?? header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8);
  const padding = Buffer.alloc((512 - (data.length % 512)) % 512, spec.padding ?? 0);
  return Buffer.concat([header, data, padding]);
}
