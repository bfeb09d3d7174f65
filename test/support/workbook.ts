import { strToU8, zipSync, type Zippable } from 'fflate';

/** One cell: a text, or the inside and attributes of its element as a program writes them. */
export type Cell = string | { readonly xml: string; readonly attributes?: string };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Attributes of rows by number from 1, such as `hidden="1"`. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
  /** What stands in front of and behind the data: `<cols>…`, `<mergeCells>…`, `<autoFilter …/>`. */
  readonly before?: string;
  readonly after?: string;
  readonly hidden?: boolean;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const column = (index: number): string => String.fromCharCode(65 + index);
const utf8 = strToU8;

function sheetXml({ rows, rowAttributes = {}, before = '', after = '' }: SheetSpec): string {
  const body = rows.map((cells, row) => {
    const inside = cells.map((cell, at) => {
      const reference = `${column(at)}${String(row + 1)}`;
      if (typeof cell !== 'string') return `<c r="${reference}" ${cell.attributes ?? ''}>${cell.xml}</c>`;
      return cell === '' ? '' : `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    });
    return `<row r="${String(row + 1)}" ${rowAttributes[row + 1] ?? ''}>${inside.join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${body.join('')}</sheetData>${after}</worksheet>`;
}

/** Returns the parts of a workbook by name, to be changed before they are packed. */
export function workbookParts(
  sheets: readonly SheetSpec[],
  options: { readonly from1904?: boolean; readonly texts?: string; readonly styles?: string } = {},
): Record<string, Uint8Array> {
  const listed = sheets.map(
    ({ name, hidden = false }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${String(at + 1)}" ${hidden ? 'state="hidden"' : ''} r:id="rId${String(at + 1)}"/>`,
  );
  const targets = sheets.map(
    (_, at) => `<Relationship Id="rId${String(at + 1)}" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
  );
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': utf8('<Types/>'),
    'xl/workbook.xml': utf8(
      `<workbook xmlns:r="r"><workbookPr ${options.from1904 === true ? 'date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': utf8(`<Relationships>${targets.join('')}</Relationships>`),
    'xl/styles.xml': utf8(
      options.styles ??
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd&quot;.&quot;mm&quot;.&quot;yyyy"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    ),
  };
  if (options.texts !== undefined) parts['xl/sharedStrings.xml'] = utf8(options.texts);
  for (const [at, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${String(at + 1)}.xml`] = utf8(sheetXml(sheet));
  return parts;
}

/** Returns a workbook (XLSX) of such sheets. */
export function workbook(sheets: readonly SheetSpec[], options: Parameters<typeof workbookParts>[1] = {}): Uint8Array {
  return packed(workbookParts(sheets, options));
}

/** Returns the parts packed, all with the same time, so that the same parts give the same bytes. */
export function packed(parts: Zippable): Uint8Array {
  return zipSync(parts, { mtime: new Date(2024, 9, 17) });
}
