/**
 * Returns `text` with every control, bidirectional and zero-width character replaced by a visible `<U+XXXX>`, so that text
 * from an archive cannot change how the text around it is shown. Line feeds and tabs stay when `keepLines` is set.
 */
export function visible(text: string, keepLines = false): string {
  return text.replace(HIDDEN, (found) => {
    if (keepLines && (found === '\n' || found === '\t')) return found;
    return `<U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

// C0, DEL, C1, soft hyphen, Arabic letter mark, zero-width and bidirectional marks, separators, invisible operators, BOM, lone surrogates, tags.
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;
