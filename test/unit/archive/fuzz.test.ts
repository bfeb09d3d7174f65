import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, damages } from '../../fuzz/damage.ts';
import { FORMS } from '../../fuzz/forms.ts';
import { survive } from '../../fuzz/survive.ts';

describe.each(FORMS)('any damage to $name', (form) => {
  it('is done to what can be read', async () => {
    expect(await survive(form.finish(form.whole), form)).toBe('read');
  });

  it('ends in a refusal with a text, or in members within the budgets', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (done) => {
        await survive(form.finish(damaged(form.whole, done)), form);
      }),
      { numRuns: 150 },
    );
  });
});
