import type { ReactNode } from 'react';
import { locatorText, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { visible } from '../../../src/domain/visible.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText, PathText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';

/** References to places in the archive, each to be opened, and to be taken away where `onRemove` is given. */
export function EvidenceList(props: {
  readonly refs: readonly EvidenceRef[];
  readonly onRemove?: (place: number) => void;
}): ReactNode {
  const actions = useActions();
  return (
    <ul className="evidence-links">
      {props.refs.map((ref, place) => (
        <li key={place} className="row evidence-row">
          <button type="button" className="evidence-link grow" onClick={() => perform(actions.openEvidence(ref))}>
            <Icon name="file" />
            <span className="evidence-link-text">
              <span className="evidence-link-place">
                <PathText path={ref.path} />
                {ref.locator.kind === 'file' ? null : (
                  <span className="evidence-link-locator">{visible(locatorText(ref.locator))}</span>
                )}
              </span>
              {ref.quote === '' ? null : (
                <span className="quote">
                  <ArchiveText text={ref.quote} />
                </span>
              )}
            </span>
          </button>
          {props.onRemove === undefined ? null : (
            <button
              type="button"
              className="button icon-only quiet"
              aria-label={t('work.evidence.remove', { path: ref.path })}
              onClick={() => props.onRemove?.(place)}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
