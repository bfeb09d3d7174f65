import { randomInt } from 'node:crypto';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { DrawRequest } from '../../src/contract/schemas-desk.ts';
import type { Sha256 } from '../../src/domain/brand.ts';
import type { SampleState } from '../../src/domain/workspace.ts';
import { Problem } from '../files/problem.ts';
import { record } from './audit-calls.ts';
import { inspectorOf, verifiedOf, type Services } from './services.ts';

/** Answers the calls on the desk's tables, and draws samples from them. */
export function deskCalls(services: Services): Handlers<Contract>['desk'] {
  const { sessions } = services;
  return {
    rows: ({ session, table, query }) => {
      const open = sessions.get(session);
      verifiedOf(open);
      return inspectorOf(open).ask({ kind: 'desk-table', table, query });
    },
    draw: async ({ session, wanted }) => {
      const open = sessions.get(session);
      const { workspace } = verifiedOf(open);
      const { section, row, ...asked } = {
        ...wanted,
        seed: wanted.seed.trim() === '' ? newSeed() : wanted.seed.trim(),
      };
      const drawn = await inspectorOf(open).ask({ kind: 'draw', wanted: asked, before: [] });
      if (drawn.items.length === 0) throw new Problem('POPULATION_EMPTY');
      const { table, text, facets, method, seed, strata } = asked;
      return await record(services, open, {
        kind: 'sample-drawn',
        draw: {
          id: `S-${String(workspace.state().lastIds.sample + 1)}`,
          section,
          population: { table, text, facets, size: drawn.size, sha256: drawn.sha256 },
          method,
          seed: method === 'all' || method === 'judgement' ? '' : seed,
          row,
          strata,
          items: drawn.items,
        },
      });
    },
    extend: async ({ session, id, size }) => {
      const open = sessions.get(session);
      const sample = verifiedOf(open)
        .workspace.state()
        .samples.find((one) => one.id === id);
      if (sample === undefined || sample.method === 'all' || sample.method === 'judgement')
        throw new Problem('CALL_REFUSED');
      const before = [...sample.items];
      const drawn = await inspectorOf(open).ask({ kind: 'draw', wanted: wantedAgain(sample, size), before });
      // Drawn from other rows, the first draw would no longer be a part of this one.
      const isSame = drawn.sha256 === (sample.population.sha256 as Sha256);
      if (!isSame || !before.every(({ key }, place) => drawn.items[place]?.key === key))
        throw new Problem('POPULATION_CHANGED');
      const items = drawn.items.slice(before.length);
      if (items.length === 0) throw new Problem('POPULATION_EMPTY');
      return await record(services, open, { kind: 'sample-extended', id, items });
    },
  };
}

function wantedAgain(
  { population, method, seed, strata }: SampleState,
  size: number,
): Omit<DrawRequest, 'section' | 'row'> {
  const { table, text, facets } = population;
  return { table, text, facets: [...facets], method, size, seed, strata, keys: [] };
}

function newSeed(): string {
  return String(randomInt(10_000_000, 99_999_999));
}
