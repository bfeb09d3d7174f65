import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { REFUSAL_CODES } from '../../../src/domain/errors.ts';

const page = readFileSync(new URL('../../../docs/archive-errors.md', import.meta.url), 'utf8');

describe('the page of refusals', () => {
  it('has one section with a meaning and an example for every code, and none besides', () => {
    const sections = page.split(/^### /mu).slice(1);
    expect(sections.map((section) => section.slice(0, section.indexOf('\n'))).sort()).toEqual(
      [...REFUSAL_CODES].sort(),
    );
    for (const section of sections)
      expect(section).toMatch(/^[A-Z0-9_]+\n\n.{20,}\n\n- Example: .{10,}\n- What to do: .{20,}/u);
  });

  it('lists every limit that can be set, with its usual value', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| .* \| ([\d,]+) +\|$/gmu)];
    expect(
      Object.fromEntries(rows.map(([, name = '', usual = '']) => [name, Number(usual.replaceAll(',', ''))])),
    ).toEqual(DEFAULT_BUDGETS);
  });
});
