import { expect, test } from 'vitest';
import { resolveProfile } from '../../../src/clauses/index.ts';
import { figuresOf } from '../../../src/clauses/figures.ts';
import { approval, component, recorded, release, sbom, soupList } from '../../support/release-builder.ts';

test('one person in one role is counted once, however often they signed, and a failure is not made up for', () => {
  const jane = { name: 'Jane Doe' };
  const approvals = [
    approval('qa_lead', jane),
    approval('QA-Lead', { name: 'JANE  doe' }),
    recorded('qa_lead', jane),
    approval('prrc', jane),
    approval('release_manager', { indication: 'TOTAL_FAILED', state: 'invalid' }),
    approval('release_manager'),
    approval('risk_owner', { indication: 'INDETERMINATE' }),
    recorded('software_lead', { name: 'Jo Roe' }),
  ];
  const { approvals: counted } = figuresOf(release({ approvals }), resolveProfile(null, {}));
  expect(counted).toMatchObject({ signed: 2, failed: 1, unproven: 1, recorded: 1 });
});

test('SOUP is counted from the SBOM, and from the SOUP list where a release has no SBOM at all', () => {
  const soup = (files: NonNullable<NonNullable<Parameters<typeof release>[0]>['files']>): number | null =>
    figuresOf(release({ files }), resolveProfile(null, {})).soup;
  const list = soupList([{ title: 'a' }, { title: 'b' }]);
  const bom = sbom([component('a', '1.0.0')]);
  expect(soup([])).toBeNull();
  expect(soup([list])).toBe(2);
  expect(soup([list, bom])).toBe(1);
  expect(soup([list, { ...bom, facts: { kind: 'opaque' } }])).toBeNull();
  expect(soup([{ ...list, reading: { ...list.reading, state: 'partly-read' } }])).toBeNull();
});
