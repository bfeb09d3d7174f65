import { resolve } from 'node:path';
import type { App } from 'electron';
import { z } from 'zod';
import { readArgv, type Asked } from './files/argv.ts';

const startSchema = z.object({ argv: z.array(z.string()), cwd: z.string() });

/** What a program was started with, as it tells one that runs already. */
export type Start = z.infer<typeof startSchema>;

/** Lets `COUNTERSIGN_USER_DATA` name another folder for trust anchors and workspaces, such as one on an encrypted disk. */
export function placeUserData(app: App): void {
  const folder = process.env['COUNTERSIGN_USER_DATA'];
  if (folder !== undefined && folder !== '') app.setPath('userData', resolve(folder));
}

/** Returns what this program was started with. */
export function startedWith(): Start {
  return { argv: [...process.argv], cwd: process.cwd() };
}

/** Returns what a start asks for; `null` when another program sent something else. */
export function askedBy(start: unknown, app: App): Asked | null {
  const parsed = startSchema.safeParse(start);
  if (!parsed.success) return null;
  const { argv, cwd } = parsed.data;
  return readArgv(argv, { packaged: app.isPackaged, appPath: app.getAppPath(), cwd });
}
