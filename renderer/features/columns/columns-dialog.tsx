import { useState, type ReactNode } from 'react';
import type { ColumnsOffer } from '../../../src/contract/contract.ts';
import { CASE_STATUSES, type CaseStatus } from '../../../src/domain/facts.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText, PathText } from '../../ui/archive-text.tsx';
import { DialogBox } from '../../ui/dialog.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** Asks what the columns of a table mean, once for a manufacturer. */
export function ColumnsDialog(): ReactNode {
  const actions = useActions();
  const state = useApp((app) => app.columns);
  if (state === null) return null;
  return (
    <DialogBox title={t('window.columns.title')} onClose={actions.closeDialog} wide>
      <p>
        <PathText path={state.path} />
      </p>
      {state.problem === null ? null : <Problem problem={state.problem} />}
      {state.offer === null ? (
        state.busy && <p className="empty">{t('window.columns.loading')}</p>
      ) : (
        <ColumnsForm offer={state.offer} busy={state.busy} />
      )}
    </DialogBox>
  );
}

function ColumnsForm(props: { readonly offer: ColumnsOffer; readonly busy: boolean }): ReactNode {
  const { columns, known, manufacturer } = props.offer;
  const actions = useActions();
  const [meant, setMeant] = useState<Readonly<Record<string, string | null>>>(() =>
    Object.fromEntries(columns.map(({ written, readAs }) => [written, readAs])),
  );
  const [results, setResults] = useState<Readonly<Record<string, CaseStatus>>>({});
  const named = Object.values(meant).filter((name) => name !== null);
  const twice = [...new Set(named.filter((name, at) => named.indexOf(name) !== at))];
  const resultColumn = columns.find(({ written }) => meant[written] === 'result');
  return (
    <>
      <p>{t('window.columns.what', { manufacturer })}</p>
      <table className="table columns-table">
        <thead>
          <tr>
            <th scope="col">{t('window.columns.column')}</th>
            <th scope="col">{t('window.columns.examples')}</th>
            <th scope="col">{t('window.columns.read-as')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ written, examples }) => (
            <tr key={written}>
              <th scope="row">
                <ArchiveText text={written} />
              </th>
              <td>
                <ArchiveText text={examples.join(' · ')} />
              </td>
              <td>
                <select
                  aria-label={t('window.columns.meaning-of', { column: written })}
                  value={meant[written] ?? ''}
                  onChange={(event) =>
                    setMeant({ ...meant, [written]: event.target.value === '' ? null : event.target.value })
                  }
                >
                  <option value="">{t('window.columns.not-read')}</option>
                  {known.map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {resultColumn === undefined || resultColumn.words.length === 0 ? null : (
        <Words words={resultColumn.words} results={results} onResults={setResults} />
      )}
      {twice.length === 0 ? null : <p className="notice tone-fail">{t('window.columns.twice', { names: twice })}</p>}
      <p className="hint">{t('window.columns.hint')}</p>
      <div className="row dialog-actions">
        <button
          type="button"
          className="button primary"
          disabled={props.busy || twice.length > 0 || named.length === 0}
          onClick={() => perform(actions.keepColumns(meant, resultColumn === undefined ? {} : results))}
        >
          {t('window.columns.keep')}
        </button>
        <button type="button" className="button" onClick={actions.closeDialog}>
          {t('window.columns.cancel')}
        </button>
      </div>
    </>
  );
}

/** The manufacturer's words for results. What is not said stays unknown, and is never taken for passed. */
function Words(props: {
  readonly words: ColumnsOffer['columns'][number]['words'];
  readonly results: Readonly<Record<string, CaseStatus>>;
  readonly onResults: (results: Readonly<Record<string, CaseStatus>>) => void;
}): ReactNode {
  const { words, results, onResults } = props;
  const choose = (word: string, chosen: string): void => {
    const others = Object.fromEntries(Object.entries(results).filter(([known]) => known !== word));
    const status = CASE_STATUSES.find((one) => one === chosen);
    onResults(status === undefined ? others : { ...others, [word]: status });
  };
  return (
    <table className="table columns-table">
      <thead>
        <tr>
          <th scope="col">{t('window.columns.word')}</th>
          <th scope="col">{t('window.columns.result')}</th>
        </tr>
      </thead>
      <tbody>
        {words.map(({ word, result }) => (
          <tr key={word}>
            <th scope="row">
              <ArchiveText text={word} />
            </th>
            <td>
              <select
                aria-label={t('window.columns.result-of', { word })}
                value={Object.hasOwn(results, word) ? results[word] : ''}
                onChange={(event) => choose(word, event.target.value)}
              >
                <option value="">
                  {result === null
                    ? t('window.columns.unknown')
                    : t('window.columns.usual', { result: t(`window.columns.status.${result}`) })}
                </option>
                {CASE_STATUSES.map((status) => (
                  <option key={status} value={status}>
                    {t(`window.columns.status.${status}`)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
