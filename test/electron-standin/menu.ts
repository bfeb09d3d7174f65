import type { Menu as RealMenu, MenuItemConstructorOptions } from 'electron';
import { strict, type Played } from './strict.ts';

let shown: RealMenu | null = null;

/** Plays the program's menu as far as it can be without being seen: Chromium's app windows have no place to show one in. */
export const Menu = strict('Menu', {
  buildFromTemplate: (template: MenuItemConstructorOptions[]): RealMenu =>
    ({ items: template.map((item) => ({ ...item })) }) as unknown as RealMenu,
  setApplicationMenu: (menu: RealMenu | null): void => {
    shown = menu;
  },
  getApplicationMenu: (): RealMenu | null => shown,
} satisfies Played<typeof RealMenu>);
