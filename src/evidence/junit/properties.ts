import type { Located } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';

/** Properties by lower-case name, and those that later suites state otherwise. */
export interface PropertyTable {
  put(name: string, value: string, at: { readonly element: string; readonly line: number }): void;
  readonly values: () => Readonly<Record<string, Located<string>>>;
  /** Names what tells the build under test and is stated in two ways: then the first value does not speak for the file. */
  readonly conflicts: () => readonly Message[];
}

const TELLING: ReadonlySet<string> = new Set(['version', 'commit', 'build', 'tag', 'level']);

/** Returns an empty table. The first value of a name wins. */
export function propertyTable(): PropertyTable {
  const table = new Map<string, Located<string>>();
  const conflicts = new Map<string, Message>();
  return {
    put: (written, value, at) => {
      const name = written.trim().toLowerCase();
      const known = table.get(name);
      if (known === undefined) {
        const locator = { kind: 'element', path: at.element, line: at.line } as const;
        table.set(name, { value, at: locator });
      } else if (TELLING.has(name) && known.value !== value && !conflicts.has(name)) {
        const values = { name, first: visible(known.value), second: visible(value), line: at.line };
        conflicts.set(name, message('evidence.junit.property-differs', values));
      }
    },
    values: () => Object.assign(Object.create(null) as Record<string, Located<string>>, Object.fromEntries(table)),
    conflicts: () => [...conflicts.values()],
  };
}
