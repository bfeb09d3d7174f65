import { DEVICE_FACTS, type DeviceFact, type Profile, type Thresholds } from '../domain/assessment.ts';
import type { Edition, Mode, SafetyClass } from '../domain/clause.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { statedFact } from './device-facts.ts';
import { DEFAULT_THRESHOLDS } from './rule-set.ts';

/** What the auditor sets beside the manifest; each overrules it. */
export interface ProfileOverrides {
  readonly edition?: Edition;
  readonly safetyClass?: SafetyClass;
  readonly mode?: Mode;
  /** Facts of the device by name: `true` or `false`, or years as a number. */
  readonly facts?: Readonly<Partial<Record<DeviceFact, string>>>;
  readonly reason?: string;
  readonly thresholds?: Thresholds;
}

/**
 * Returns under what the release is judged: the auditor's word, else the manifest's, else edition A1:2015, a third-party audit,
 * and no class, which the rules then judge as class C.
 */
export function resolveProfile(manifest: ReleaseManifest | null, overrides: ProfileOverrides): Profile {
  const edition = manifest?.product.edition ?? null;
  const safetyClass = manifest?.product.safetyClass ?? null;
  return {
    edition: overrides.edition ?? edition ?? 'a1-2015',
    editionFrom: overrides.edition !== undefined ? 'auditor' : edition !== null ? 'manifest' : 'default',
    safetyClass: overrides.safetyClass ?? safetyClass,
    safetyClassFrom: overrides.safetyClass !== undefined ? 'auditor' : safetyClass !== null ? 'manifest' : 'default',
    mode: overrides.mode ?? 'third-party',
    overruled: DEVICE_FACTS.flatMap((fact) => {
      const value = overrides.facts?.[fact];
      return value === undefined ? [] : [{ fact, stated: statedFact(manifest, fact), value }];
    }),
    reason: overrides.reason ?? null,
    thresholds: overrides.thresholds ?? DEFAULT_THRESHOLDS,
  };
}
