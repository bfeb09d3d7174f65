import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { parseSha256 } from '../../../src/domain/brand.ts';
import type { DocumentState } from '../../../src/domain/workspace.ts';
import { useActions } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, PathText } from '../../ui/archive-text.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

/** The documents that were looked at. The list keeps itself: a file is on it as soon as it was opened beside a clause. */
export function DocumentsTab(props: { readonly view: SessionView }): ReactNode {
  const { documents } = props.view.workspace;
  if (documents.length === 0) return <Empty>{t('work.documents.none')}</Empty>;
  return (
    <Limited items={documents} first={200}>
      {(shown) => (
        <table className="table documents">
          <thead>
            <tr>
              <th scope="col">{t('work.documents.path')}</th>
              <th scope="col">{t('work.documents.role')}</th>
              <th scope="col">{t('work.documents.digest')}</th>
              <th scope="col">{t('work.documents.first')}</th>
              <th scope="col">{t('work.documents.by')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((document) => (
              <Row key={`${document.path} ${document.sha256}`} document={document} view={props.view} />
            ))}
          </tbody>
        </table>
      )}
    </Limited>
  );
}

function Row(props: { readonly document: DocumentState; readonly view: SessionView }): ReactNode {
  const { path, sha256, firstAt, by } = props.document;
  const actions = useActions();
  const digest = parseSha256(sha256);
  const known = props.view.evidence.find((file) => file.path === path);
  return (
    <tr>
      <td>
        <button
          type="button"
          className="link"
          disabled={digest === null}
          onClick={() => {
            if (digest !== null)
              perform(actions.openEvidence({ path, sha256: digest, locator: { kind: 'file' }, quote: '' }));
          }}
        >
          <PathText path={path} />
        </button>
      </td>
      <td>{known?.role ?? ''}</td>
      <td className="mono" title={sha256}>
        {sha256.slice(0, 16)}…
      </td>
      <td>{formatInstant(firstAt)}</td>
      <td>
        <ArchiveText text={by} />
      </td>
    </tr>
  );
}
