import { useEffect, useState, type ReactNode } from 'react';
import { useActions } from '../store/use-app.tsx';
import { t } from '../text/text.ts';
import { Icon } from '../ui/icon.tsx';
import { perform } from '../ui/perform.ts';

/** Takes a file or folder dropped anywhere in the window. */
export function DropTarget(): ReactNode {
  const actions = useActions();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) perform(actions.openDropped(file));
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div className="drop-over">
      <p>
        <Icon name="file" size={24} />
        {t('window.drop.here')}
      </p>
    </div>
  );
}
