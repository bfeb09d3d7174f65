import { createContext, use, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { locatorLine, type EvidenceRef } from '../../../src/domain/evidence.ts';
import { visible } from '../../../src/domain/visible.ts';
import type { Block, Run } from '../../../src/domain/views.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Problem } from '../../ui/problem.tsx';
import { useAsked, useLoaded } from './use-loaded.ts';

/** The place that is meant, and how another is chosen. */
interface Marking {
  readonly meant: number | null;
  readonly chosen: number | null;
  readonly choose: (line: number, quote: string) => void;
}

const MarkingContext = createContext<Marking>({ meant: null, chosen: null, choose: () => undefined });

/** Markdown as formatted text. Nothing of it runs, loads or links: where a link leads is told and not gone to. */
export function FormattedView(props: {
  readonly reference: EvidenceRef;
  readonly place: EvidenceRef;
  readonly onPlace: (place: EvidenceRef) => void;
}): ReactNode {
  const { reference, onPlace } = props;
  const actions = useActions();
  const asked = useAsked(reference);
  const { session = '', path = '', supplement = null } = asked ?? {};
  const load = useCallback(
    () => actions.evidenceView('formatted', { session, path, supplement }),
    [actions, session, path, supplement],
  );
  const { value, problem } = useLoaded(asked === null ? null : load);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (value !== null) top.current?.querySelector('.meant')?.scrollIntoView({ block: 'center' });
  }, [value]);
  if (problem !== null) return <Problem problem={problem} during="viewing" />;
  if (value === null) return <p className="empty">{t('window.evidence.loading')}</p>;
  const marking: Marking = {
    meant: locatorLine(reference.locator),
    chosen: locatorLine(props.place.locator),
    choose: (line, quote) =>
      onPlace({
        ...reference,
        locator: { kind: 'line', line },
        quote: quote.replaceAll(/\s+/gu, ' ').trim().slice(0, 200),
      }),
  };
  return (
    <div className="formatted" ref={top} tabIndex={0} role="region" aria-label={t('evidence.view.formatted')}>
      {value.truncated ? <p className="notice">{t('evidence.cut')}</p> : null}
      {value.blocks.length === 0 ? <p className="empty">{t('window.evidence.empty')}</p> : null}
      <MarkingContext value={marking}>
        <Blocks blocks={value.blocks} />
      </MarkingContext>
    </div>
  );
}

function Blocks(props: { readonly blocks: readonly Block[] }): ReactNode {
  return props.blocks.map((block, place) => <OneBlock key={place} block={block} />);
}

function OneBlock(props: { readonly block: Block }): ReactNode {
  const { block } = props;
  switch (block.kind) {
    case 'heading':
      return (
        <Marked line={block.line} quote={textOf(block.runs)} className={`md-heading md-heading-${String(block.level)}`}>
          <Runs runs={block.runs} />
        </Marked>
      );
    case 'paragraph':
      return (
        <Marked line={block.line} quote={textOf(block.runs)} className="md-paragraph">
          <Runs runs={block.runs} />
        </Marked>
      );
    case 'code':
      return (
        <Marked line={block.line} quote={block.text} className="md-code">
          <pre>{visible(block.text, true)}</pre>
        </Marked>
      );
    case 'rule':
      return <hr />;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'table':
      return <Table rows={block.rows} />;
  }
}

function List(props: { readonly block: Extract<Block, { kind: 'list' }> }): ReactNode {
  const { items, start } = props.block;
  const inner = items.map((item, place) => (
    <li key={place} className={item.checked === null ? undefined : 'md-task'}>
      {item.checked === null ? null : (
        <span className="md-box" role="img" aria-label={t(item.checked ? 'evidence.ticked' : 'evidence.not-ticked')}>
          {item.checked ? '☑' : '☐'}
        </span>
      )}
      <div>
        <Blocks blocks={item.blocks} />
      </div>
    </li>
  ));
  return start === null ? <ul className="md-list">{inner}</ul> : <ol start={start}>{inner}</ol>;
}

function Table(props: { readonly rows: Extract<Block, { kind: 'table' }>['rows'] }): ReactNode {
  const [head, ...body] = props.rows;
  const { choose, meant, chosen } = use(MarkingContext);
  return (
    <div className="md-table" tabIndex={0} role="region" aria-label={t('evidence.view.table')}>
      <table className="table">
        <thead>
          <tr>
            {head?.cells.map((cell, place) => (
              <th key={place} scope="col">
                <Runs runs={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr key={row.line} className={markOf(row.line, meant, chosen)} data-line={row.line}>
              {row.cells.map((cell, place) => (
                <td key={place}>
                  {place === 0 ? (
                    <button
                      type="button"
                      className="md-line"
                      aria-label={t('evidence.choose-line', { line: row.line })}
                      onClick={() => choose(row.line, row.cells.map(textOf).join(' | '))}
                    >
                      {row.line}
                    </button>
                  ) : null}
                  <Runs runs={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A block with its line number, which chooses it as the place that is added. */
function Marked(props: {
  readonly line: number;
  readonly quote: string;
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const { meant, chosen, choose } = use(MarkingContext);
  return (
    <div className={`md-block ${props.className} ${markOf(props.line, meant, chosen)}`} data-line={props.line}>
      <button
        type="button"
        className="md-line"
        aria-label={t('evidence.choose-line', { line: props.line })}
        onClick={() => choose(props.line, props.quote)}
      >
        {props.line}
      </button>
      <div className="md-content">{props.children}</div>
    </div>
  );
}

function markOf(line: number, meant: number | null, chosen: number | null): string {
  if (line === meant) return 'meant';
  return line === chosen ? 'chosen' : '';
}

function Runs(props: { readonly runs: readonly Run[] }): ReactNode {
  return props.runs.map((run, place) => {
    const name = ['md-run', ...run.style.map((style) => `md-${style}`), run.target === null ? '' : 'md-link'].join(' ');
    return (
      <span key={place} className={name} {...(run.target === null ? {} : { title: visible(run.target) })}>
        {visible(run.text, true)}
        {run.target === null || run.target === run.text ? null : (
          <span className="md-target"> [{visible(run.target)}]</span>
        )}
      </span>
    );
  });
}

function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
