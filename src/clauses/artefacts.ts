import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import type { ReasonCode } from '../domain/reasons.ts';
import type { Coverage } from '../domain/release.ts';
import type { SignatureResult } from '../domain/signature.ts';
import { fileAt } from './files.ts';
import { custodyOf } from './key-custody.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refFile, some } from './references.ts';

const NESTED = /\.(?:zip|7z|rar|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst))$/iu;

/** CS-ART-01: the archive is safe to open and unambiguous. An archive that is not is refused before any rule is asked. */
export function archiveUnambiguous(context: Context): Outcome {
  const { verification } = context.release;
  const unsafe = verification.integrity.unsafe.filter((entry) => entry.code.startsWith('NAME_'));
  if (unsafe.length > 0) {
    const values = { paths: some(unsafe.map((entry) => entry.path)), k: unsafe.length };
    return judge(message('rules.ART-01.judge-list', values), manifestRefs(context));
  }
  const nested = context.release.evidence.filter(isNested);
  const n = verification.archive.members;
  if (nested.length > 0) {
    const values = { paths: some(nested.map((member) => member.path)), k: nested.length, n };
    return judge(
      message('rules.ART-01.judge', values),
      memberRefs(
        context,
        nested.map((member) => member.path),
      ),
    );
  }
  if (n === 0) return undecidable([message('rules.missing.members')]);
  return pass(message('rules.ART-01.pass', { n, container: verification.archive.container.replace('.', '_') }), []);
}

/** By its bytes; by its name where the bytes were not at hand. */
function isNested({ path, facts, reading }: EvidenceFile): boolean {
  if (facts.kind !== 'opaque') return false;
  return facts.archive !== undefined || (reading.state === 'not-read' && NESTED.test(path));
}

function manifestRefs(context: Context): readonly EvidenceRef[] {
  return context.release.manifestRef === null ? [] : [context.release.manifestRef];
}

function memberRefs(context: Context, paths: readonly string[]): readonly EvidenceRef[] {
  return capped(
    paths.slice(0, 200).flatMap((path) => {
      const file = fileAt(context.release, path);
      return file === null ? [] : [refFile(file)];
    }),
  );
}

/** CS-ART-02: the manifest parses and is complete. */
export function manifestComplete(context: Context): Outcome {
  const { manifest } = context.release;
  if (manifest === null) return fail(message('rules.ART-02.fail-none'));
  const keys: readonly (readonly [string, boolean])[] = [
    ['version', manifest.version === null],
    ['git_tag', manifest.gitTag === null],
    ['artifacts', manifest.artifacts.length === 0],
    ['checksums', Object.keys(manifest.checksums).length === 0],
    ['approvals', manifest.approvals.length === 0],
    ['tests', manifest.tests.length === 0],
  ];
  const missing = keys.filter(([, absent]) => absent).map(([key]) => key);
  if (missing.length > 0)
    return fail(message('rules.ART-02.fail', { keys: missing, k: missing.length }), manifestRefs(context));
  if (manifest.unknownKeys.length > 0) {
    const values = { keys: some(manifest.unknownKeys), k: manifest.unknownKeys.length };
    return judge(message('rules.ART-02.judge', values), manifestRefs(context));
  }
  return pass(message('rules.ART-02.pass', { path: manifest.path }), [], manifestRefs(context));
}

const LITTER = /(?:^|\/)(?:\.DS_Store|\._[^/]+|Thumbs\.db|desktop\.ini|\.directory)$|(?:^|\/)__MACOSX\//iu;

/** How an unlisted member stands: covered by its own signature, perhaps covered, litter of an operating system, or open. */
function standing(member: Coverage): 'covered' | 'maybe' | 'litter' | 'open' {
  if (member.by === 'signature' && member.indication === 'TOTAL_PASSED') return 'covered';
  if (LITTER.test(member.path)) return 'litter';
  return member.signatures.length > 0 && member.indication !== 'TOTAL_FAILED' ? 'maybe' : 'open';
}

function unlistedMembers(context: Context): readonly { path: string; standing: ReturnType<typeof standing> }[] {
  const { coverage, integrity } = context.release.verification;
  const byPath = new Map(coverage.map((member) => [member.path, member] as const));
  return integrity.unlisted.map((path) => {
    const member = byPath.get(path);
    return { path, standing: member === undefined ? 'open' : standing(member) };
  });
}

/** CS-ART-03: the inventory is closed. Records with a passing signature of their own are added after it and count as listed. */
export function inventoryClosed(context: Context): Outcome {
  const { integrity } = context.release.verification;
  const unlisted = unlistedMembers(context);
  const open = unlisted.filter((item) => item.standing === 'open').map((item) => item.path);
  const missing = integrity.missing.map((item) => item.path);
  if (open.length > 0 || missing.length > 0) {
    const values = { k: open.length, unlisted: some(open), n: new Set(missing).size, missing: some(missing) };
    return fail(message('rules.ART-03.fail', values), [...manifestRefs(context), ...memberRefs(context, open)]);
  }
  const litter = unlisted.filter((item) => item.standing === 'litter').map((item) => item.path);
  const maybe = unlisted.filter((item) => item.standing === 'maybe').map((item) => item.path);
  if (litter.length + maybe.length > 0) {
    const values = { k: litter.length, litter: some(litter), n: maybe.length, maybe: some(maybe) };
    return judge(message('rules.ART-03.judge', values), memberRefs(context, [...litter, ...maybe]));
  }
  if (integrity.lists.length === 0) return undecidable([message('rules.missing.checksums')], manifestRefs(context));
  return pass(message('rules.ART-03.pass', { n: integrity.members.length }), [], manifestRefs(context));
}

