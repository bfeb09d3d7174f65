import type { Certificate } from '../x509/certificate.ts';
import type { GeneralName, NameConstraints } from '../x509/general-name.ts';

/**
 * Returns the first certificate of a path, leaf first, whose names an authority above it does not allow; `null` where all are allowed
 * (RFC 5280, sections 4.2.1.10 and 6.1.3 b and c). Names of a kind that cannot be compared here are not allowed under a constraint of it.
 */
export function misnamed(path: readonly Certificate[]): Certificate | null {
  const above: NameConstraints[] = [];
  for (const [index, certificate] of [...path.entries()].reverse()) {
    // What an authority issued to itself, for a new key, keeps its own name.
    const selfIssued = index > 0 && certificate.issuer.key === certificate.subject.key;
    if (!selfIssued && above.some((constraints) => !allows(constraints, certificate))) return certificate;
    if (certificate.extensions.nameConstraints !== null) above.push(certificate.extensions.nameConstraints);
  }
  return null;
}

function allows({ permitted, excluded }: NameConstraints, certificate: Certificate): boolean {
  return namesOf(certificate).every((name) => {
    if (excluded.some((tree) => sameKind(tree, name) && within(name, tree) !== 'no')) return false;
    const trees = permitted.filter((tree) => sameKind(tree, name));
    return trees.length === 0 || trees.some((tree) => within(name, tree) === 'yes');
  });
}

/** The subject and its alternative names; mail addresses in the subject count where no alternative one stands. */
function namesOf({ subject, extensions }: Certificate): readonly GeneralName[] {
  const { alternativeNames } = extensions;
  const directory: readonly GeneralName[] =
    subject.parts.length === 0 ? [] : [{ kind: 'directory', parts: subject.parts }];
  const mails = alternativeNames.some(({ kind }) => kind === 'mail')
    ? []
    : subject.mails.map((text) => ({ kind: 'mail', text }) as const);
  return [...directory, ...mails, ...alternativeNames];
}

function sameKind(left: GeneralName, right: GeneralName): boolean {
  return left.kind === right.kind && (left.kind !== 'other' || right.kind !== 'other' || left.tag === right.tag);
}

/** `unknown` counts as within what is excluded, and as not within what is permitted. */
function within(name: GeneralName, tree: GeneralName): 'yes' | 'no' | 'unknown' {
  if (name.kind === 'directory' && tree.kind === 'directory') {
    return yes(tree.parts.every((part, index) => name.parts[index] === part));
  }
  if (name.kind === 'dns' && tree.kind === 'dns') return yes(isBelow(name.text, tree.text, true));
  if (name.kind === 'mail' && tree.kind === 'mail') return yes(mailWithin(name.text, tree.text));
  if (name.kind === 'uri' && tree.kind === 'uri') {
    const host = hostOf(name.text);
    return host === null ? 'unknown' : yes(hostWithin(host, tree.text));
  }
  if (name.kind === 'address' && tree.kind === 'address') return addressWithin(name.bytes, tree.bytes);
  return 'unknown';
}

function yes(is: boolean): 'yes' | 'no' {
  return is ? 'yes' : 'no';
}

/** Whether `name` is `tree` or, by whole labels, below it. */
function isBelow(name: string, tree: string, orSame: boolean): boolean {
  const [lower, base] = [name.toLowerCase(), tree.toLowerCase().replace(/^\./u, '')];
  return base === '' || (orSame && lower === base) || lower.endsWith(`.${base}`);
}

/** A constraint is a mailbox, a host, or with a dot before it every host below. */
function mailWithin(mail: string, tree: string): boolean {
  const at = mail.lastIndexOf('@');
  const host = mail.slice(at + 1);
  if (tree.includes('@')) {
    const split = tree.lastIndexOf('@');
    return mail.slice(0, at) === tree.slice(0, split) && host.toLowerCase() === tree.slice(split + 1).toLowerCase();
  }
  return hostWithin(host, tree);
}

function hostWithin(host: string, tree: string): boolean {
  return tree.startsWith('.') ? isBelow(host, tree, false) : host.toLowerCase() === tree.toLowerCase();
}

function hostOf(uri: string): string | null {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:[\]]+)(?::\d*)?(?:[/?#]|$)/iu.exec(uri)?.[1] ?? null;
  // An address of numbers has no labels to compare.
  return host === null || /^[\d.]+$/u.test(host) ? null : host;
}

function addressWithin(address: Uint8Array, tree: Uint8Array): 'yes' | 'no' | 'unknown' {
  if (![8, 32].includes(tree.length)) return 'unknown';
  const half = tree.length / 2;
  if (address.length !== half) return 'no';
  return yes(address.every((byte, index) => ((byte ^ (tree[index] ?? 0)) & (tree[half + index] ?? 0)) === 0));
}
