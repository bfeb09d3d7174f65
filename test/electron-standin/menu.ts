import type { Menu as RealMenu } from 'electron';
import { strict, type Played } from './strict.ts';

/** Plays taking the menu away; Chromium's app windows have none to show one in. */
export const Menu = strict('Menu', {
  setApplicationMenu: (menu: RealMenu | null): void => {
    if (menu !== null) throw new Error('the Electron stand-in plays no menus');
  },
} satisfies Played<typeof RealMenu>);
