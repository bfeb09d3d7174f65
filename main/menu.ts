import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../src/contract/commands.ts';
import { message } from '../src/domain/message.ts';
import { render, type Catalogue } from '../src/domain/render.ts';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly catalogue: Catalogue;
  /** Tells the window which entry was chosen. */
  readonly choose: (command: Command) => void;
}

/**
 * Puts our menu in the place of Electron's own, whose help entries open web pages in a browser and whose view entries reload and inspect.
 * Entries do what keys and buttons of the window do; the rest are the platform's own.
 */
export function installMenu({ platform, catalogue, choose }: MenuOptions): void {
  const mac = platform === 'darwin';
  const say = (key: string): string => render(catalogue, message(`main.menu.${key}`));
  const entry = (command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label: say(command),
    click: () => choose(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const menu: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('file'),
      submenu: [
        entry('new-audit', 'CmdOrCtrl+N'),
        entry('open', 'CmdOrCtrl+O'),
        entry('open-audit'),
        line,
        entry('export', 'CmdOrCtrl+E'),
        entry('print', 'CmdOrCtrl+P'),
        line,
        entry('lock', 'CmdOrCtrl+L'),
        entry('close-archive', 'CmdOrCtrl+W'),
        ...(mac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: say('view'),
      submenu: [
        entry('search', 'CmdOrCtrl+K'),
        line,
        entry('verdict'),
        entry('clauses'),
        entry('desk'),
        entry('work'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [entry('help')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
}
