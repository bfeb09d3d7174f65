import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../text/text.ts';
import { Icon } from './icon.tsx';

/** A dialog over the window. Escape and the close button call `onClose`; the focus returns to where it came from. */
export function DialogBox(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  readonly alert?: boolean;
}): ReactNode {
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={props.alert !== true}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className={props.wide === true ? 'modal modal-wide' : 'modal'}>
        <Dialog className="dialog" role={props.alert === true ? 'alertdialog' : 'dialog'}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <button
              type="button"
              className="button icon-only quiet"
              onClick={props.onClose}
              aria-label={t('window.close')}
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="dialog-body">{props.children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
