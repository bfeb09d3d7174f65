import type { ReactNode } from 'react';
import { locatorText, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { visible } from '../../../src/domain/visible.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { ArchiveText, PathText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';

/** A link to a place in a file of the archive; it opens the evidence pane there. */
export function EvidenceLink(props: { readonly evidence: EvidenceRef }): ReactNode {
  const { evidence } = props;
  const actions = useActions();
  const open = useApp((state) => state.viewer?.ref === evidence);
  return (
    <button
      type="button"
      className="evidence-link"
      aria-pressed={open}
      onClick={() => perform(actions.openEvidence(evidence))}
    >
      <Icon name="file" />
      <span className="evidence-link-text">
        <span className="evidence-link-place">
          <PathText path={evidence.path} />
          {evidence.locator.kind === 'file' ? null : (
            <span className="evidence-link-locator" title={visible(locatorText(evidence.locator))}>
              {visible(locatorText(evidence.locator))}
            </span>
          )}
        </span>
        {evidence.quote === '' ? null : (
          <span className="quote">
            <ArchiveText text={evidence.quote} />
          </span>
        )}
      </span>
    </button>
  );
}
