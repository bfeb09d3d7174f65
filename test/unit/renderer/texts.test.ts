import { describe, expect, it } from 'vitest';
import { hasText, say, t } from '../../../renderer/text/text.ts';
import { problemTexts } from '../../../renderer/ui/problem.tsx';
import { isAdvice } from '../../../renderer/ui/remedy.tsx';
import { readPreferences } from '../../../renderer/ui/preferences.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';

describe('the window’s texts', () => {
  it('name every section', () => {
    expect(SECTIONS.filter((section) => !hasText(`section.${section}`))).toEqual([]);
  });

  it('make hidden characters of values visible', () => {
    expect(t('window.running.bytes', { done: 'a\u202Eb', total: '\u0007' })).toBe('a<U+202E>b of <U+0007>');
    expect(say({ key: 'window.export.unsaved', values: { sections: ['x\u200B', 'y'] } })).toContain('x<U+200B>, y');
  });

  it('lose no fact when a text is missing or cannot be filled', () => {
    expect(say({ key: 'no.such.key', values: { path: 'a\u202E' } })).toBe('no.such.key {"path":"a<U+202E>"}');
    expect(say({ key: 'window.running.bytes', values: { done: '1' } })).toContain('window.running.bytes');
  });
});

describe('the texts of a problem', () => {
  it('of the journal do not ask for another name', () => {
    const values = { name: 'workspace', of: 'journal', reason: 'ENOSPC' };
    const texts = problemTexts({ code: 'FILE_NOT_WRITABLE', values, member: null });
    expect(texts.sentence).toBe(
      'Nothing can be recorded: the audit journal cannot be written (the disk is full, ENOSPC).',
    );
    expect(texts.remedy).not.toContain('another name');
    const other = problemTexts({ code: 'FILE_NOT_WRITABLE', values: { name: 'pack.pdf', reason: 'E?' }, member: null });
    expect(other.sentence).toContain('"pack.pdf" cannot be written (E?)');
    expect(other.remedy).toContain('another name');
  });

  it('of a file that cannot be shown do not say that nothing was checked', () => {
    const gone = problemTexts({ code: 'FILE_NOT_FOUND', values: { name: 'a.zip' }, member: null }, 'viewing');
    expect(gone.sentence).toBe('The file cannot be shown: "a.zip" is no longer there.');
    const changed = problemTexts({ code: 'ARCHIVE_CHANGED', values: {}, member: 'a' }, 'viewing');
    expect(`${gone.meaning} ${changed.meaning}`).not.toContain('refused');
  });

  it('say of a refusal that nothing was judged', () => {
    const texts = problemTexts({ code: 'ZIP_GAP', values: {}, member: null });
    expect(texts.meaning).toContain('neither passed nor failed');
    expect(texts.sentence).not.toContain('ZIP_GAP');
  });

  it('name a code that the catalogue does not hold', () => {
    expect(problemTexts({ code: 'NEW_CODE', values: {}, member: null }).sentence).toContain('NEW_CODE');
  });
});

describe('advice', () => {
  it('is what tells the manufacturer how to do better, not what the auditor can do', () => {
    expect(isAdvice('SIGNATURE_ALGORITHM_WEAK')).toBe(true);
    expect(isAdvice('CHAIN_NO_ANCHOR_GIVEN')).toBe(false);
    expect(isAdvice('MEMBER_MISSING')).toBe(false);
  });
});

describe('preferences', () => {
  it('are the defaults whenever the stored text cannot be read', () => {
    for (const stored of [null, '', '[]', 'null', '{"theme":"pink"}', '{"theme":7']) {
      expect(readPreferences(stored)).toEqual({ theme: 'system', singleKeys: true, lockMinutes: 10, language: 'en' });
    }
    expect(readPreferences('{"theme":"dark","singleKeys":false}')).toMatchObject({ theme: 'dark', singleKeys: false });
  });
});