/** CS-ART-04: digests match with a strong algorithm. */
export function digestsMatch(context: Context): Outcome {
  const { integrity } = context.release.verification;
  const first = integrity.mismatched[0];
  if (first !== undefined) {
    const paths = [...new Set(integrity.mismatched.map((mismatch) => mismatch.path))];
    const values = { path: first.path, recorded: first.expected, computed: first.actual, k: paths.length };
    return fail(message('rules.ART-04.fail', values), [...manifestRefs(context), ...memberRefs(context, paths)]);
  }
  if (integrity.lists.every((list) => list.entries === 0))
    return undecidable([message('rules.missing.checksums')], manifestRefs(context));
  const unlisted = unlistedMembers(context);
  const bare = unlisted.filter((item) => item.standing === 'open').map((item) => item.path);
  if (bare.length > 0) {
    const values = { k: bare.length, paths: some(bare) };
    return fail(message('rules.ART-04.fail-none', values), [...manifestRefs(context), ...memberRefs(context, bare)]);
  }
  const unreadable = integrity.members.filter((member) => member.state === 'unreadable').map((member) => member.path);
  if (unreadable.length > 0 || integrity.missing.length > 0) {
    const paths = some([...unreadable, ...integrity.missing.map((item) => item.path)]);
    return undecidable([message('rules.missing.unhashed', { paths })], manifestRefs(context));
  }
  const malformed = integrity.unsafe.map((entry) => entry.path);
  if (malformed.length > 0)
    return undecidable([message('rules.missing.checksum-form', { paths: some(malformed) })], manifestRefs(context));
  const soft = [...integrity.weak, ...unlisted.filter((item) => item.standing !== 'covered').map((item) => item.path)];
  if (soft.length > 0) {
    const values = { k: integrity.weak.length, weak: some(integrity.weak), paths: some(soft), n: soft.length };
    return judge(message('rules.ART-04.judge', values), memberRefs(context, soft));
  }
  const verified = integrity.members.filter((member) => member.state === 'verified').length;
  if (verified === 0) return undecidable([message('rules.missing.checksums')], manifestRefs(context));
  return pass(message('rules.ART-04.pass', { n: verified }), [], manifestRefs(context));
}

function manifestSignatures(context: Context): readonly SignatureResult[] {
  const { manifest, signatures } = context.release.verification;
  return manifest === null
    ? []
    : signatures.filter(({ format, covers }) => format !== 'timestamp' && covers.includes(manifest.path));
}

/** CS-ART-05: the manifest is signed and the signature verifies. */
export function manifestSigned(context: Context): Outcome {
  const { manifest } = context.release.verification;
  if (manifest === null) return undecidable([message('rules.missing.manifest')]);
  const signatures = manifestSignatures(context);
  const evidence = manifestRefs(context);
  if (signatures.length === 0) return fail(message('rules.ART-05.fail-none', { path: manifest.path }), evidence);
  const failed = signatures.find((signature) => signature.indication === 'TOTAL_FAILED');
  if (failed !== undefined) {
    const values = { path: failed.path, signer: failed.signer?.name ?? '?', code: failed.reason.code };
    return fail(message('rules.ART-05.fail', values), evidence);
  }
  const open = signatures.find((signature) => signature.indication === 'INDETERMINATE');
  const passed = signatures.find((signature) => signature.indication === 'TOTAL_PASSED');
  if (open !== undefined) {
    const values = { path: open.path, signer: open.signer?.name ?? '?', code: open.reason.code };
    return judge(message('rules.ART-05.judge', values), evidence);
  }
  return pass(
    message('rules.ART-05.pass', { path: passed?.path ?? '', signer: passed?.signer?.name ?? '?' }),
    [],
    evidence,
  );
}

/** By the signer's own claim, or by proof, the signature lies outside the certificate's validity. */
const OUT_OF_VALIDITY: readonly ReasonCode[] = ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID'];

/**
 * CS-ART-06: key and time can be relied on. A claimed signing time proves nothing in the signer's favour, and a fingerprint that comes
 * with the archive confirms nothing; one that is not the signer's is shown.
 */
export function keyAndTimeReliable(context: Context): Outcome {
  const signatures = manifestSignatures(context);
  const evidence = manifestRefs(context);
  const first = signatures[0];
  if (first === undefined) return undecidable([message('rules.missing.signatures')], evidence);
  const dead = signatures.find((signature) => OUT_OF_VALIDITY.includes(signature.reason.code));
  if (dead !== undefined) {
    const { signer, reason } = dead;
    const values = { certificate: signer?.fingerprint ?? '?', signer: signer?.name ?? '?', code: reason.code };
    return fail(message('rules.ART-06.fail', values), evidence);
  }
  const signed = signatures.flatMap((signature) => {
    const { signer } = signature;
    return signer === null ? [] : [{ signature, signer, custody: custodyOf(context.release, signer) }];
  });
  const shown = signed.find(({ custody }) => custody.standing === 'differs') ?? signed[0];
  if (shown === undefined) return judge(message('rules.ART-06.judge-no-signer', { path: first.path }), evidence);
  const { signature, signer, custody } = shown;
  const values = {
    certificate: signer.fingerprint,
    key: signer.keyFingerprint,
    signer: signer.name,
    custody: custody.standing,
    path: custody.path,
    stated: some(custody.stated),
    claimed: signature.times.claimed ?? 'none',
    trusted: signature.times.trusted ?? 'none',
  };
  // How the fingerprint was confirmed is known to the person who added the trust anchor and to nobody else.
  return judge(message('rules.ART-06.judge', values), capped([...evidence, ...custody.where]));
}
