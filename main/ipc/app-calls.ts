import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { Services } from './services.ts';

/** Answers what the program is, what it was started with, and whether its window may close. */
export function appCalls({ product, takeInitial, leaving }: Services): Handlers<Contract>['app'] {
  return {
    info: () => Promise.resolve({ ...product }),
    initialArchive: () => takeInitial(),
    leave: () => {
      leaving.leave();
      return Promise.resolve({});
    },
    stay: () => {
      leaving.stay();
      return Promise.resolve({});
    },
  };
}
