const HIGH_SURROGATES = 0xd800;
const ABOVE_SURROGATES = 0xe000;

/**
 * Compares two texts by code point, as `LC_ALL=C sort` orders their UTF-8 bytes. JavaScript's own `<` goes by UTF-16 code
 * unit, which puts characters beyond U+FFFF before U+E000.
 */
export function compareCodePoints(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  if (unit < HIGH_SURROGATES) return unit;
  return unit < ABOVE_SURROGATES ? unit + 0x10000 : unit;
}
