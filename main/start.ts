import { join, resolve } from 'node:path';
import type { App } from 'electron';
import { z } from 'zod';
import { readArgv, type Asked } from './files/argv.ts';

const startSchema = z.object({ argv: z.array(z.string()), cwd: z.string() });

/** What a program was started with, as it tells one that runs already. */
export type Start = z.infer<typeof startSchema>;

/**
 * Places trust anchors and workspaces: in the folder that `COUNTERSIGN_USER_DATA` names, such as one on an encrypted disk, else in the system's
 * folder for the program. Electron fixed its own choice before the program had its name, so it is set here.
 */
export function placeUserData(app: App): void {
  const given = process.env['COUNTERSIGN_USER_DATA'] ?? '';
  app.setPath('userData', given === '' ? join(app.getPath('appData'), app.getName()) : resolve(given));
  // What is kept on a disk of its own is kept there whole: audits too.
  if (given !== '') app.setPath('documents', resolve(given, 'documents'));
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
