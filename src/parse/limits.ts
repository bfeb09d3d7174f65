/** Deepest nesting of lists, maps and elements. Evidence formats stay below 30; deeper is an attack on recursion. */
export const MOST_DEPTH = 100;

/** Most nodes of one JSON or YAML text, so that its tree stays within a laptop's memory (about 200 bytes a node). */
export const MOST_NODES = 2_000_000;

/**
 * Most characters of one YAML text, and most marks in it beside which a token can end: line ends, white space, commas, brackets,
 * quotes. YAML costs ten times what JSON costs to read, up to a KiB of memory a mark; a manifest that lists 200,000 files has 600,000.
 */
export const MOST_YAML = 16 * 1024 * 1024;
export const MOST_YAML_MARKS = 700_000;

/** Most characters and lines of one Markdown text: a record that a person wrote has a few thousand lines, a generated table some ten thousand. */
export const MOST_MARKDOWN = 8 * 1024 * 1024;
export const MOST_MARKDOWN_LINES = 50_000;

/** Most aliases of one YAML text, and most nodes that they may repeat: hand-written records use a handful. */
export const MOST_ALIASES = 100;
export const MOST_ALIASED_NODES = 10_000;

/** Most attributes of one XML element; JUnit dialects use up to ten. */
export const MOST_ATTRIBUTES = 256;

/** Most cells of one CSV row and characters of one cell. */
export const MOST_CELLS = 1_024;
export const MOST_CELL = 1024 * 1024;
