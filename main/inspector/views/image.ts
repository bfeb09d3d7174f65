import type { Given } from '../protocol.ts';

type ImageType = Given['image']['type'];

/** Pictures that are shown hold no more pixels than these: unpacked they take four bytes each. */
const MOST_PIXELS = 64_000_000;

interface Picture {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/** Returns what a picture is by its first bytes; `null` for what is none, or too large to be shown. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = png(view) ?? gif(view) ?? jpeg(view) ?? webp(view);
  if (found === null || found.width * found.height > MOST_PIXELS || found.width * found.height === 0) return null;
  return found;
}

function png(bytes: Buffer): Picture | null {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gif(bytes: Buffer): Picture | null {
  if (bytes.length < 10 || !/^GIF8[79]a/u.test(bytes.toString('latin1', 0, 6))) return null;
  return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** The size stands in the first start of a frame. */
function jpeg(bytes: Buffer): Picture | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff_d8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webp(bytes: Buffer): Picture | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  const type = 'image/webp';
  switch (bytes.toString('latin1', 8, 16)) {
    case 'WEBPVP8X':
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'WEBPVP8L': {
      const packed = bytes.readUInt32LE(21);
      return { type, width: (packed & 0x3f_ff) + 1, height: ((packed >>> 14) & 0x3f_ff) + 1 };
    }
    case 'WEBPVP8 ':
      return { type, width: bytes.readUInt16LE(26) & 0x3f_ff, height: bytes.readUInt16LE(28) & 0x3f_ff };
    default:
      return null;
  }
}
