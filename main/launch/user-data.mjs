import os from 'node:os';
import path from 'node:path';

/**
 * Returns the folder of the user's data: the one that `COUNTERSIGN_USER_DATA` names, such as one on an encrypted disk, else that of
 * the program as Electron's `userData` has it on each platform.
 */
export function userDataFolder() {
  const given = process.env['COUNTERSIGN_USER_DATA'] ?? '';
  if (given !== '') return path.resolve(given);
  const home = os.homedir();
  if (process.platform === 'win32')
    return path.join(process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Countersign');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Countersign');
  return path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'Countersign');
}
