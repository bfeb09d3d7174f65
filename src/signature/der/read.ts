/**
 * Reads DER (ITU-T X.690) strictly: definite and shortest lengths, one-byte tags, nothing after the end. An element is a view on the
 * bytes as they stand, so that signatures are verified over what is in the file and never over a new encoding of it.
 */

/** Bytes that are not DER, or not the structure that was expected. */
export class DerProblem extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'DerProblem';
  }
}

export interface Element {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  /** Identifier, length and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** No structure that is read here has near as many members; a bound so that hostile input ends soon. */
const MOST_CHILDREN = 4096;

/** Returns the one element that `bytes` are. Throws {@link DerProblem} when anything follows it. */
export function readDer(bytes: Uint8Array): Element {
  const element = readElement(bytes, 0);
  if (element.bytes.length !== bytes.length) throw new DerProblem('bytes follow the end');
  return element;
}

/** Returns the elements inside a constructed element, in order; at most `most` of them. */
export function childrenOf(element: Element, most = MOST_CHILDREN): readonly Element[] {
  if ((element.tag & 0x20) === 0) throw new DerProblem('a primitive element has no members');
  const children: Element[] = [];
  for (let offset = 0; offset < element.content.length;) {
    if (children.length >= most) throw new DerProblem('too many members');
    const child = readElement(element.content, offset);
    children.push(child);
    offset += child.bytes.length;
  }
  return children;
}

/** Returns the one element inside a constructed element. Throws {@link DerProblem} where there is none, or more. */
export function onlyChild(element: Element): Element {
  const [child, ...more] = childrenOf(element);
  if (child === undefined || more.length > 0) throw new DerProblem('expected one member');
  return child;
}

/** Returns what `read` returns, or `null` where it meets something that is not what was expected. */
export function derOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerProblem) return null;
    throw error;
  }
}

/** Returns `element` when it has the tag. Throws {@link DerProblem} when it is absent or another. */
export function expectTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new DerProblem(`expected tag ${tag.toString(16)}`);
  return element;
}

/** Walks over the members of a constructed element in order, some of them optional. */
export class Members {
  private readonly elements: readonly Element[];
  private next = 0;

  constructor(of: Element) {
    this.elements = childrenOf(of);
  }

  /** Returns the next member, which must have the tag. */
  take(tag: number): Element {
    const element = expectTag(this.elements[this.next], tag);
    this.next += 1;
    return element;
  }

  /** Returns the next member when it has the tag, else `null` and stays where it is. */
  takeIf(tag: number): Element | null {
    const element = this.elements[this.next];
    if (element?.tag !== tag) return null;
    this.next += 1;
    return element;
  }

  /** Returns the next member whatever it is, `null` at the end. */
  takeAny(): Element | null {
    const element = this.elements[this.next] ?? null;
    if (element !== null) this.next += 1;
    return element;
  }

  /** Throws {@link DerProblem} when members are left. */
  end(): void {
    if (this.next < this.elements.length) throw new DerProblem('unexpected members');
  }
}

function readElement(bytes: Uint8Array, start: number): Element {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new DerProblem('cut off in a header');
  if ((tag & 0x1f) === 0x1f) throw new DerProblem('a tag of several bytes');
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80) throw new DerProblem('a length without end');
  if (count > 4) throw new DerProblem('a length of more than four bytes');
  const length = count === 0 ? first : readLength(bytes, start + 2, count);
  const contentStart = start + 2 + count;
  const end = contentStart + length;
  if (end > bytes.length) throw new DerProblem('cut off in the content');
  return { tag, bytes: bytes.subarray(start, end), content: bytes.subarray(contentStart, end) };
}

function readLength(bytes: Uint8Array, start: number, count: number): number {
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw new DerProblem('cut off in a length');
    length = length * 256 + byte;
  }
  if (length < 0x80 || length < 256 ** (count - 1)) throw new DerProblem('a length that is not the shortest');
  return length;
}
