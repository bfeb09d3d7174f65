import { parseXml, type XmlElement, type XmlHandler, type XmlSource } from '../../parse/index.ts';

/** One open element with what was read inside it. */
export interface Frame {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  /** Names from the root, `/` before each. */
  readonly path: string;
  text: string;
}

const MOST_TEXT = 100_000;

/**
 * Walks over an XML text and tells each element when it opens and when it closes, with those around it, the innermost last. Throws
 * `ParseError` when the text is not well-formed.
 */
export function walkXml(
  text: XmlSource,
  heard: {
    readonly open?: (frame: Frame, around: readonly Frame[]) => void;
    readonly close: (frame: Frame, around: readonly Frame[]) => void;
    /** Whether the format names a document type of its own, which is then not fetched. */
    readonly doctype?: boolean;
  },
): void {
  const frames: Frame[] = [];
  const handler: XmlHandler = {
    open: ({ name, attributes, line }: XmlElement) => {
      const path = `${frames.at(-1)?.path ?? ''}/${name}`;
      const frame: Frame = { name, attributes, line, path, text: '' };
      heard.open?.(frame, frames);
      frames.push(frame);
    },
    text: (part) => {
      const frame = frames.at(-1);
      if (frame !== undefined && frame.text.length < MOST_TEXT) frame.text += part;
    },
    close: () => {
      const frame = frames.pop();
      if (frame !== undefined) heard.close(frame, frames);
    },
  };
  parseXml(text, handler, { doctype: heard.doctype === true });
}
