/** The ways to look at a file, the most telling first. */
export const VIEWS = ['formatted', 'table', 'tree', 'image', 'certificate', 'text', 'hex'] as const;
export type View = (typeof VIEWS)[number];

/** Words with how they are set. `target` is where a link or a picture leads: shown, never followed. */
export interface Run {
  readonly text: string;
  readonly style: readonly ('strong' | 'emphasis' | 'code' | 'deleted')[];
  readonly target: string | null;
}

/** A block of formatted text with the line that it begins on. */
export type Block =
  | { readonly kind: 'heading'; readonly line: number; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: 'paragraph'; readonly line: number; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly line: number; readonly text: string }
  | { readonly kind: 'rule'; readonly line: number }
  | { readonly kind: 'quote'; readonly line: number; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly line: number;
      /** The first number; `null` where it is not numbered. */
      readonly start: number | null;
      readonly items: readonly {
        readonly line: number;
        readonly checked: boolean | null;
        readonly blocks: readonly Block[];
      }[];
    }
  | {
      readonly kind: 'table';
      readonly line: number;
      /** The first is the head. */
      readonly rows: readonly { readonly line: number; readonly cells: readonly (readonly Run[])[] }[];
    };

/** One branch of a JSON, YAML or XML document. */
export interface TreePart {
  readonly total: number;
  readonly nodes: readonly {
    readonly label: string;
    readonly kind: 'map' | 'list' | 'scalar' | 'element' | 'attribute' | 'text';
    readonly value: string;
    readonly children: number;
    readonly line: number;
  }[];
}
