import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import type { Review, ReviewSubject } from '../../../src/domain/workspace.ts';
import { sectionStateOf } from '../../store/judging.ts';
import { useActions } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

interface Subject {
  readonly subject: ReviewSubject;
  readonly title: string;
  readonly text: string;
  readonly review: Review | null;
}

/** Everything that is reviewed, findings first, each with what the reviewer said of it. */
export function ReviewList(props: { readonly view: SessionView; readonly canDecide: boolean }): ReactNode {
  const { view, canDecide } = props;
  const subjects = subjectsOf(view);
  const shown = canDecide ? subjects : subjects.filter(({ review }) => review !== null);
  if (shown.length === 0) return null;
  return (
    <Panel title={t('work.review.decisions')}>
      <ul className="plain review-items">
        {shown.map((one) => (
          <li key={`${one.subject.kind} ${one.subject.id}`} className="review-item">
            <p>
              <strong>{one.title}</strong> {one.text}
            </p>
            <Said review={one.review} />
            {canDecide ? <Decide subject={one.subject} title={one.title} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function subjectsOf({ workspace }: SessionView): readonly Subject[] {
  const findings = workspace.findings.map(({ id, grade, statement, review }) => ({
    subject: { kind: 'finding', id } as const,
    title: `${id} · ${say({ key: `audit.grade.${grade}`, values: {} })}`,
    text: statement,
    review,
  }));
  const sections = SECTIONS.map((section) => {
    const { judgement, reason, review } = sectionStateOf(workspace, section);
    const said = say({ key: `audit.judgement.${judgement}`, values: {} });
    return {
      subject: { kind: 'section', id: section } as const,
      title: say({ key: `audit.topic.${section}`, values: {} }),
      text: reason === '' ? said : `${said}. ${reason}`,
      review,
    };
  });
  return [...findings, ...sections];
}

function Said(props: { readonly review: Review | null }): ReactNode {
  const { review } = props;
  if (review === null) return <p className="hint">{t('work.review.undecided')}</p>;
  const word = say({ key: `audit.review.${review.decision}`, values: {} });
  const isAccepted = review.decision === 'accepted' && !review.stale;
  return (
    <p className="row">
      <Badge
        mark={isAccepted ? { icon: 'pass', tone: 'pass', word } : { icon: 'undecidable', tone: 'open', word }}
        {...(review.stale ? { detail: t('work.review.changed-since') } : {})}
      />
      <ArchiveText text={review.by} />
      <ArchiveText text={review.comment} />
    </p>
  );
}

function Decide(props: { readonly subject: ReviewSubject; readonly title: string }): ReactNode {
  const actions = useActions();
  const [comment, setComment] = useState('');
  const decide = (decision: 'accepted' | 'returned'): void => {
    const { kind, id } = props.subject;
    perform(actions.doNow({ kind: 'reviewed', subject: { kind, id }, decision, comment: comment.trim() }));
  };
  return (
    <div className="row">
      <TextField label={t('work.review.comment', { subject: props.title })} value={comment} onChange={setComment} />
      <button type="button" className="button" onClick={() => decide('accepted')}>
        {t('work.review.accept')}
      </button>
      <button type="button" className="button" disabled={comment.trim() === ''} onClick={() => decide('returned')}>
        {t('work.review.return')}
      </button>
    </div>
  );
}
