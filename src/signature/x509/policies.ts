import { childrenOf, DerProblem, expectTag, Members, TAG, type Element } from '../der/read.ts';
import { oidOf, smallInteger } from '../der/values.ts';

/** What a certificate says of the policies that it was issued under (RFC 5280, sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). */
export interface Policies {
  /** `null` where the certificate names none. */
  readonly named: readonly string[] | null;
  readonly mappings: readonly { readonly issuer: string; readonly subject: string }[];
  /** After how many certificates; `null` where the certificate does not ask for it. */
  readonly requireExplicit: number | null;
  readonly inhibitMapping: number | null;
  readonly inhibitAny: number | null;
}

export const ANY_POLICY = '2.5.29.32.0';

/** Returns the policies of the extension's value. Throws `DerProblem`, also where one stands twice. */
export function readPolicies(value: Element): readonly string[] {
  const policies = childrenOf(expectTag(value, TAG.sequence)).map((one) =>
    oidOf(childrenOf(expectTag(one, TAG.sequence))[0]),
  );
  if (policies.length === 0 || new Set(policies).size !== policies.length) throw new DerProblem('policies');
  return policies;
}

/** Returns the mappings of the extension's value. Throws `DerProblem`. */
export function readMappings(value: Element): Policies['mappings'] {
  return childrenOf(expectTag(value, TAG.sequence)).map((pair) => {
    const [issuer, subject, ...more] = childrenOf(expectTag(pair, TAG.sequence)).map(oidOf);
    if (issuer === undefined || subject === undefined || more.length > 0) throw new DerProblem('a mapping');
    return { issuer, subject };
  });
}

/** Returns the constraints of the extension's value. Throws `DerProblem`. */
export function readPolicyConstraints(value: Element): Pick<Policies, 'requireExplicit' | 'inhibitMapping'> {
  const members = new Members(expectTag(value, TAG.sequence));
  const number = (tag: number): number | null => {
    const found = members.takeIf(tag);
    return found === null ? null : smallInteger({ ...found, tag: TAG.integer });
  };
  const requireExplicit = number(0x80);
  const inhibitMapping = number(0x81);
  members.end();
  return { requireExplicit, inhibitMapping };
}
