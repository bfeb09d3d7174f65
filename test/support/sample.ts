import { buildFaultySample, buildSample, signers, type FaultySample, type Sample } from '../../assets/sample/index.ts';
import type { KeyPair } from '../../src/packer/index.ts';
import { sharedKeys } from './keys.ts';

let sample: Sample | null = null;
let faulty: FaultySample | null = null;

/** Returns keys for everybody who signs in the sample, made once in a test process. */
export function sampleKeysForTests(): ReadonlyMap<string, KeyPair> {
  return new Map(signers().map(({ name, kind }) => [name, sharedKeys(kind, `sample ${name}`)]));
}

/** Returns the sample release of seed 1, made once in a test process. */
export function sharedSample(): Sample {
  sample ??= buildSample({ seed: 1, keys: sampleKeysForTests() });
  return sample;
}

/** Returns the sample with planted faults of seed 1, made once in a test process. */
export function sharedFaultySample(): FaultySample {
  faulty ??= buildFaultySample({ seed: 1, keys: sampleKeysForTests() });
  return faulty;
}
