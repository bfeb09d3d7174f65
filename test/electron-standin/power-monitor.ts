import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { listening, strict, type Played } from './strict.ts';

/** Plays listening to the machine's sleep and its locked screen, of which a browser learns nothing. */
export const powerMonitor = strict('powerMonitor', {
  ...listening('powerMonitor', new EventEmitter(), { emitted: [], silent: ['lock-screen', 'suspend'] }),
} satisfies Played<PowerMonitor>);
