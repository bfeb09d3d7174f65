import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { t } from '../text/text.ts';
import { Icon } from './icon.tsx';

/**
 * A dialog over the window, by the platform's own element: what lies behind is inert, Escape and the close button call `onClose`, a
 * press beside it too unless it is an alert, and the focus returns to where it came from.
 */
export function DialogBox(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  readonly alert?: boolean;
}): ReactNode {
  const title = useId();
  const box = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const shown = box.current;
    shown?.showModal();
    const wanted = shown?.querySelector<HTMLElement>('[data-focus-first]') ?? heading.current;
    wanted?.focus();
    // Closed before it is removed: only then does the platform give the focus back.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className={props.wide === true ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={title}
      closedby={props.alert === true ? 'closerequest' : 'any'}
      {...(props.alert === true ? { role: 'alertdialog' } : {})}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClose={props.onClose}
    >
      <div className="dialog-head">
        <h2 id={title} ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        <button type="button" className="button icon-only quiet" onClick={props.onClose} aria-label={t('window.close')}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{props.children}</div>
    </dialog>
  );
}
