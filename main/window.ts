import { BrowserWindow, screen, type App } from 'electron';
import { readWindowState, writeWindowState } from './files/window-state.ts';
import { ORIGIN, windowPreferences } from './security/index.ts';

const WIDTH = 1_360;
const HEIGHT = 860;
const LEAST_WIDTH = 960;
const LEAST_HEIGHT = 600;

/** Opens the one window where it was last, keeps its contents known while it is there, and shows our page. */
export async function openWindow(
  app: App,
  preload: string,
  knownContents: Set<number>,
  statePath: string,
): Promise<BrowserWindow> {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = readWindowState(statePath, screens);
  const window = new BrowserWindow({
    width: state?.width ?? WIDTH,
    height: state?.height ?? HEIGHT,
    ...(state === null ? {} : { x: state.x, y: state.y }),
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    title: app.getName(),
    show: false,
    webPreferences: windowPreferences(preload, app.isPackaged),
  });
  const { id } = window.webContents;
  knownContents.add(id);
  window.once('closed', () => knownContents.delete(id));
  window.on('close', () =>
    writeWindowState(statePath, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  window.once('ready-to-show', () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  await window.loadURL(`${ORIGIN}/`);
  return window;
}

/** Brings a window to the front, as a person expects who starts the program a second time. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
