import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import { MEETINGS, type TimeTopic } from '../../../src/domain/workspace.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatInstant, formatSeconds } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { Empty } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';

const TOPICS: readonly TimeTopic[] = [MEETINGS[0], ...SECTIONS, ...MEETINGS.slice(1)];
const topicWord = (topic: TimeTopic): string => say({ key: `audit.topic.${topic}`, values: {} });

/** How long each topic took: the clock that runs, what was counted, and corrections with their notes. */
export function TimeTab(props: { readonly view: SessionView }): ReactNode {
  const { times, clock } = props.view.workspace;
  const actions = useActions();
  const current = useApp((state) => state.section);
  const [topic, setTopic] = useState<TimeTopic>(clock?.topic ?? current);
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <div className="stack time-tab">
      <div className="row">
        <SelectField
          label={t('work.time.topic')}
          value={topic}
          onChange={setTopic}
          options={TOPICS.map((one) => [one, topicWord(one)] as const)}
        />
        <button
          type="button"
          className="button primary"
          disabled={clock?.topic === topic}
          onClick={() => perform(actions.doNow({ kind: 'clock-started', topic }))}
        >
          {t('work.time.start')}
        </button>
        <button
          type="button"
          className="button"
          disabled={clock === null}
          onClick={() => perform(actions.doNow({ kind: 'clock-paused' }))}
        >
          {t('work.time.pause')}
        </button>
        <span role="status" className="hint">
          {clock === null
            ? t('work.time.stopped')
            : t('work.time.running', { topic: topicWord(clock.topic), since: formatInstant(clock.since) })}
        </span>
      </div>
      {times.length === 0 ? (
        <Empty>{t('work.time.none')}</Empty>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('work.time.topic')}</th>
              <th scope="col" className="number">
                {t('work.time.spent')}
              </th>
              <th scope="col">{t('work.time.corrections')}</th>
            </tr>
          </thead>
          <tbody>
            {times.map((time) => (
              <tr key={time.topic}>
                <td>{topicWord(time.topic)}</td>
                <td className="number">{formatSeconds(time.seconds)}</td>
                <td>
                  {time.corrections.map(({ minutes, note, by }, place) => (
                    <p key={place}>
                      {t('work.time.correction', { minutes, by })} <ArchiveText text={note} />
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('work.time.total')}</th>
              <td className="number">{formatSeconds(total)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
      <Correction topic={topic} />
    </div>
  );
}

function Correction(props: { readonly topic: TimeTopic }): ReactNode {
  const actions = useActions();
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const count = Math.trunc(Number(minutes));
  const ready = Number.isFinite(count) && count !== 0 && note.trim() !== '';
  const correct = async (): Promise<void> => {
    const done = await actions.doNow({ kind: 'time-corrected', topic: props.topic, minutes: count, note: note.trim() });
    if (!done) return;
    setMinutes('');
    setNote('');
  };
  return (
    <form
      className="row correction"
      aria-label={t('work.time.correct')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) perform(correct());
      }}
    >
      <TextField
        label={t('work.time.minutes')}
        type="number"
        value={minutes}
        onChange={setMinutes}
        hint={t('work.time.minutes-what')}
      />
      <TextField label={t('work.time.note')} value={note} onChange={setNote} />
      <button type="submit" className="button" disabled={!ready}>
        {t('work.time.correct')}
      </button>
    </form>
  );
}
