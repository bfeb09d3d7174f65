import { useState, type ReactNode } from 'react';
import { SECTIONS, type SectionId } from '../../../src/domain/clause.ts';
import type { TablePage } from '../../../src/domain/desk.ts';
import { ALL_UP_TO, QSIT_ROWS, SAMPLE_METHODS, type DeskTable, type SampleMethod } from '../../../src/domain/sample.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatCount } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { Choice, SelectField, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';
import { columnTitle } from '../../ui/table/data-table.tsx';
import type { Choosing } from '../../ui/table/use-pages.ts';

/** How a sample is drawn from the rows that the filter leaves. Where everything can be looked at, that is offered first. */
export function DrawForm(props: {
  readonly name: DeskTable;
  readonly about: TablePage;
  readonly choosing: Choosing;
  readonly ticked: ReadonlySet<string>;
  readonly onDone: () => void;
}): ReactNode {
  const { name, about, choosing, ticked } = props;
  const actions = useActions();
  const current = useApp((state) => state.section);
  const drawing = useApp((state) => state.drawing);
  const [section, setSection] = useState<SectionId>(current);
  const [method, setMethod] = useState<SampleMethod>(about.matched <= ALL_UP_TO ? 'all' : 'random');
  const [size, setSize] = useState('10');
  const [row, setRow] = useState(QSIT_ROWS[4]?.row ?? '');
  const [strata, setStrata] = useState(about.columns.find(({ facet }) => facet)?.id ?? '');
  const [seed, setSeed] = useState('');
  const wanted = sizeOf(method, size, row, about.matched, ticked.size);
  const seeded = method === 'random' || method === 'stratified' || method === 'qsit';
  const draw = async (): Promise<void> => {
    const done = await actions.drawSample({
      section,
      table: name,
      text: choosing.text,
      facets: [...choosing.facets],
      method,
      size: wanted,
      seed: seeded ? seed : '',
      row: method === 'qsit' ? row : null,
      strata: method === 'stratified' ? strata : null,
      keys: method === 'judgement' ? [...ticked] : [],
    });
    if (done) props.onDone();
  };
  return (
    <form
      className="draw-form"
      aria-label={t('desk.draw.title')}
      onSubmit={(event) => {
        event.preventDefault();
        perform(draw());
      }}
    >
      <Choice
        label={t('desk.draw.method')}
        value={method}
        onChange={setMethod}
        options={SAMPLE_METHODS.map((value) => ({
          value,
          word: say({ key: `audit.sample-method.${value}`, values: {} }),
          what: t(`desk.draw.what.${value}`),
        }))}
      />
      <div className="draw-fields">
        <SelectField
          label={t('desk.draw.section')}
          value={section}
          onChange={setSection}
          options={SECTIONS.map((one) => [one, say({ key: `audit.topic.${one}`, values: {} })] as const)}
        />
        {method === 'random' || method === 'stratified' ? (
          <TextField label={t('desk.draw.size')} type="number" value={size} onChange={setSize} />
        ) : null}
        {method === 'qsit' ? (
          <SelectField
            label={t('desk.draw.row')}
            value={row}
            onChange={setRow}
            options={QSIT_ROWS.map(
              (one) =>
                [
                  one.row,
                  t('desk.draw.row-words', {
                    row: one.row,
                    confidence: one.confidence,
                    limit: Math.round(one.limit * 100),
                    sample: one.sizes[0],
                  }),
                ] as const,
            )}
          />
        ) : null}
        {method === 'stratified' ? (
          <SelectField
            label={t('desk.draw.strata')}
            value={strata}
            onChange={setStrata}
            options={about.columns.filter(({ facet }) => facet).map((one) => [one.id, columnTitle(one)] as const)}
          />
        ) : null}
        {seeded ? (
          <TextField
            label={t('desk.draw.seed')}
            value={seed}
            onChange={setSeed}
            maxLength={100}
            hint={t('desk.draw.seed-what')}
          />
        ) : null}
        <p className="hint">
          {t('desk.draw.from', {
            n: wanted,
            population: formatCount(about.matched),
          })}
        </p>
        {drawing.problem === null ? null : <Problem problem={drawing.problem} brief />}
        <div className="row">
          <button type="submit" className="button primary" disabled={drawing.busy || wanted === 0}>
            <Icon name="add" />
            {t('desk.draw.draw')}
          </button>
          <button type="button" className="button" onClick={props.onDone}>
            {t('desk.draw.cancel')}
          </button>
        </div>
      </div>
    </form>
  );
}

function sizeOf(method: SampleMethod, size: string, row: string, matched: number, ticked: number): number {
  const asked = Math.max(0, Math.floor(Number(size)) || 0);
  switch (method) {
    case 'all':
      return matched;
    case 'judgement':
      return ticked;
    case 'qsit':
      return Math.min(matched, QSIT_ROWS.find((one) => one.row === row)?.sizes[0] ?? 0);
    case 'random':
    case 'stratified':
      return Math.min(asked, matched);
  }
}
