import type { ReactNode } from 'react';
import type { RuleResult } from '../../../src/domain/assessment.ts';
import { basesOf, type Mode, type RuleEntry } from '../../../src/domain/clause.ts';
import { message } from '../../../src/domain/message.ts';
import { useActions } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { Badge, markOfOutcome } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Facts } from '../../ui/panel.tsx';
import { EvidenceLink } from './evidence-link.tsx';

/**
 * One rule with its result. What would satisfy the rule is advice, so it is shown in a mock audit only: an auditor of a
 * third party may not consult.
 */
export function RuleCard(props: {
  readonly result: RuleResult;
  readonly entry: RuleEntry | null;
  readonly mode: Mode;
}): ReactNode {
  const { result, entry, mode } = props;
  const actions = useActions();
  return (
    <li className="card rule">
      <div className="card-head">
        <h3>
          <span className="rule-id">{result.rule}</span> {entry?.title ?? ''}
        </h3>
        <Badge mark={markOfOutcome(result.result)} />
      </div>
      <p className="rule-sentence">{say(result.sentence)}</p>
      {result.missing.length === 0 ? null : (
        <div className="missing">
          <p className="missing-title">{t('window.rule.missing')}</p>
          <ul>
            {result.missing.map((missing, place) => (
              <li key={place}>{say(missing)}</li>
            ))}
          </ul>
        </div>
      )}
      <button
        type="button"
        className="button quiet rule-finding"
        aria-label={t('work.finding.raise-on', { rule: result.rule })}
        onClick={() => actions.beginFinding({ rule: result.rule })}
      >
        <Icon name="add" />
        {t('work.finding.raise')}
      </button>
      <p className="rule-facts">
        <GradeTag result={result} />
        {result.informative ? <span className="tag">{t('window.rule.informative')}</span> : null}
        <span className="hint" title={basisInWords(result.basis)}>
          {t('window.rule.basis', { basis: result.basis })}
        </span>
      </p>
      {result.evidence.length === 0 ? null : (
        <Limited items={result.evidence} first={8}>
          {(evidence) => (
            <ul className="evidence-links" aria-label={t('window.rule.evidence')}>
              {evidence.map((ref, place) => (
                <li key={place}>
                  <EvidenceLink evidence={ref} />
                </li>
              ))}
            </ul>
          )}
        </Limited>
      )}
      {entry === null ? null : (
        <details>
          <summary>{t('window.rule.about')}</summary>
          <Facts
            rows={[
              [t('window.rule.inputs'), entry.inputs],
              [t('window.rule.fails'), entry.fail],
              [t('window.rule.judges'), entry.judge],
              ...(mode === 'mock' ? [[t('window.rule.passes'), entry.pass] as const] : []),
              [t('window.rule.basis-letters'), basisInWords(result.basis)],
              [t('window.rule.decided'), t(`window.decided.${entry.decided}`)],
            ]}
          />
        </details>
      )}
    </li>
  );
}

/** The suggested grade. What passed has none; what is not decided has one only if it turns out to be a nonconformity. */
function GradeTag(props: { readonly result: RuleResult }): ReactNode {
  const { result, grade } = props.result;
  if (grade === null || result === 'pass' || result === 'not-applicable') return null;
  const key = result === 'fail' ? 'window.rule.grade' : 'window.rule.grade-if';
  return <span className="tag">{t(key, { grade: t(`window.grade.${grade}`) })}</span>;
}

/** What the letters of a rule's basis mean, such as `N: normative: the standard asks for it.` */
function basisInWords(basis: string): string {
  return basesOf(basis)
    .map((letter) => `${letter} – ${say(message(`basis.${letter}`))}`)
    .join(' ');
}
