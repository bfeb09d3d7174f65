import { describe, expect, it } from 'vitest';
import { compared } from '../../../renderer/features/trust/compare.ts';
import { anchorWords, typedWords } from '../../../renderer/features/trust/words-fields.tsx';

describe('the fingerprint that a person pastes', () => {
  const fingerprint = '0123456789abcdef'.repeat(4);
  const subject = 'ssh-ed25519 SHA256:xYsOKc9clZNH9bAFqShBIDshT0QxGtq5ndjK0LOpqVA';
  const pgp = 'OpenPGP 0123456789ABCDEF0123456789ABCDEF01234567';
  it.each([
    ['nothing', '  ', subject, 'empty'],
    ['hexadecimal', fingerprint, subject, 'same'],
    ['groups of four', fingerprint.replace(/(.{4})/gu, '$1 '), subject, 'same'],
    [
      'pairs with colons, as openssl prints them',
      `SHA256 Fingerprint=${fingerprint.toUpperCase().replace(/(..)(?=.)/gu, '$1:')}`,
      subject,
      'same',
    ],
    ['as SSH prints it', ' SHA256:xYsOKc9clZNH9bAFqShBIDshT0QxGtq5ndjK0LOpqVA\n', subject, 'same'],
    ['as OpenPGP prints it', '0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567', pgp, 'same'],
    ['one digit that differs', fingerprint.replace(/.$/u, '0'), subject, 'different'],
    ['its beginning', fingerprint.slice(0, 40), subject, 'different'],
    ['a word of the subject', 'ssh-ed25519', subject, 'different'],
    ['SSH in another case', 'SHA256:XYSOKC9CLZNH9BAFQSHBIDSHT0QXGTQ5NDJK0LOPQVA', subject, 'different'],
  ])('%s', (_name, pasted, of, expected) => {
    expect(compared(pasted, { fingerprint, subject: of })).toBe(expected);
  });
});

describe('the words of an anchor', () => {
  it('are typed and read without loss', () => {
    const words = {
      label: 'QA',
      note: 'n',
      roles: ['release', 'qa_lead'],
      manufacturer: 'X',
      expires: '2030-02-01T00:00:00.000Z',
    };
    expect(anchorWords(typedWords(words))).toEqual(words);
    const none = { label: '', note: '', roles: [], manufacturer: null, expires: null };
    expect(anchorWords(typedWords(none))).toEqual(none);
  });

  it('hold each role once, and no end that is no day', () => {
    const typed = { label: ' ', note: '', roles: ' release,, qa_lead;release', manufacturer: ' ', expires: '2030-2' };
    expect(anchorWords(typed)).toEqual({
      label: '',
      note: '',
      roles: ['release', 'qa_lead'],
      manufacturer: null,
      expires: null,
    });
  });
});
