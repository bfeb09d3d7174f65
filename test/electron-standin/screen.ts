import type { Display, Screen } from 'electron';
import { strict, type Played } from './strict.ts';

const WORK_AREA = { x: 0, y: 0, width: 1920, height: 1080 };

/** Plays one screen of a usual size: where Chromium's windows really are is not known here. */
export const screen = strict('screen', {
  getAllDisplays: (): Display[] => [{ workArea: WORK_AREA } as Display],
} satisfies Played<Screen>);
