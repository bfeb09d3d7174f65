import { useState, type ReactNode } from 'react';
import type { RuleOutcome } from '../../src/domain/clause.ts';
import type { DeskRow, TablePage, TableQuery } from '../../src/domain/desk.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { ArchiveText, Digest, PathText } from '../ui/archive-text.tsx';
import { Badge, markOfIndication, markOfOutcome } from '../ui/badge.tsx';
import { Choice, SelectField, TextArea, TextField } from '../ui/fields.tsx';
import { Icon, ICONS } from '../ui/icon.tsx';
import { Limited } from '../ui/limited.tsx';
import { Empty, Facts, Panel } from '../ui/panel.tsx';
import { Problem } from '../ui/problem.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { RowDetail } from '../ui/table/row-detail.tsx';
import { TableTools } from '../ui/table/table-tools.tsx';
import { usePages, type Choosing } from '../ui/table/use-pages.ts';
import { Tabs } from '../ui/tabs.tsx';

const COLOURS = [
  'ground',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'text',
  'muted',
  'accent',
  'accent-ground',
  'pass',
  'pass-ground',
  'fail',
  'fail-ground',
  'open',
  'open-ground',
  'judge',
  'judge-ground',
  'none',
  'none-ground',
  'mark',
];
const INDICATIONS: readonly Indication[] = ['TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED'];
const OUTCOMES: readonly RuleOutcome[] = ['pass', 'fail', 'judge', 'undecidable', 'not-applicable'];
const LONG_PATH = `evidence/${'a-folder-with-a-long-name/'.repeat(8)}test-report.xml`;
const nothing = (): void => undefined;

/** Every token and component, in the states that they have. */
export function ComponentsPage(): ReactNode {
  return (
    <main className="components">
      <h1>Components</h1>
      <Colours />
      <Words />
      <Results />
      <Controls />
      <Messages />
      <Tables />
    </main>
  );
}

function Section(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Colours(): ReactNode {
  return (
    <Section title="Colours">
      <div className="swatches">
        {COLOURS.map((name) => (
          <span key={name} className="swatch">
            <i style={{ background: `var(--${name})` }} />
            {name}
          </span>
        ))}
      </div>
    </Section>
  );
}

function Words(): ReactNode {
  return (
    <Section title="Text">
      <p className="lead">Lead: one sentence that says what matters.</p>
      <p>Body: IBM Plex Sans, numbers aligned: 1,234,567.89.</p>
      <p className="hint">Hint: what is asked for, and why.</p>
      <ArchiveText text={'From the archive: \u202ereversed\u202c and \u0007 seen'} />
      <PathText path={LONG_PATH} />
      <Digest hex={'0123456789abcdef'.repeat(4)} />
    </Section>
  );
}

function Results(): ReactNode {
  return (
    <Section title="Results: icon, word and colour together">
      <div className="row">
        {INDICATIONS.map((one) => (
          <Badge key={one} mark={markOfIndication(one)} large />
        ))}
      </div>
      <div className="row">
        {OUTCOMES.map((one) => (
          <Badge key={one} mark={markOfOutcome(one)} detail="detail" />
        ))}
      </div>
      <div className="row">
        {ICONS.map((name) => (
          <span key={name} className="swatch">
            <Icon name={name} /> {name}
          </span>
        ))}
      </div>
    </Section>
  );
}

function Controls(): ReactNode {
  const [text, setText] = useState('');
  const [choice, setChoice] = useState<'one' | 'two'>('one');
  return (
    <Section title="Controls">
      <div className="row">
        <button type="button" className="button primary">
          Primary
        </button>
        <button type="button" className="button">
          <Icon name="add" /> Button
        </button>
        <button type="button" className="button quiet">
          Quiet
        </button>
        <button type="button" className="button danger">
          Danger
        </button>
        <button type="button" className="button" disabled>
          Disabled
        </button>
        <button type="button" className="link">
          Link
        </button>
      </div>
      <div className="form-columns">
        <TextField label="Text" value={text} onChange={setText} hint="With a hint" />
        <TextField label="Wrong" value="x" onChange={nothing} error="Says what is wrong." />
        <TextField label="Secret" type="password" value="secret" onChange={nothing} />
        <TextField label="Number" type="number" value="12" onChange={nothing} />
        <TextField label="Date" type="date" value="2026-11-24" onChange={nothing} />
        <SelectField label="List" value="a" options={[['a', 'The first']]} onChange={nothing} />
      </div>
      <TextArea label="Lines" value="Several lines of text." onChange={nothing} />
      <Choice
        label="Choice"
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'one', word: 'One', what: 'With what it means.' },
          { value: 'two', word: 'Two' },
        ]}
      />
      <Tabs
        label="Tabs"
        views={[
          { id: 'a', title: 'First', content: <Empty>Nothing here yet.</Empty> },
          { id: 'b', title: 'Second', content: <p>The second.</p> },
        ]}
      />
    </Section>
  );
}

function Messages(): ReactNode {
  return (
    <Section title="Messages and panels">
      <Problem problem={{ code: 'WORKSPACE_ALTERED', values: { line: 17 }, member: null }} />
      <Problem problem={{ code: 'PASSPHRASE_WRONG', values: {}, member: null }} brief />
      <p className="banner tone-open">
        <Icon name="undecidable" /> A banner says what holds on every screen.
      </p>
      <Panel title="Panel">
        <Facts
          rows={[
            ['Name', 'value'],
            ['Path', <PathText key="path" path={LONG_PATH} />],
          ]}
        />
        <Limited items={[1, 2, 3, 4]} first={2}>
          {(shown) => <p>{shown.join(', ')}</p>}
        </Limited>
      </Panel>
    </Section>
  );
}

const ROWS = 5_000;
const COLUMNS: TablePage['columns'] = [
  { id: 'id', kind: 'text', label: null, facet: false },
  { id: 'title', kind: 'text', label: null, facet: false },
  { id: 'test-status', kind: 'word', label: null, facet: true },
  { id: 'count', kind: 'number', label: null, facet: false },
];

function rowAt(n: number): DeskRow {
  const status = n % 7 === 0 ? 'failed' : 'passed';
  return { key: String(n), cells: [`TC-${String(n)}`, `Case ${String(n)} of many`, status, String(n * 37)], at: null };
}

function load({ from, count }: TableQuery): Promise<TablePage> {
  const rows = Array.from({ length: Math.min(count, ROWS - from) }, (_, place) => rowAt(from + place + 1));
  const values = [
    { value: 'passed', count: ROWS },
    { value: 'failed', count: 714 },
  ];
  const facets = [{ column: 'test-status', values }];
  return Promise.resolve({ columns: COLUMNS, total: ROWS, matched: ROWS, facets, from, rows });
}

function Tables(): ReactNode {
  const [choosing, setChoosing] = useState<Choosing>({ text: '', facets: [], sort: null });
  const [row, setRow] = useState<DeskRow | null>(rowAt(3));
  const pages = usePages(load, choosing);
  const { about } = pages;
  if (about === null) return <Empty>Loading…</Empty>;
  return (
    <Section title="Tables">
      <div className="desk-panel">
        <TableTools about={about} choosing={choosing} onChoose={setChoosing} />
        <DataTable
          label="Table"
          about={about}
          pages={pages}
          sort={choosing.sort}
          onSort={(sort) => setChoosing({ ...choosing, sort })}
          selected={row?.key ?? null}
          onSelect={setRow}
        />
      </div>
      {row === null ? null : <RowDetail row={row} about={about} onClose={() => setRow(null)} />}
    </Section>
  );
}
