import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { ReviewList } from './review-list.tsx';

/** The review by a second person: handing over, deciding on each finding and section, taking back. */
export function ReviewTab(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  const desking = useApp((state) => state.desking);
  const { handedOver, reviewFinished, authors } = view.workspace;
  const isAuthor = authors.some((author) => author.trim().toLowerCase() === view.desk.author.trim().toLowerCase());
  return (
    <div className="stack review-tab">
      {desking.problem === null ? null : <Problem problem={desking.problem} />}
      <SignAs view={view} />
      {reviewFinished === null ? null : (
        <Panel title={t('work.review.finished')}>
          <p>
            {t('work.review.finished-by', { by: reviewFinished.by, at: formatInstant(reviewFinished.at) })}{' '}
            <ArchiveText text={reviewFinished.comment} />
          </p>
        </Panel>
      )}
      {handedOver === null ? <HandOver view={view} /> : null}
      {handedOver !== null && isAuthor ? <Away view={view} /> : null}
      {handedOver !== null && !isAuthor ? <Reviewing view={view} /> : null}
      {handedOver === null || isAuthor ? <ReviewList view={view} canDecide={false} /> : null}
    </div>
  );
}

/** Under which name this person works: the reviewer is somebody else than the auditor. */
function SignAs(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const { author } = props.view.desk;
  const [name, setName] = useState(author);
  return (
    <Panel title={t('work.review.name')}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') perform(actions.signAs(name.trim()));
        }}
      >
        <TextField
          label={t('work.review.your-name')}
          value={name}
          maxLength={200}
          onChange={setName}
          hint={t('work.review.your-name-what')}
        />
        <button type="submit" className="button" disabled={name.trim() === '' || name.trim() === author}>
          {t('work.review.use-name')}
        </button>
      </form>
    </Panel>
  );
}

function HandOver(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const busy = useApp((state) => state.desking.busy);
  const [to, setTo] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const needed = props.view.desk.sealed;
  const ready = to.trim() !== '' && (!needed || passphrase !== '');
  return (
    <Panel title={t('work.review.hand-over')}>
      <p className="hint">{t('work.review.hand-over-what')}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) perform(actions.handOver(to.trim(), passphrase === '' ? null : passphrase));
        }}
      >
        <TextField label={t('work.review.to')} value={to} maxLength={200} onChange={setTo} />
        <TextField
          label={t('work.review.passphrase')}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          hint={t(needed ? 'work.review.passphrase-needed' : 'work.review.passphrase-what')}
        />
        <div>
          <button type="submit" className="button primary" disabled={!ready || busy}>
            {t('work.review.hand-over-now')}
          </button>
        </div>
      </form>
    </Panel>
  );
}

/** What the auditor can do while the audit lies with the reviewer. */
function Away(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const busy = useApp((state) => state.desking.busy);
  const [passphrase, setPassphrase] = useState('');
  const [reason, setReason] = useState('');
  const { handedOver } = props.view.workspace;
  if (handedOver === null) return null;
  return (
    <Panel title={t('work.review.away')}>
      <p>{t('work.review.away-what', { to: handedOver.to, at: formatInstant(handedOver.at) })}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          perform(actions.takeBack(passphrase === '' ? null : passphrase));
        }}
      >
        <TextField
          label={t('work.review.passphrase-of-file')}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
        />
        <button type="submit" className="button primary" disabled={busy}>
          {t('work.review.take-back')}
        </button>
      </form>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') perform(actions.doNow({ kind: 'recalled', reason: reason.trim() }));
        }}
      >
        <TextField label={t('work.review.recall-reason')} value={reason} onChange={setReason} />
        <button type="submit" className="button" disabled={reason.trim() === ''}>
          {t('work.review.recall')}
        </button>
      </form>
    </Panel>
  );
}

function Reviewing(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const [comment, setComment] = useState('');
  return (
    <>
      <Panel title={t('work.review.reviewing')}>
        <p className="hint">{t('work.review.reviewing-what')}</p>
      </Panel>
      <ReviewList view={props.view} canDecide />
      <Panel title={t('work.review.finish')}>
        <TextArea label={t('work.review.finish-comment')} value={comment} onChange={setComment} />
        <div>
          <button
            type="button"
            className="button primary"
            onClick={() => perform(actions.doNow({ kind: 'review-finished', comment: comment.trim() }))}
          >
            {t('work.review.finish-now')}
          </button>
        </div>
      </Panel>
    </>
  );
}
