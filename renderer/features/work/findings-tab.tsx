import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import type { FindingGrade } from '../../../src/domain/finding.ts';
import { shownFindings } from '../../store/desk-state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { Badge, type Mark } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/panel.tsx';
import { FindingForm } from './finding-form.tsx';

const GRADES: Readonly<Record<FindingGrade, Pick<Mark, 'icon' | 'tone'>>> = {
  major: { icon: 'fail', tone: 'fail' },
  minor: { icon: 'undecidable', tone: 'open' },
  observation: { icon: 'judge', tone: 'judge' },
  improvement: { icon: 'none', tone: 'none' },
};

/** Returns icon, colour and word of a finding's grade. */
export function markOfGrade(grade: FindingGrade): Mark {
  return { ...GRADES[grade], word: say({ key: `audit.grade.${grade}`, values: {} }) };
}

/** All findings beside the one that is written. */
export function FindingsTab(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  const actions = useActions();
  const drafts = useApp((state) => state.drafts);
  const id = useApp((state) => state.work.id);
  const findings = shownFindings(view.workspace, drafts);
  const open = findings.find((one) => one.id === id) ?? findings[0];
  return (
    <div className="list-and-form">
      <div className="work-list">
        <button type="button" className="button primary" onClick={() => actions.beginFinding({})}>
          <Icon name="add" />
          {t('work.findings.new')}
        </button>
        {findings.length === 0 ? <Empty>{t('work.findings.none')}</Empty> : null}
        <ul className="plain work-items">
          {findings.map((finding) => (
            <li key={finding.id}>
              <button
                type="button"
                className="work-item"
                aria-pressed={finding.id === open?.id}
                onClick={() => actions.openWork('findings', finding.id)}
              >
                <span className="row work-item-head">
                  <strong>{finding.id}</strong>
                  <Badge mark={markOfGrade(finding.grade)} />
                </span>
                <span className="hint">
                  {say({ key: `audit.topic.${finding.section}`, values: {} })} ·{' '}
                  {say({ key: `audit.finding-status.${finding.status}`, values: {} })}
                </span>
                <span className="work-item-text">
                  {finding.statement === '' ? t('work.findings.unstated') : finding.statement}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {open === undefined ? null : <FindingForm key={open.id} finding={open} view={view} />}
    </div>
  );
}
