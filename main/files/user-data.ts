import { join } from 'node:path';

/** Where what people did is kept: trust anchors, settings, the list of audits. The archive itself is never written to. */
export interface UserData {
  readonly folder: string;
  readonly trust: string;
  /** The sample releases for practice. */
  readonly practice: string;
  /** Where the window was last. */
  readonly window: string;
}

/** Returns the places inside the user's data `folder`. */
export function userData(folder: string): UserData {
  return {
    folder,
    trust: join(folder, 'trust.json'),
    practice: join(folder, 'practice'),
    window: join(folder, 'window.json'),
  };
}
