export const HEX_WIDTH = 16;

/** Returns the bytes of base64 text; none when it is not base64. */
export function bytesOfBase64(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** One row of the hex view. */
export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  /** Printable ASCII; a dot for every other byte. */
  readonly text: string;
}

/** Returns row `place` of the hex view of `bytes`, 16 bytes a row. */
export function hexRow(bytes: Uint8Array, place: number): HexRow {
  const row = [...bytes.subarray(place * HEX_WIDTH, (place + 1) * HEX_WIDTH)];
  return {
    offset: (place * HEX_WIDTH).toString(16).padStart(8, '0'),
    hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    text: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}
