import type { RefusedPrevious } from '../domain/assessment.ts';
import { refusalRemedy, refusalSentence, type Refusal } from '../domain/errors.ts';
import { message, type Message } from '../domain/message.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import type { Release } from '../domain/release.ts';
import { sameVersion } from '../domain/version.ts';
import { released } from './identity.ts';

/** What can be made of the archive that was loaded as the release before. */
export interface PreviousStanding {
  /** The release before, proven to be it; `null` where none was loaded or where it cannot be relied on. */
  readonly previous: Release | null;
  /** Why an archive that was loaded is not relied on; the first sentence names it. */
  readonly refused: readonly [Message, ...(readonly Message[])] | null;
  /** A verified archive of the same product that is not the version which the manifest names as the previous one. */
  readonly sibling: Release | null;
}

/**
 * Returns whether rules may compare `release` with `loaded`: its verdict is `TOTAL_PASSED`, it is another archive of the same
 * product, and its version is the one that the manifest of `release` names as previous.
 */
export function previousStanding(release: Release, loaded: Release | RefusedPrevious | null): PreviousStanding {
  if (loaded === null) return { previous: null, refused: null, sibling: null };
  if (isRefused(loaded)) {
    const { name, code, sentence, remedy } = loaded;
    return refusedFor(message('rules.missing.previous-refused', { name, code }), sentence, remedy);
  }
  const { archive, verdict } = loaded.verification;
  const { name } = archive;
  if (archive.sha256 === release.verification.archive.sha256)
    return refusedFor(message('rules.missing.other-previous'));
  if (verdict !== 'TOTAL_PASSED') return refusedFor(message('rules.missing.previous-verified', { name, verdict }));
  const [own, other] = [release.manifest, loaded.manifest];
  const product = own?.product.name?.trim() ?? '';
  const before = other?.product.name?.trim() ?? '';
  if (own === null || other === null || product === '' || before === '')
    return refusedFor(message('rules.missing.previous-product', { name }));
  if (!sameProduct(own, other))
    return refusedFor(message('rules.missing.previous-same-product', { name, product, other: before }));
  const version = released(loaded, 'version')?.value ?? '';
  if (version === '') return refusedFor(message('rules.missing.previous-version'));
  const named = own.previous?.trim() ?? '';
  if (named === '')
    return { ...refusedFor(message('rules.missing.previous-named', { name, version })), sibling: loaded };
  if (version.trim() !== named && !sameVersion(version, named))
    return { ...refusedFor(message('rules.missing.previous-is-named', { name, version, named })), sibling: loaded };
  return { previous: loaded, refused: null, sibling: null };
}

function refusedFor(...refused: readonly [Message, ...(readonly Message[])]): PreviousStanding {
  return { previous: null, refused, sibling: null };
}

/** Returns whether the archive that was given as the release before was refused, so that nothing was read from it. */
export function isRefused(loaded: Release | RefusedPrevious): loaded is RefusedPrevious {
  return 'code' in loaded;
}

/** Returns what an assessment says of the archive `name`, given as the release before and ended by `refusal`. */
export function refusedPrevious(name: string, { code, values }: Pick<Refusal, 'code' | 'values'>): RefusedPrevious {
  const of = { code, values: { member: '', ...values } };
  return { name, code, sentence: refusalSentence(of), remedy: refusalRemedy(of) };
}

/** Same name, and no other manufacturer or Basic UDI-DI where both state one. */
function sameProduct({ product: own }: ReleaseManifest, { product: other }: ReleaseManifest): boolean {
  const agree = (left: string | null, right: string | null): boolean =>
    left === null || right === null || plain(left) === plain(right);
  return (
    agree(own.name, other.name) &&
    agree(own.manufacturer, other.manufacturer) &&
    agree(own.basicUdiDi, other.basicUdiDi)
  );
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
