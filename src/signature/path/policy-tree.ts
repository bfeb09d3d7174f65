import type { Certificate } from '../x509/certificate.ts';
import { ANY_POLICY } from '../x509/policies.ts';

/** One node of the lowest level of the tree: a policy, and what it is called by the next certificate. */
interface Node {
  readonly policy: string;
  readonly expected: ReadonlySet<string>;
}

/** How many certificates may follow before a rule holds. */
interface Counters {
  explicit: number;
  mapping: number;
  any: number;
}

/** Policies of real paths are a handful; more are made to cost time. */
const MOST_NODES = 1_000;

/**
 * Returns whether the policies of a path, leaf first and with its anchor, are in order, while every policy is acceptable to the user
 * (RFC 5280, section 6.1). They are out of order only where a certificate asks for an explicit policy and none runs through the path. Of
 * the tree only the lowest level is kept: a branch without leaves is cut, so that the tree is empty when that level is.
 */
export function keepsPolicies(path: readonly Certificate[]): boolean {
  const below = path.slice(0, -1).reverse();
  const counters: Counters = { explicit: below.length + 1, mapping: below.length + 1, any: below.length + 1 };
  let level: readonly Node[] = [{ policy: ANY_POLICY, expected: new Set([ANY_POLICY]) }];
  for (const [index, certificate] of below.entries()) {
    const last = index === below.length - 1;
    const selfIssued = certificate.issuer.key === certificate.subject.key;
    level = nextLevel(level, certificate, counters.any > 0 || (!last && selfIssued));
    if (level.length > MOST_NODES) return false;
    if (counters.explicit === 0 && level.length === 0) return false;
    if (last) {
      counters.explicit = Math.max(0, counters.explicit - 1);
      if (certificate.extensions.policies.requireExplicit === 0) counters.explicit = 0;
      break;
    }
    const mapped = mapLevel(level, certificate, counters.mapping > 0);
    if (mapped === null) return false;
    level = mapped;
    count(counters, certificate, selfIssued);
  }
  return counters.explicit > 0 || level.length > 0;
}

/** Section 6.1.3, d and e. */
function nextLevel(level: readonly Node[], { extensions }: Certificate, anyCounts: boolean): readonly Node[] {
  const { named } = extensions.policies;
  if (named === null) return [];
  const next = new Map<string, Node>();
  const add = (policy: string): unknown => next.set(policy, { policy, expected: new Set([policy]) });
  const fromAny = level.some(({ policy }) => policy === ANY_POLICY);
  for (const policy of named.filter((one) => one !== ANY_POLICY)) {
    if (fromAny || level.some(({ expected }) => expected.has(policy))) add(policy);
  }
  if (named.includes(ANY_POLICY) && anyCounts) {
    for (const { expected } of level) for (const policy of expected) if (!next.has(policy)) add(policy);
  }
  return [...next.values()];
}

/** Section 6.1.4, a and b. `null` where a mapping is from or to any policy. */
function mapLevel(level: readonly Node[], { extensions }: Certificate, mayMap: boolean): readonly Node[] | null {
  const { mappings } = extensions.policies;
  if (mappings.some(({ issuer, subject }) => issuer === ANY_POLICY || subject === ANY_POLICY)) return null;
  const mapped = new Set(mappings.map(({ issuer }) => issuer));
  if (!mayMap) return level.filter(({ policy }) => !mapped.has(policy));
  const expectedOf = (policy: string): ReadonlySet<string> =>
    new Set(mappings.filter(({ issuer }) => issuer === policy).map(({ subject }) => subject));
  const kept = level.map((node) => (mapped.has(node.policy) ? { ...node, expected: expectedOf(node.policy) } : node));
  const fromAny = level.some(({ policy }) => policy === ANY_POLICY);
  const made = fromAny ? [...mapped].filter((policy) => !level.some((node) => node.policy === policy)) : [];
  return [...kept, ...made.map((policy) => ({ policy, expected: expectedOf(policy) }))];
}

/** Section 6.1.4, h to j. */
function count(counters: Counters, { extensions }: Certificate, selfIssued: boolean): void {
  const { requireExplicit, inhibitMapping, inhibitAny } = extensions.policies;
  const step = selfIssued ? 0 : 1;
  const lower = (value: number, limit: number | null): number => Math.min(Math.max(0, value - step), limit ?? Infinity);
  counters.explicit = lower(counters.explicit, requireExplicit);
  counters.mapping = lower(counters.mapping, inhibitMapping);
  counters.any = lower(counters.any, inhibitAny);
}
