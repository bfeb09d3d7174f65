/** Where inside a file something stands; each form is enough for a person without this tool to find it again. */
export type Locator =
  | { readonly kind: 'file' }
  | { readonly kind: 'line'; readonly line: number; readonly column?: number }
  | { readonly kind: 'pointer'; readonly pointer: string; readonly line: number }
  | { readonly kind: 'element'; readonly path: string; readonly line: number }
  | { readonly kind: 'case'; readonly id: string; readonly line: number }
  | { readonly kind: 'row'; readonly row: number; readonly column: string | null; readonly line: number }
  | { readonly kind: 'cell'; readonly sheet: string; readonly cell: string }
  | { readonly kind: 'commit'; readonly commit: string };

/** Returns a locator as the short text that JSON and PDF print, such as `line 12` or `/metadata/component/version`. */
export function locatorText(locator: Locator): string {
  switch (locator.kind) {
    case 'file':
      return 'file';
    case 'line':
      return locator.column === undefined ? `line ${locator.line}` : `line ${locator.line}:${locator.column}`;
    case 'pointer':
      return `${locator.pointer === '' ? '/' : locator.pointer} (line ${locator.line})`;
    case 'element':
      return `${locator.path} (line ${locator.line})`;
    case 'case':
      return `case ${locator.id} (line ${locator.line})`;
    case 'row':
      return locator.column === null
        ? `row ${locator.row} (line ${locator.line})`
        : `row ${locator.row}, column ${locator.column} (line ${locator.line})`;
    case 'cell':
      return `sheet ${locator.sheet}, ${locator.cell}`;
    case 'commit':
      return `commit ${locator.commit}`;
  }
}

/** Returns the line that a locator points at, 1 being the first; `null` for a whole file, a cell of a workbook or a commit. */
export function locatorLine(locator: Locator): number | null {
  return locator.kind === 'file' || locator.kind === 'commit' || locator.kind === 'cell' ? null : locator.line;
}
