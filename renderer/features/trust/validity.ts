import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';

/** Returns the period of validity of a trust anchor as text, and says so where its kind has none. */
export function validity({ notBefore, notAfter }: Pick<TrustAnchor, 'notBefore' | 'notAfter'>): string {
  if (notBefore === null) return t('window.trust.always');
  if (notAfter === null) return t('window.trust.until-open', { from: formatInstant(notBefore) });
  return t('window.trust.from-to', { from: formatInstant(notBefore), to: formatInstant(notAfter) });
}
