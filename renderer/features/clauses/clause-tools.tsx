import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import type { SectionId } from '../../../src/domain/clause.ts';
import type { DeskTable } from '../../../src/domain/sample.ts';
import { shownFindings } from '../../store/desk-state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatSeconds } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';

/** The tables that a sub-clause or group is about. */
const TABLES: Readonly<Record<SectionId, readonly DeskTable[]>> = {
  '5.8.1': ['tests', 'anomalies'],
  '5.8.2': ['anomalies', 'tests', 'comparison'],
  '5.8.3': ['anomalies'],
  '5.8.4': ['comparison', 'soup'],
  '5.8.5': ['soup'],
  '5.8.6': ['tests', 'changes'],
  '5.8.7': [],
  '5.8.8': [],
  versioning: ['comparison'],
  branches: ['changes'],
  'verification-tools': ['soup', 'tests'],
  approvals: ['changes'],
  artefacts: ['soup'],
  'post-release': ['anomalies'],
  rollback: ['comparison'],
  traceability: ['tests', 'anomalies', 'changes'],
  'anti-patterns': ['changes', 'tests'],
};

/** What belongs to the clause beside its rules: the tables that it is about, its findings and questions, and its clock. */
export function ClauseTools(props: { readonly view: SessionView; readonly section: SectionId }): ReactNode {
  const { view, section } = props;
  const actions = useActions();
  const drafts = useApp((state) => state.drafts);
  const findings = shownFindings(view.workspace, drafts).filter((finding) => finding.section === section);
  return (
    <div className="clause-tools">
      {TABLES[section].map((table) => (
        <button key={table} type="button" className="button quiet" onClick={() => actions.openDesk(table)}>
          {t(`desk.table.${table}`)}
        </button>
      ))}
      {section === 'versioning' || section === '5.8.4' ? (
        <button type="button" className="button quiet" onClick={() => actions.openVerdict('identity')}>
          {t('desk.identity')}
        </button>
      ) : null}
      {findings.map(({ id }) => (
        <button key={id} type="button" className="button quiet" onClick={() => actions.openWork('findings', id)}>
          {id}
        </button>
      ))}
      <button type="button" className="button" onClick={() => actions.beginFinding({})}>
        <Icon name="add" />
        {t('work.findings.new')}
      </button>
      <button type="button" className="button quiet" onClick={actions.beginQuestion}>
        <Icon name="add" />
        {t('work.questions.new')}
      </button>
      <Clock view={view} section={section} />
    </div>
  );
}

function Clock(props: { readonly view: SessionView; readonly section: SectionId }): ReactNode {
  const { view, section } = props;
  const actions = useActions();
  const { clock, times } = view.workspace;
  const runs = clock?.topic === section;
  const spent = times.find(({ topic }) => topic === section)?.seconds ?? 0;
  return (
    <span className="clock">
      <button
        type="button"
        className="button quiet"
        aria-pressed={runs}
        onClick={() =>
          perform(actions.doNow(runs ? { kind: 'clock-paused' } : { kind: 'clock-started', topic: section }))
        }
      >
        {t(runs ? 'work.time.pause' : 'work.time.start')}
      </button>
      <span className="hint">{runs ? t('work.time.runs') : formatSeconds(spent)}</span>
    </span>
  );
}
