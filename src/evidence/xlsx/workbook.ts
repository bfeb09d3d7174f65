import { parseXml } from '../../parse/index.ts';
import { WorkbookError } from './package.ts';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What all sheets share: their names in order, texts, and which cell styles show dates. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly texts: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
}

/** Returns the shared parts of a workbook (ISO/IEC 29500-1, SpreadsheetML). Throws `WorkbookError` where it names no sheet. */
export function workbookOf(parts: ReadonlyMap<string, string>): Workbook {
  const targets = new Map<string, string>();
  each(parts.get('xl/_rels/workbook.xml.rels'), 'Relationship', (attributes) =>
    targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? ''),
  );
  const sheets: SheetPart[] = [];
  let from1904 = false;
  each(parts.get('xl/workbook.xml'), 'sheet', (attributes) => {
    const target = targets.get(attributes.get('r:id') ?? attributes.get('id') ?? '') ?? '';
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    sheets.push({
      name: attributes.get('name') ?? '',
      part,
      hidden: (attributes.get('state') ?? 'visible') !== 'visible',
    });
  });
  each(
    parts.get('xl/workbook.xml'),
    'workbookPr',
    (attributes) => (from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')),
  );
  if (sheets.length === 0) throw new WorkbookError('workbook');
  return {
    sheets,
    texts: textsOf(parts.get('xl/sharedStrings.xml')),
    dateStyles: dateStylesOf(parts.get('xl/styles.xml')),
    from1904,
  };
}

function each(text: string | undefined, wanted: string, take: (attributes: ReadonlyMap<string, string>) => void): void {
  if (text === undefined) return;
  parseXml(text, {
    open: ({ name, attributes }) => {
      if (name === wanted) take(attributes);
    },
    text: () => undefined,
    close: () => undefined,
  });
}

/** Shared strings: the runs of each item joined; readings in phonetic script are none of its text. */
function textsOf(text: string | undefined): readonly string[] {
  const texts: string[] = [];
  if (text === undefined) return texts;
  let [item, inText, phonetic] = ['', false, 0];
  parseXml(text, {
    open: ({ name }) => {
      if (name === 'si') item = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text: (part) => {
      if (inText) item += part;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') texts.push(item);
    },
  });
  return texts;
}

/** Styles whose number format shows a day or a time: the built-in ones (18.8.30), and own ones with such letters outside quotes. */
function dateStylesOf(text: string | undefined): ReadonlySet<number> {
  const own = new Map<number, string>();
  const styles = new Set<number>();
  let [inCells, index] = [false, 0];
  if (text === undefined) return styles;
  parseXml(text, {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') own.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.get('numFmtId') ?? '0');
        const code = own.get(id)?.replace(/"[^"]*"|\\.|\[[^\]]*\]/gu, '') ?? '';
        if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47) || /[dmyhs]/iu.test(code)) styles.add(index);
        index += 1;
      }
    },
    text: () => undefined,
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
