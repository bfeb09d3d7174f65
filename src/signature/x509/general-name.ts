import { childrenOf, DerProblem, expectTag, Members, TAG, type Element } from '../der/read.ts';
import { readName } from './name.ts';

/** One name of a subject, or one that a constraint speaks of (RFC 5280, section 4.2.1.6). */
export type GeneralName =
  | { readonly kind: 'mail' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'directory'; readonly parts: readonly string[] }
  | { readonly kind: 'address'; readonly bytes: Uint8Array }
  | { readonly kind: 'other'; readonly tag: number };

/** Subtrees of names that authorities below may use, or may not (RFC 5280, section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** Returns the name that `element` is. Throws `DerProblem`. */
export function readGeneralName(element: Element): GeneralName {
  const text = (): string => {
    const value = Buffer.from(element.content).toString('latin1');
    if (!/^[\u0020-\u007e]*$/u.test(value)) throw new DerProblem('a name that is no text');
    return value;
  };
  switch (element.tag) {
    case 0x81:
      return { kind: 'mail', text: text() };
    case 0x82:
      return { kind: 'dns', text: text() };
    case 0x86:
      return { kind: 'uri', text: text() };
    case 0x87:
      return { kind: 'address', bytes: element.content };
    case 0xa4: {
      const [inner, ...more] = childrenOf(element);
      if (inner === undefined || more.length > 0) throw new DerProblem('not one directory name');
      return { kind: 'directory', parts: readName(inner).parts };
    }
    default:
      return { kind: 'other', tag: element.tag };
  }
}

/** Returns the constraints that the extension's value holds. Throws `DerProblem`, also for depths that RFC 5280 does not know. */
export function readNameConstraints(value: Element): NameConstraints {
  const members = new Members(expectTag(value, TAG.sequence));
  const permitted = members.takeIf(0xa0);
  const excluded = members.takeIf(0xa1);
  members.end();
  if (permitted === null && excluded === null) throw new DerProblem('constraints that constrain nothing');
  return { permitted: subtrees(permitted), excluded: subtrees(excluded) };
}

function subtrees(list: Element | null): readonly GeneralName[] {
  return (list === null ? [] : childrenOf(list)).map((subtree) => {
    // A minimum of 0 is the default and left out; a maximum is not used (RFC 5280, section 4.2.1.10).
    const [base, ...depths] = childrenOf(expectTag(subtree, TAG.sequence));
    if (base === undefined || depths.length > 0) throw new DerProblem('a subtree with a depth');
    return readGeneralName(base);
  });
}
