import type { TrustAnchor } from '../../../src/domain/signature.ts';

/**
 * Returns whether a pasted fingerprint is that of the anchor, however it is written: hexadecimal with spaces or colons, as SSH prints it,
 * the public key of minisign, the fingerprint of OpenPGP. `empty`: nothing was pasted.
 */
export function compared(
  pasted: string,
  { fingerprint, subject }: Pick<TrustAnchor, 'fingerprint' | 'subject'>,
): 'empty' | 'same' | 'different' {
  const text = pasted.trim();
  if (text === '') return 'empty';
  const hex = text
    .replace(/^sha-?256\b/iu, '')
    .replace(/^\s*fingerprint\b/iu, '')
    .replace(/[\s:.=-]/gu, '')
    .toLowerCase();
  const words = subject.split(' ');
  if (hex === fingerprint || words.some((word) => word.length >= 32 && word === text)) return 'same';
  return words.some((word) => /^[0-9A-F]{40,64}$/u.test(word) && word.toLowerCase() === hex) ? 'same' : 'different';
}
