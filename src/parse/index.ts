export { parseCsv, type Csv, type CsvRow } from './csv.ts';
export { PARSE_ERROR_CODES, ParseError, type ParseErrorCode } from './errors.ts';
export type { Span } from './lines.ts';
export { parseMarkdown, type Markdown } from './markdown.ts';
export { child, NO_ITEMS, scalarText, type Items, type TreeEntry, type TreeNode } from './node.ts';
export { parseTree } from './tree.ts';
export { detached, utf8Pieces, type Pieces } from './pieces.ts';
export { decodeUtf8 } from './utf8.ts';
export {
  decodeXml,
  headOfXml,
  isPlainUtf8Xml,
  parseXml,
  type XmlElement,
  type XmlHandler,
  type XmlSource,
} from './xml.ts';
