import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { reasonSentence } from '../../../src/domain/reasons.ts';
import { formatCount } from '../../text/format.ts';
import { say, t, type WindowKey } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { Remedy } from '../../ui/remedy.tsx';
import { AnswersPanel, ComparisonPanel } from './answers-panel.tsx';
import { Bags } from './bags.tsx';
import { integrityCounts } from './integrity-counts.ts';
import { PreviousPanel } from './previous-panel.tsx';

/** Reasons with what can be done, the release's figures, and what hashing found. */
export function OverviewTab(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  return (
    <div className="overview">
      <div className="overview-column">
        <Panel title={t('window.reasons.title')} className="reasons-panel">
          <Limited items={view.verification.reasons} first={20}>
            {(reasons) => (
              <ul className="reasons">
                {reasons.map((reason, place) => (
                  <li key={place}>
                    <p className="reason-sentence">{say(reasonSentence(reason))}</p>
                    <Remedy reason={reason} mode={view.assessment.profile.mode} />
                    <code className="code">{reason.code}</code>
                  </li>
                ))}
              </ul>
            )}
          </Limited>
        </Panel>
        <PreviousPanel assessment={view.assessment} />
        <ComparisonPanel assessment={view.assessment} />
        <AnswersPanel assessment={view.assessment} />
      </div>
      <div className="overview-column">
        <FiguresPanel view={view} />
        <IntegrityPanel view={view} />
      </div>
    </div>
  );
}

function FiguresPanel(props: { readonly view: SessionView }): ReactNode {
  const { figures } = props.view.assessment;
  const count = (value: number | null): string => (value === null ? t('window.figures.no-file') : formatCount(value));
  return (
    <Panel title={t('window.figures.title')}>
      {figures.tests.length === 0 ? (
        <Empty>{t('window.figures.no-tests')}</Empty>
      ) : (
        <table className="table">
          <caption className="visually-hidden">{t('window.figures.tests')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('window.figures.level')}</th>
              <th scope="col" className="number">
                {t('window.figures.total')}
              </th>
              <th scope="col" className="number">
                {t('window.figures.passed')}
              </th>
              <th scope="col" className="number">
                {t('window.figures.not-passed')}
              </th>
              <th scope="col" className="number">
                {t('window.figures.files')}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.tests.map((row) => (
              <tr key={row.level}>
                <th scope="row">
                  <ArchiveText text={row.level} />
                </th>
                <td className="number">{formatCount(row.total)}</td>
                <td className="number">{formatCount(row.passed)}</td>
                <td className={row.notPassed > 0 ? 'number tone-fail' : 'number'}>{formatCount(row.notPassed)}</td>
                <td className="number">{formatCount(row.files)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table className="table">
        <tbody>
          <Row name="window.figures.anomalies" value={count(figures.anomalies)} />
          <Row name="window.figures.soup" value={count(figures.soup)} />
          <Row name="window.figures.approvals" value={t('window.figures.approvals-of', { ...figures.approvals })} />
          <Row name="window.figures.members" value={formatCount(figures.members)} />
        </tbody>
      </table>
    </Panel>
  );
}

function IntegrityPanel(props: { readonly view: SessionView }): ReactNode {
  const { integrity } = props.view.verification;
  return (
    <Panel title={t('window.integrity.title')}>
      <table className="table">
        <tbody>
          {integrityCounts(integrity).map(({ kind, count, bad }) => (
            <Row
              key={kind}
              name={`window.integrity.${kind}`}
              value={formatCount(count)}
              tone={count > 0 ? bad : null}
            />
          ))}
        </tbody>
      </table>
      <h3>{t('window.integrity.lists')}</h3>
      {integrity.lists.length === 0 ? (
        <Empty>{t('window.integrity.no-lists')}</Empty>
      ) : (
        <Limited items={integrity.lists} first={10}>
          {(lists) => (
            <ul className="plain">
              {lists.map((list) => (
                <li key={list.path}>
                  <ArchiveText text={list.path} />{' '}
                  <span className="hint">
                    {t('window.integrity.list', { format: list.format, entries: list.entries })}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Limited>
      )}
      <Bags bags={integrity.bags} />
      <Discrepancies view={props.view} />
    </Panel>
  );
}

/** Expected and actual digests, and what lists name that is not there. */
function Discrepancies(props: { readonly view: SessionView }): ReactNode {
  const { mismatched, missing, unsafe } = props.view.verification.integrity;
  if (mismatched.length + missing.length + unsafe.length === 0) return null;
  return (
    <>
      <h3>{t('window.integrity.discrepancies')}</h3>
      <Limited items={mismatched} first={10}>
        {(rows) =>
          rows.map((row) => (
            <div className="discrepancy" key={`${row.list} ${row.algorithm} ${row.path}`}>
              <p>
                <span className="tone-fail">
                  <Icon name="fail" /> {t('window.integrity.differs')}
                </span>{' '}
                <ArchiveText text={row.path} />
              </p>
              <dl className="facts">
                <div>
                  <dt>{t('window.integrity.expected', { algorithm: row.algorithm })}</dt>
                  <dd className="mono">{row.expected}</dd>
                </div>
                <div>
                  <dt>{t('window.integrity.actual', { algorithm: row.algorithm })}</dt>
                  <dd className="mono">{row.actual}</dd>
                </div>
                <div>
                  <dt>{t('window.integrity.in-list')}</dt>
                  <dd>
                    <ArchiveText text={row.list} />
                  </dd>
                </div>
              </dl>
            </div>
          ))
        }
      </Limited>
      <Limited items={missing} first={10}>
        {(rows) =>
          rows.map((row) => (
            <p key={`${row.list} ${row.path}`}>
              <span className="tone-fail">
                <Icon name="fail" /> {t('window.integrity.absent')}
              </span>{' '}
              <ArchiveText text={row.path} />
            </p>
          ))
        }
      </Limited>
      <Limited items={unsafe} first={10}>
        {(rows) =>
          rows.map((row, place) => (
            <p key={place}>
              <span className="tone-fail">
                <Icon name="fail" /> {t('window.integrity.unusable', { code: row.code })}
              </span>{' '}
              <ArchiveText text={row.path} />
            </p>
          ))
        }
      </Limited>
    </>
  );
}

function Row(props: { readonly name: WindowKey; readonly value: string; readonly tone?: string | null }): ReactNode {
  const tone = props.tone ?? null;
  return (
    <tr>
      <th scope="row" className="label">
        {t(props.name)}
      </th>
      <td className={`number${tone === null ? '' : ` tone-${tone}`}`}>{props.value}</td>
    </tr>
  );
}
