import { stringify } from 'yaml';

/** Returns `text` as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Returns the text of `bytes`. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Returns `value` as JSON with two spaces of indent and a final line end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Returns `value` as YAML without folded lines. */
export function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

/** Returns a Markdown file: front matter, then the body. */
export function markdown(frontMatter: Readonly<Record<string, unknown>>, body: string): string {
  return `---\n${yaml(frontMatter)}---\n\n${body.trim()}\n`;
}

/** Returns a Markdown table. Bars in cells are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Returns CSV (RFC 4180) with line feeds; cells with commas, quotes or line ends are quoted. */
export function csv(rows: readonly (readonly string[])[]): string {
  const cellOf = (cell: string): string => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${rows.map((row) => row.map(cellOf).join(',')).join('\n')}\n`;
}

/** Returns `text` with the five characters escaped that XML gives a meaning. */
export function xml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[&<>"']/gu, (found) => entities[found] ?? found);
}

/** Returns `number` with leading zeros. */
export function padded(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
