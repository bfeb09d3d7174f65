/** What the program's menu asks the window to do. */
export const COMMANDS = [
  'new-audit',
  'open',
  'open-audit',
  'export',
  'print',
  'lock',
  'close-archive',
  'search',
  'verdict',
  'clauses',
  'desk',
  'work',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];
