import { useState, type ReactNode, type RefObject } from 'react';
import type { EvidenceContent } from '../../../src/contract/contract.ts';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import type { View } from '../../../src/domain/views.ts';
import { t } from '../../text/text.ts';
import { CertificateView } from './certificate-view.tsx';
import { FormattedView } from './formatted-view.tsx';
import { HexView } from './hex-view.tsx';
import { ImageView } from './image-view.tsx';
import { TableView } from './table-view.tsx';
import { TextView } from './text-view.tsx';
import { TreeView } from './tree-view.tsx';

/** A file in the way that tells most of it, and every other way that there is. A link to a line is first shown where lines have numbers. */
export function FileView(props: {
  readonly content: EvidenceContent;
  readonly reference: EvidenceRef;
  readonly find: RefObject<HTMLInputElement | null>;
  readonly place: EvidenceRef;
  readonly onPlace: (place: EvidenceRef) => void;
}): ReactNode {
  const { content, reference } = props;
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen ?? firstView(content.views, reference);
  return (
    <>
      {content.views.length < 2 ? null : (
        <div className="view-switch" role="radiogroup" aria-label={t('evidence.views')}>
          {content.views.map((one) => (
            <label key={one} className="view-choice">
              <input type="radio" name="evidence-view" checked={one === view} onChange={() => setChosen(one)} />
              <span>{t(`evidence.view.${one}`)}</span>
            </label>
          ))}
        </div>
      )}
      <Shown {...props} view={view} />
    </>
  );
}

function Shown(props: Parameters<typeof FileView>[0] & { readonly view: View }): ReactNode {
  const { content, reference, view, onPlace } = props;
  switch (view) {
    case 'formatted':
      return <FormattedView reference={reference} onPlace={onPlace} place={props.place} />;
    case 'table':
      return <TableView reference={reference} onPlace={onPlace} find={props.find} />;
    case 'tree':
      return <TreeView reference={reference} onPlace={onPlace} place={props.place} />;
    case 'image':
      return <ImageView reference={reference} />;
    case 'certificate':
      return <CertificateView reference={reference} />;
    case 'text':
      return <TextView {...props} />;
    case 'hex':
      return <HexView content={content} />;
  }
}

/** A link to one place is shown where that place can be marked. */
function firstView(views: readonly View[], { locator }: EvidenceRef): View {
  const first = views[0] ?? 'hex';
  return locator.kind !== 'file' && views.includes('text') ? 'text' : first;
}
