import { useMemo, type ReactNode } from 'react';
import type { EvidenceContent } from '../../../src/contract/contract.ts';
import { TABLE_ROLES } from '../../../src/domain/column-map.ts';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { coveredByBehind } from '../../text/covered-by.ts';
import { formatBytesExactly } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { Digest } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

/** Size, digest, coverage and reading state of the shown file. Whether it is covered is always said. */
export function FileFacts(props: {
  readonly reference: EvidenceRef;
  readonly content: EvidenceContent | null;
}): ReactNode {
  const { reference, content } = props;
  const supplement = useApp((state) => state.view?.supplements.find(({ sha256 }) => sha256 === reference.supplement));
  const coverage = useApp((state) =>
    reference.supplement === undefined
      ? state.view?.verification.coverage.find((row) => row.path === reference.path)
      : undefined,
  );
  const item = useApp((state) =>
    (reference.supplement === undefined ? state.view : supplement)?.evidence?.find(
      (file) => file.path === reference.path,
    ),
  );
  const mismatched = useApp((state) => state.view?.verification.integrity.mismatched);
  const mismatches = useMemo(
    () => (mismatched ?? []).filter((mismatch) => mismatch.path === reference.path),
    [mismatched, reference.path],
  );
  const manufacturer = useApp((state) => state.view?.product.manufacturer ?? undefined);
  const actions = useActions();
  const size = coverage?.size ?? item?.size ?? content?.size;
  const notes = item?.reading.notes ?? [];
  const canSayColumns =
    item?.kind === 'table' && manufacturer !== undefined && TABLE_ROLES.some((role) => role === item.role);
  return (
    <>
      <Facts
        rows={[
          [
            t('window.evidence.coverage'),
            reference.supplement !== undefined ? (
              t('desk.supplement.covered', { name: supplement?.name ?? '' })
            ) : coverage === undefined ? (
              t('window.evidence.coverage-unknown')
            ) : (
              <Badge
                key="coverage"
                mark={markOfIndication(coverage.indication)}
                detail={coveredByBehind(coverage, mismatches)}
              />
            ),
          ],
          [t('window.fact.size'), size === undefined ? t('window.not-known') : formatBytesExactly(size)],
          [t('window.fact.sha256'), <Digest key="sha256" hex={reference.sha256} />],
          [
            t('window.evidence.reading'),
            item === undefined ? t('window.evidence.reading-unknown') : t(`window.reading.${item.reading.state}`),
          ],
        ]}
      />
      {content !== null && content.sha256 !== reference.sha256 ? (
        <p className="notice tone-fail">{t('window.evidence.differs')}</p>
      ) : null}
      {item !== undefined && canSayColumns ? (
        <p>
          <button type="button" className="button" onClick={() => perform(actions.offerColumns(reference.path))}>
            {t('window.columns.open')}
          </button>
        </p>
      ) : null}
      {notes.length === 0 ? null : (
        <details className="pane-notes">
          <summary>{t('window.evidence.notes', { count: notes.length })}</summary>
          <ul>
            {notes.slice(0, 100).map((note, place) => (
              <li key={place}>{say(note)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
