import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { Services } from './services.ts';

/** Answers what the program is and what it was started with. */
export function appCalls({ product, takeInitial }: Services): Handlers<Contract>['app'] {
  return {
    info: () => Promise.resolve({ ...product }),
    initialArchive: () => Promise.resolve(takeInitial()),
  };
}
