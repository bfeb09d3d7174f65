import { Menu } from 'electron';

/** Replaces Electron's own menu, whose help entries open web pages in a browser and whose view entries reload and inspect. */
export function blockDefaultMenu(platform: NodeJS.Platform): void {
  // Only macOS needs a menu for its copy and paste keys to work.
  const mac = platform === 'darwin';
  const kept = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(mac ? Menu.buildFromTemplate([...kept]) : null);
}
