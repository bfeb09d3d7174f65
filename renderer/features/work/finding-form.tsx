import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import { checkFinding } from '../../../src/domain/finding-checks.ts';
import { FINDING_EXTENTS, FINDING_GRADES, FINDING_STATUSES, type Finding } from '../../../src/domain/finding.ts';
import type { FindingState } from '../../../src/domain/workspace.ts';
import { statedOf } from '../../store/new-work.ts';
import { useActions } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { SelectField, TextArea, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/panel.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { SavedMark } from './saved-mark.tsx';

const word = (key: string): string => say({ key, values: {} });

/** One finding: requirement, finding and evidence, then how far it reaches and how heavy it is. What it lacks is said while it is written. */
export function FindingForm(props: {
  readonly finding: Finding | FindingState;
  readonly view: SessionView;
}): ReactNode {
  const { view } = props;
  const finding = statedOf(props.finding);
  const actions = useActions();
  const { mode } = view.assessment.profile;
  const members = new Map(view.verification.coverage.map(({ path, sha256 }) => [path, sha256] as const));
  const checks = checkFinding(finding, {
    mode,
    sections: view.assessment.sections,
    judged: view.workspace.sections,
    isThere: (ref) => ref.supplement !== undefined || members.get(ref.path) === ref.sha256,
  });
  const change = (part: Partial<Finding>): void => actions.editFinding({ ...finding, ...part });
  const grades = FINDING_GRADES.filter((grade) => grade !== 'improvement' || mode === 'mock');
  const others = view.workspace.findings.filter(({ id }) => id !== finding.id);
  return (
    <section className="work-form" aria-label={t('work.finding.title', { id: finding.id })}>
      <div className="row work-form-head">
        <h2 className="grow">{t('work.finding.title', { id: finding.id })}</h2>
        <SavedMark draft={finding.id} />
      </div>
      <div className="form-columns">
        <SelectField
          label={t('work.finding.section')}
          value={finding.section}
          onChange={(section) => change({ section })}
          options={SECTIONS.map((one) => [one, word(`audit.topic.${one}`)] as const)}
        />
        <SelectField
          label={t('work.finding.status')}
          value={finding.status}
          onChange={(status) => change({ status })}
          options={FINDING_STATUSES.map((one) => [one, word(`audit.finding-status.${one}`)] as const)}
        />
      </div>
      <TextArea
        label={t('work.finding.requirement')}
        value={finding.requirement}
        onChange={(requirement) => change({ requirement })}
      />
      <TextArea
        label={t('work.finding.statement')}
        rows={4}
        hint={t('work.finding.statement-what')}
        value={finding.statement}
        onChange={(statement) => change({ statement })}
      />
      <h3>{t('work.finding.evidence', { count: finding.evidence.length })}</h3>
      {finding.evidence.length === 0 ? <Empty>{t('work.finding.evidence-none')}</Empty> : null}
      <EvidenceList
        refs={finding.evidence}
        onRemove={(place) => change({ evidence: finding.evidence.filter((_, at) => at !== place) })}
      />
      <div className="form-columns">
        <SelectField
          label={t('work.finding.grade')}
          value={finding.grade}
          onChange={(grade) => change({ grade })}
          options={grades.map((one) => [one, word(`audit.grade.${one}`)] as const)}
        />
        <SelectField
          label={t('work.finding.extent')}
          value={finding.extent}
          onChange={(extent) => change({ extent })}
          options={FINDING_EXTENTS.map((one) => [one, word(`audit.extent.${one}`)] as const)}
        />
        {finding.extent === 'counted' ? (
          <>
            <TextField
              label={t('work.finding.affected')}
              type="number"
              value={finding.affected === null ? '' : String(finding.affected)}
              onChange={(value) => change({ affected: countOf(value) })}
            />
            <TextField
              label={t('work.finding.examined')}
              type="number"
              value={finding.examined === null ? '' : String(finding.examined)}
              onChange={(value) => change({ examined: countOf(value) })}
            />
          </>
        ) : null}
      </div>
      <TextArea
        label={t('work.finding.grade-reason')}
        value={finding.gradeReason}
        onChange={(gradeReason) => change({ gradeReason })}
      />
      {finding.status === 'withdrawn' ? (
        <TextArea
          label={t('work.finding.status-reason')}
          rows={2}
          value={finding.statusReason}
          onChange={(statusReason) => change({ statusReason })}
        />
      ) : null}
      {others.length === 0 ? null : (
        <fieldset className="linked">
          <legend className="field-label">{t('work.finding.linked')}</legend>
          {others.map(({ id, statement }) => (
            <label key={id} className="radio">
              <input
                type="checkbox"
                checked={finding.linked.includes(id)}
                onChange={(event) =>
                  change({
                    linked: event.target.checked ? [...finding.linked, id] : finding.linked.filter((one) => one !== id),
                  })
                }
              />
              <span>
                {id} <span className="hint">{statement.slice(0, 120)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Checks checks={checks.map(say)} />
      <Reviewed finding={props.finding} />
    </section>
  );
}

function Checks(props: { readonly checks: readonly string[] }): ReactNode {
  return (
    <div className="checks" role="status" aria-label={t('work.finding.checks')}>
      {props.checks.length === 0 ? (
        <span className="tone-pass">
          <Icon name="pass" size={12} /> {t('work.finding.checks-none')}
        </span>
      ) : (
        <ul className="plain">
          {props.checks.map((check) => (
            <li key={check} className="tone-open">
              <Icon name="undecidable" size={12} /> {check}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Reviewed(props: { readonly finding: Finding | FindingState }): ReactNode {
  const review = 'review' in props.finding ? props.finding.review : null;
  if (review === null) return null;
  return (
    <p className="notice">
      {t(review.stale ? 'work.review.stale' : 'work.review.said', {
        decision: word(`audit.review.${review.decision}`),
        by: review.by,
      })}{' '}
      <ArchiveText text={review.comment} />
    </p>
  );
}

function countOf(value: string): number | null {
  const count = Math.floor(Number(value));
  return value.trim() === '' || Number.isNaN(count) || count < 0 ? null : count;
}
