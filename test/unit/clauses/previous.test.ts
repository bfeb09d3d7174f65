import { describe, expect, test } from 'vitest';
import { assess, refusedPrevious, resolveProfile } from '../../../src/clauses/index.ts';
import { render } from '../../../src/domain/render.ts';
import type { Release } from '../../../src/domain/release.ts';
import { english } from '../../support/archives.ts';
import { anomalies, anomaly, NO_PRODUCT, release, sha, type ReleaseParts } from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

const files = [anomalies([anomaly('A-1')])];

function before(parts: ReleaseParts = {}): Release {
  return release({ manifest: { version: '2.3.1' }, files, archive: 'previous', ...parts });
}

function withVerdict(verdict: Release['verification']['verdict']): Release {
  const loaded = before();
  return { ...loaded, verification: { ...loaded.verification, verdict } };
}

const product = (changes: object): ReleaseParts => ({
  manifest: { version: '2.3.1', product: { ...NO_PRODUCT, name: 'Product', ...changes } },
});

describe('an archive loaded as the previous release', () => {
  const own = { files };

  test('is compared with when it is verified, of this product, and the version that the manifest names', () => {
    expect(ruleOn('CS-582-05', own, { previous: before() }).result).toBe('pass');
    expect(ruleOn('CS-VER-02', own, { previous: before() }).result).toBe('pass');
  });

  test.each([
    ['failed verification', withVerdict('TOTAL_FAILED'), 'failed verification'],
    ['is not proven', withVerdict('INDETERMINATE'), 'neither confirmed nor refuted'],
    ['is of another product', before(product({ name: 'Other' })), 'another product'],
    ['has another Basic UDI-DI', before(product({ name: 'Other', basicUdiDi: 'X' })), 'another product'],
    ['does not name its product', before(product({ name: null })), 'name of the product'],
    ['is of another version', before({ manifest: { version: '2.2.0' } }), '2.2.0'],
    ['is the same archive', before({ archive: 'archive' }), 'is this archive'],
  ])('makes rules undecidable where it %s', (_what, previous, said) => {
    for (const rule of ['CS-582-05', 'CS-VER-02']) {
      const found = ruleOn(rule, own, { previous });
      expect(found.result, rule).toBe('undecidable');
      expect(found.missingTexts.join(' '), rule).toContain(said);
    }
    expect(ruleOn('CS-582-01', { files: [anomalies([])] }, { previous }).result).toBe('undecidable');
  });

  test('makes rules undecidable where the manifest names no previous version', () => {
    const found = ruleOn('CS-582-05', { manifest: { previous: null }, files }, { previous: before() });
    expect(found.result).toBe('undecidable');
  });

  test('is told with its name, digest and verdict', () => {
    const subject = release({ files });
    const told = (previous: Release | null): unknown =>
      assess(subject, resolveProfile(subject.manifest, {}), previous).previous;
    expect(told(null)).toBeNull();
    expect(told(before())).toMatchObject({ sha256: sha('previous'), verdict: 'TOTAL_PASSED', used: true });
    expect(told(withVerdict('TOTAL_FAILED'))).toMatchObject({ verdict: 'TOTAL_FAILED', used: false });
  });

  test('that was refused makes rules undecidable with its code, what it means and what to do', () => {
    const refused = refusedPrevious('old.zip', { code: 'NAME_PARENT', values: { member: '../x' } });
    const subject = release({ files });
    const { results, previous, previousRefused } = assess(subject, resolveProfile(subject.manifest, {}), refused);
    for (const rule of ['CS-582-05', 'CS-VER-02']) {
      const found = results.find((result) => result.rule === rule);
      expect(found?.result, rule).toBe('undecidable');
      const said = found?.missing.map((one) => render(english, one)).join(' ') ?? '';
      for (const part of ['old.zip', 'NAME_PARENT', '../x', 'Ask the manufacturer']) expect(said).toContain(part);
    }
    expect(previous).toBeNull();
    expect(previousRefused).toMatchObject({ name: 'old.zip', code: 'NAME_PARENT' });
    expect(ruleOn('CS-582-01', { files: [anomalies([])] }, { previous: refused }).result).toBe('undecidable');
    expect(assess(subject, resolveProfile(subject.manifest, {}), null).previousRefused).toBeNull();
  });
});
