import type { ReactNode } from 'react';
import { visible } from '../../src/domain/visible.ts';
import { inFours } from '../text/format.ts';

/** How many characters of a path's end always stay readable. */
const KEPT_TAIL = 24;

/** Text from the archive: hidden characters visible, its direction kept to itself, wrapping anywhere. */
export function ArchiveText(props: { readonly text: string }): ReactNode {
  return <bdi className="archive-text">{visible(props.text)}</bdi>;
}

/** A path or name on one line. What does not fit is left out in the middle; the whole stands in the title and for readers. */
export function PathText(props: { readonly path: string }): ReactNode {
  const shown = visible(props.path);
  const head = shown.length > KEPT_TAIL * 2 ? shown.slice(0, shown.length - KEPT_TAIL) : shown;
  return (
    <bdi className="path" title={shown}>
      <span className="path-head">{head}</span>
      {head === shown ? null : <span className="path-tail">{shown.slice(head.length)}</span>}
    </bdi>
  );
}

/** A digest or fingerprint in groups of four, wrapping between groups; copied without the gaps. */
export function Digest(props: { readonly hex: string }): ReactNode {
  return (
    <span className="digest">
      {inFours(visible(props.hex)).map((group, place) => (
        <span key={place} className="digest-group">
          {group}
        </span>
      ))}
    </span>
  );
}
