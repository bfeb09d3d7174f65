import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stateSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
  maximized: z.boolean(),
});

/** Where the window was when it was closed, in device-independent pixels. */
export type WindowState = z.infer<typeof stateSchema>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the title bar has to be on a screen that one can take hold of it. */
const GRIP = 100;

/** Returns where the window was, or `null` where nothing is known, or where it would be on no screen of now. */
export function readWindowState(path: string, screens: readonly Area[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return screens.some((screen) => isReachable(state, screen)) ? state : null;
  } catch {
    return null;
  }
}

/** Keeps where the window is. That it cannot be kept loses nothing but a place, so nothing is said of it. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  } catch {
    // The data folder may be on a disk that was taken away.
  }
}

function isReachable(state: WindowState, screen: Area): boolean {
  const right = Math.min(state.x + state.width, screen.x + screen.width);
  const across = right - Math.max(state.x, screen.x);
  return across >= GRIP && state.y >= screen.y && state.y < screen.y + screen.height - GRIP / 2;
}
