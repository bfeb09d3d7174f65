import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { sampleSentence } from '../../../src/domain/finding-checks.ts';
import { ITEM_VERDICTS, QSIT_ROWS, type ItemVerdict } from '../../../src/domain/sample.ts';
import type { SampleState } from '../../../src/domain/workspace.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { say, t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty, Facts } from '../../ui/panel.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

/** Every sample with its items, each to be judged, and the sentence that the report says of it. */
export function SamplesTab(props: { readonly view: SessionView }): ReactNode {
  const actions = useActions();
  const id = useApp((state) => state.work.id);
  const { samples } = props.view.workspace;
  const open = samples.find((one) => one.id === id) ?? samples.at(-1);
  if (open === undefined) {
    return (
      <div className="stack">
        <Empty>{t('work.samples.none')}</Empty>
        <div>
          <button type="button" className="button" onClick={() => actions.openDesk('anomalies')}>
            {t('work.samples.to-desk')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="list-and-form">
      <div className="work-list">
        <ul className="plain work-items">
          {samples.map((sample) => (
            <li key={sample.id}>
              <button
                type="button"
                className="work-item"
                aria-pressed={sample.id === open.id}
                onClick={() => actions.openWork('samples', sample.id)}
              >
                <strong>{sample.id}</strong>
                <span className="hint">
                  {say({ key: `audit.topic.${sample.section}`, values: {} })} ·{' '}
                  {say({ key: `audit.sample-method.${sample.method}`, values: {} })}
                </span>
                <span>{t('work.samples.looked', { looked: lookedAt(sample), n: sample.items.length })}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Sample key={open.id} sample={open} />
    </div>
  );
}

function lookedAt({ items, verdicts }: SampleState): number {
  return items.filter(({ key }) => (verdicts[key]?.verdict ?? 'open') !== 'open').length;
}

function Sample(props: { readonly sample: SampleState }): ReactNode {
  const { sample } = props;
  const { population, seed, rounds, row, strata } = sample;
  return (
    <section className="work-form" aria-label={t('work.sample.title', { id: sample.id })}>
      <h2>{t('work.sample.title', { id: sample.id })}</h2>
      <p className="lead">{say(sampleSentence(sample))}</p>
      <Facts
        rows={[
          [t('work.sample.population'), t(`desk.table.${population.table}`)],
          ...(population.text === '' ? [] : [[t('work.sample.filter'), population.text] as const]),
          ...population.facets.map(
            ({ column, value }) => [say({ key: `desk.column.${column}`, values: {} }), value] as const,
          ),
          ...(seed === '' ? [] : [[t('work.sample.seed'), seed] as const]),
          ...(row === null ? [] : [[t('work.sample.row'), row] as const]),
          ...(strata === null
            ? []
            : [[t('work.sample.strata'), say({ key: `desk.column.${strata}`, values: {} })] as const]),
          ...(rounds.length < 2 ? [] : [[t('work.sample.rounds'), rounds.join(' + ')] as const]),
          [t('work.sample.digest'), <Digest key="digest" hex={population.sha256} />],
        ]}
      />
      <Limited items={sample.items} first={100}>
        {(items) => (
          <ol className="plain sample-items">
            {items.map(({ key, label, stratum }) => (
              <Item key={key} sample={sample} item={key} label={label} stratum={stratum} />
            ))}
          </ol>
        )}
      </Limited>
      <Extension sample={sample} />
    </section>
  );
}

function Item(props: {
  readonly sample: SampleState;
  readonly item: string;
  readonly label: string;
  readonly stratum: string;
}): ReactNode {
  const actions = useActions();
  const { sample, item, label } = props;
  const said = sample.verdicts[item] ?? { verdict: 'open', note: '' };
  const [note, setNote] = useState(said.note);
  const record = (verdict: ItemVerdict, text: string): void => {
    perform(actions.doNow({ kind: 'sample-judged', id: sample.id, key: item, verdict, note: text }));
  };
  return (
    <li className="sample-item">
      <span className="sample-label">
        <ArchiveText text={label} />
        {props.stratum === '' ? null : <span className="tag">{props.stratum}</span>}
      </span>
      <label className="field-inline">
        <span className="visually-hidden">{t('work.sample.verdict', { item: label })}</span>
        <select value={said.verdict} onChange={(event) => record(event.target.value as ItemVerdict, note)}>
          {ITEM_VERDICTS.map((verdict) => (
            <option key={verdict} value={verdict}>
              {say({ key: `audit.item-verdict.${verdict}`, values: {} })}
            </option>
          ))}
        </select>
      </label>
      <input
        type="text"
        value={note}
        maxLength={1_000}
        aria-label={t('work.sample.note', { item: label })}
        placeholder={t('work.sample.note-what')}
        onChange={(event) => setNote(event.target.value)}
        onBlur={() => {
          if (note !== said.note) record(said.verdict, note);
        }}
      />
    </li>
  );
}

/** A sample that is extended keeps its first draw. The table says how many more after each nonconforming item. */
function Extension(props: { readonly sample: SampleState }): ReactNode {
  const { sample } = props;
  const actions = useActions();
  const drawing = useApp((state) => state.drawing);
  const nonconforming = Object.values(sample.verdicts).filter(({ verdict }) => verdict === 'nonconforming').length;
  const row = QSIT_ROWS.find((one) => one.row === sample.row);
  const next = row?.sizes[Math.min(2, nonconforming)] ?? sample.items.length + 10;
  const [size, setSize] = useState<string | null>(null);
  const wanted = Math.min(sample.population.size, Math.floor(Number(size ?? next)) || 0);
  if (sample.method === 'all' || sample.method === 'judgement' || sample.items.length >= sample.population.size)
    return null;
  return (
    <form
      className="row extension"
      onSubmit={(event) => {
        event.preventDefault();
        perform(actions.extendSample(sample.id, wanted));
      }}
    >
      <TextField
        label={t('work.sample.extend-to')}
        type="number"
        value={size ?? String(next)}
        onChange={setSize}
        hint={row === undefined ? undefined : t('work.sample.extend-row', { nonconforming, size: next, row: row.row })}
      />
      <button type="submit" className="button" disabled={drawing.busy || wanted <= sample.items.length}>
        <Icon name="add" />
        {t('work.sample.extend')}
      </button>
      {drawing.problem === null ? null : <Problem problem={drawing.problem} brief />}
    </form>
  );
}
