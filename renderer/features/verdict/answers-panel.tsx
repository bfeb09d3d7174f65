import type { ReactNode } from 'react';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { comparisonLines } from '../../../src/domain/comparison-lines.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Badge, markOfOutcome } from '../../ui/badge.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Panel } from '../../ui/panel.tsx';

/** The playbook's questions and the places of the MDR, each with what the rules say. */
export function AnswersPanel(props: { readonly assessment: Assessment }): ReactNode {
  const { answers, crossReferences } = props.assessment;
  return (
    <Panel title={t('window.answers.title')}>
      <table className="table">
        <caption className="visually-hidden">{t('window.answers.title')}</caption>
        <tbody>
          {answers.map(({ question, rules, result }) => (
            <tr key={question.key}>
              <th scope="row">
                {say(question)} <span className="soft">{rules.join(', ')}</span>
              </th>
              <td>
                <Badge mark={markOfOutcome(result)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('window.answers.mdr')}</h3>
      <table className="table">
        <caption className="visually-hidden">{t('window.answers.mdr')}</caption>
        <tbody>
          {crossReferences.map(({ reference, said, result }) => (
            <tr key={reference.key}>
              <th scope="row">
                {say(reference)}
                {said === null ? null : <span className="soft"> {say(said)}</span>}
              </th>
              <td>
                <Badge mark={markOfOutcome(result)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** What differs from the release before; nothing where none is relied on. */
export function ComparisonPanel(props: { readonly assessment: Assessment }): ReactNode {
  const { comparison } = props.assessment;
  if (comparison === null) return null;
  return (
    <Panel title={t('window.comparison.title')}>
      <dl className="facts">
        {comparisonLines(comparison)
          .map(({ name, items }) => ({
            name,
            items: items.map((item) => (typeof item === 'string' ? item : say(item))),
          }))
          .map(({ name, items }) => (
            <div key={name.key}>
              <dt>{say(name)}</dt>
              <dd>
                {items.length === 0 ? (
                  t('window.comparison.none')
                ) : (
                  <Limited items={items} first={10}>
                    {(some) => (
                      <ul className="plain-list">
                        {some.map((item) => (
                          <li key={item}>
                            <ArchiveText text={item} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </Limited>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
