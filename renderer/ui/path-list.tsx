import type { ReactNode } from 'react';
import { ArchiveText } from './archive-text.tsx';
import { Limited } from './limited.tsx';

/** Paths from the archive, one a line, the rest of a long list on demand. `none` stands where there is no path. */
export function PathList(props: {
  readonly paths: readonly string[];
  readonly none: string;
  /** What is said of one path behind it. */
  readonly about?: (path: string) => ReactNode;
}): ReactNode {
  const { paths, none, about } = props;
  if (paths.length === 0) return none;
  return (
    <Limited items={paths} first={50}>
      {(shown) => (
        <ul className="plain">
          {shown.map((path) => (
            <li key={path}>
              <ArchiveText text={path} />
              {about?.(path)}
            </li>
          ))}
        </ul>
      )}
    </Limited>
  );
}
