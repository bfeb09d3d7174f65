import type { ReactNode } from 'react';
import { ArchiveText } from './archive-text.tsx';
import { Icon } from './icon.tsx';

/** The path of the file that a part of the screen shows, what can be done with it, and the button that closes that part. */
export function PaneTitle(props: {
  readonly className: string;
  readonly path: string;
  readonly close: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={props.className}>
      <h2>
        <ArchiveText text={props.path} />
      </h2>
      <div className="row">
        {props.children}
        <button type="button" className="button icon-only quiet" aria-label={props.close} onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
}
