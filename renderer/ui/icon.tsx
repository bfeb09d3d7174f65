import type { ReactNode } from 'react';

/** Outlines on a 16 × 16 grid. */
const PATHS = {
  pass: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM4.8 8.2l2.2 2.3l4.2-4.8',
  fail: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  undecidable: 'M8 1.5L14.8 13.8H1.2ZM8 6.2v3.6M8 11.6v.6',
  judge:
    'M1.3 8S3.7 3.6 8 3.6S14.7 8 14.7 8S12.3 12.4 8 12.4S1.3 8 1.3 8ZM8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6Z',
  none: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM5 8h6',
  file: 'M3.5 1.5h5.8l3.2 3.2v9.8h-9ZM9 1.8V5h3.2',
  folder: 'M1.5 3.5h4.6l1.5 1.8h6.9v7.7h-13Z',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  up: 'M3.5 10L8 5.5L12.5 10',
  down: 'M3.5 6L8 10.5L12.5 6',
  right: 'M6 3.5L10.5 8L6 12.5',
  add: 'M8 3v10M3 8h10',
  key: 'M10.5 2a3.5 3.5 0 1 1-3.1 5.1L2 12.5V14h2.5v-1.5H6V11h1.5l1.3-1.3M11 5.2v.1',
  search: 'M7 2a5 5 0 1 1 0 10a5 5 0 0 1 0-10ZM10.8 10.8l3.7 3.7',
  help: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.3v.5',
  export: 'M8 10.5V2M5 4.8L8 1.8l3 3M2.5 9.5v4.5h11V9.5',
  judged: 'M3 13.5l.6-2.9L11 3.2a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L5.9 12.9Z',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM8 7.2v4M8 4.6v.5',
} as const;

export type IconName = keyof typeof PATHS;
/** Every icon there is. */
export const ICONS = Object.keys(PATHS) as readonly IconName[];

/** One icon. It is decoration for the word beside it, so assistive technology does not see it. */
export function Icon(props: { readonly name: IconName; readonly size?: number }): ReactNode {
  const size = props.size ?? 16;
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
