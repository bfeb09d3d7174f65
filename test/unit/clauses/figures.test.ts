import { expect, test } from 'vitest';
import { resolveProfile } from '../../../src/clauses/index.ts';
import { figuresOf } from '../../../src/clauses/figures.ts';
import { approval, recorded, release } from '../../support/release-builder.ts';

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
