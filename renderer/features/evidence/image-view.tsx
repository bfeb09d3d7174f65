import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Problem } from '../../ui/problem.tsx';
import { useAsked, useLoaded } from './use-loaded.ts';

/** A picture, drawn from its bytes onto a canvas: it has no address, and nothing of it is an element of the page. */
export function ImageView(props: { readonly reference: EvidenceRef }): ReactNode {
  const actions = useActions();
  const asked = useAsked(props.reference);
  const { session = '', path = '', supplement = null } = asked ?? {};
  const load = useCallback(
    () => actions.evidenceView('image', { session, path, supplement }),
    [actions, session, path, supplement],
  );
  const { value, problem } = useLoaded(asked === null ? null : load);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (value === null) return;
    const blob = new Blob([new Uint8Array(value.bytes)], { type: value.type });
    createImageBitmap(blob).then(
      (bitmap) => {
        const shown = canvas.current;
        if (shown !== null) {
          shown.width = bitmap.width;
          shown.height = bitmap.height;
          shown.getContext('2d')?.drawImage(bitmap, 0, 0);
        }
        bitmap.close();
      },
      () => setBroken(true),
    );
  }, [value]);
  if (problem !== null) return <Problem problem={problem} during="viewing" />;
  if (value === null) return <p className="empty">{t('window.evidence.loading')}</p>;
  const size = t('evidence.image-size', { width: value.width, height: value.height });
  return (
    <div className="picture" tabIndex={0} role="region" aria-label={t('evidence.view.image')}>
      <p className="hint">{size}</p>
      {broken ? (
        <p className="notice tone-open">{t('evidence.image-broken')}</p>
      ) : (
        <canvas ref={canvas} role="img" aria-label={size} />
      )}
    </div>
  );
}
