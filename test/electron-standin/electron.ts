import type * as Real from 'electron';
import { app } from './app.ts';
import { BrowserWindow, webContents } from './browser-window.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { powerMonitor } from './power-monitor.ts';
import { protocol } from './protocol.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { strict, type Played } from './strict.ts';
import { utilityProcess } from './utility-process.ts';

/** What `import 'electron'` gives in the main process. Played that are missing here do not link. */
export const electron = strict('electron', {
  app,
  BrowserWindow,
  dialog,
  Menu,
  ipcMain,
  powerMonitor,
  protocol,
  screen,
  session,
  utilityProcess,
  webContents,
} satisfies Played<typeof Real>);
