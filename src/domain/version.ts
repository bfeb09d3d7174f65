/** Semantic Versioning 2.0.0, with an optional leading `v`. */
const SEMVER =
  /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]{1,100}))?(?:\+([0-9A-Za-z.-]{1,100}))?$/u;

/** Returns whether `version` follows Semantic Versioning 2.0.0; a leading `v`, as in tags, is allowed. */
export function isSemver(version: string): boolean {
  return SEMVER.test(version.trim());
}

/** Returns `version` without a leading `v` and without its build suffix (`+…`), in lower case. */
export function bareVersion(version: string): string {
  const lower = version.trim().toLowerCase();
  const plain = lower.startsWith('v') && /^v\d/u.test(lower) ? lower.slice(1) : lower;
  const plus = plain.indexOf('+');
  return plus < 0 ? plain : plain.slice(0, plus);
}

/** Returns the build suffix of `version` (behind `+`), or `null`. */
export function buildSuffix(version: string): string | null {
  const plus = version.indexOf('+');
  return plus < 0 ? null : version.slice(plus + 1).trim();
}

/** Returns whether two versions name the same: a leading `v` is no difference, nor is a build suffix that one side lacks. */
export function sameVersion(left: string, right: string): boolean {
  if (bareVersion(left) !== bareVersion(right)) return false;
  const [first, second] = [buildSuffix(left), buildSuffix(right)];
  return first === null || second === null || first === second;
}

/** Returns whether a tag names a version: it is the version, or the version behind a prefix such as `release/` or `triage-v`. */
export function tagNamesVersion(tag: string, version: string): boolean {
  const wanted = bareVersion(version);
  const name = tag.trim().replace(/^refs\/tags\//u, '');
  if (bareVersion(name) === wanted) return true;
  const bare = bareVersion(name.slice(Math.max(name.lastIndexOf('/'), 0)).replace(/^[/]/u, ''));
  if (bare === wanted) return true;
  return bare.endsWith(wanted) && /[-_/v]$/u.test(bare.slice(0, bare.length - wanted.length));
}

/** Returns whether two commit ids name the same commit; an abbreviation of seven or more characters agrees with its full form. */
export function sameCommit(left: string, right: string): boolean {
  const [short, long] = [left.trim().toLowerCase(), right.trim().toLowerCase()].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  return short.length >= 7 && long.startsWith(short);
}

/** Returns whether `commit` is a full SHA-1 or SHA-256 object id. */
export function isFullCommit(commit: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/iu.test(commit.trim());
}

/** Returns whether two build ids name the same build: equal, or one is the end of the other behind a separator (`8842`, `2.4.0+b.8842`). */
export function sameBuild(left: string, right: string): boolean {
  const [short, long] = [left.trim().toLowerCase(), right.trim().toLowerCase()].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  if (short === long) return true;
  return short !== '' && long.endsWith(short) && /[^0-9a-z]$/u.test(long.slice(0, long.length - short.length));
}

/**
 * Compares two versions by the precedence of Semantic Versioning 2.0.0, section 11; build suffixes do not count. `null` when
 * one of them does not follow it.
 */
export function compareSemver(left: string, right: string): -1 | 0 | 1 | null {
  const [first, second] = [SEMVER.exec(left.trim()), SEMVER.exec(right.trim())];
  if (first === null || second === null) return null;
  for (const index of [1, 2, 3]) {
    const difference = Number(first[index]) - Number(second[index]);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return comparePrerelease(first[4], second[4]);
}

function comparePrerelease(left: string | undefined, right: string | undefined): -1 | 0 | 1 {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  const [first, second] = [left.split('.'), right.split('.')];
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    const [a, b] = [first[index], second[index]];
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    if (a === b) continue;
    const [aNumeric, bNumeric] = [/^\d+$/u.test(a), /^\d+$/u.test(b)];
    if (aNumeric && bNumeric) return Number(a) < Number(b) ? -1 : 1;
    if (aNumeric !== bNumeric) return aNumeric ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return 0;
}
