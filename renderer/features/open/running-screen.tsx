import type { ReactNode } from 'react';
import type { Progress } from '../../../src/domain/archive.ts';
import { fractionOf, secondsLeft, speedOf, type Run } from '../../store/rate.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatBytes, formatSeconds } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { MemberList } from './member-list.tsx';

const PHASES: readonly Progress['phase'][] = ['opening', 'hashing', 'signatures', 'evidence', 'clauses'];

/** What is shown while an archive is verified: phase, bytes, speed, time left, a way out, and what the archive holds. */
export function RunningScreen(): ReactNode {
  const actions = useActions();
  const chosen = useApp((state) => state.chosen);
  const run = useApp((state) => state.run);
  const listing = useApp((state) => state.listing);
  const problem = useApp((state) => state.problem);
  if (chosen === null || run === null) return null;
  const phase = run.progress?.phase ?? 'opening';
  return (
    <div className="running-screen">
      <section className="running-main" aria-labelledby="running-title">
        <h1 id="running-title">{t('window.running.title')}</h1>
        <p className="running-name">
          <PathText path={chosen.name} />
        </p>
        <ol className="phases">
          {PHASES.map((name) => (
            <PhaseItem key={name} name={name} current={phase} />
          ))}
        </ol>
        <progress
          className="progress"
          aria-label={t(`window.phase.${phase}`)}
          max={1}
          {...(fractionOf(run) === null ? {} : { value: fractionOf(run) ?? 0 })}
        />
        <Facts rows={factsOf(run)} />
        <p className="visually-hidden" role="status">
          {t(`window.phase.${phase}`)}
        </p>
        {problem === null ? null : <Problem problem={problem} brief />}
        <button type="button" className="button" disabled={run.cancelling} onClick={() => perform(actions.cancel())}>
          <Icon name="close" />
          {t(run.cancelling ? 'window.running.cancelling' : 'window.running.cancel')}
        </button>
      </section>
      {listing === null ? null : <MemberList listing={listing} />}
    </div>
  );
}

function PhaseItem(props: { readonly name: Progress['phase']; readonly current: Progress['phase'] }): ReactNode {
  const place = PHASES.indexOf(props.name);
  const now = PHASES.indexOf(props.current);
  const state = place < now ? 'done' : place === now ? 'current' : 'ahead';
  return (
    <li className={`phase phase-${state}`} {...(state === 'current' ? { 'aria-current': 'step' } : {})}>
      <span className="phase-mark">{state === 'done' ? <Icon name="pass" /> : <span className="phase-dot" />}</span>
      {t(`window.phase.${props.name}`)}
      <span className="visually-hidden">{t(`window.phase-state.${state}`)}</span>
    </li>
  );
}

function factsOf(run: Run): readonly (readonly [string, ReactNode])[] {
  const speed = speedOf(run);
  const left = secondsLeft(run);
  const unknown = t('window.running.not-yet');
  const done =
    run.progress === null
      ? unknown
      : t('window.running.bytes', { done: formatBytes(run.progress.done), total: formatBytes(run.progress.total) });
  return [
    [t('window.running.read'), done],
    [
      t('window.running.speed'),
      speed === null ? unknown : t('window.running.per-second', { size: formatBytes(speed) }),
    ],
    [t('window.running.left'), left === null ? unknown : formatSeconds(left)],
    [t('window.running.elapsed'), formatSeconds((run.at - run.startedAt) / 1_000)],
  ];
}
