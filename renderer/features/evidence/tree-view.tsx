import { useCallback, useState, type ReactNode } from 'react';
import { locatorLine, type EvidenceRef } from '../../../src/domain/evidence.ts';
import type { TreePart } from '../../../src/domain/views.ts';
import { useActions } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useAsked, useLoaded, type Asked } from './use-loaded.ts';

const A_TIME = 200;

interface Choosing {
  readonly chosen: number | null;
  readonly choose: (node: TreePart['nodes'][number]) => void;
}

/** A JSON, YAML or XML document as a tree. Children are asked for when their parent is opened, a part at a time. */
export function TreeView(props: {
  readonly reference: EvidenceRef;
  readonly place: EvidenceRef;
  readonly onPlace: (place: EvidenceRef) => void;
}): ReactNode {
  const { reference, onPlace } = props;
  const asked = useAsked(reference);
  if (asked === null) return null;
  const choosing: Choosing = {
    chosen: locatorLine(props.place.locator),
    choose: ({ line, label, value }) =>
      onPlace({
        ...reference,
        locator: { kind: 'line', line },
        quote: (value === '' ? label : `${label}: ${value}`).slice(0, 200),
      }),
  };
  return (
    <div className="tree" role="tree" aria-label={t('evidence.view.tree')} tabIndex={0}>
      <Children asked={asked} at={[]} choosing={choosing} open />
    </div>
  );
}

function Children(props: {
  readonly asked: Asked;
  readonly at: readonly number[];
  readonly choosing: Choosing;
  readonly open?: boolean;
}): ReactNode {
  const { asked, at, choosing } = props;
  const [parts, setParts] = useState(1);
  return (
    <ul className="tree-children" role="group">
      {Array.from({ length: parts }, (_, part) => (
        <Part
          key={part}
          asked={asked}
          at={at}
          choosing={choosing}
          from={part * A_TIME}
          open={props.open === true}
          onMore={part === parts - 1 ? () => setParts(parts + 1) : null}
        />
      ))}
    </ul>
  );
}

function Part(props: {
  readonly asked: Asked;
  readonly at: readonly number[];
  readonly choosing: Choosing;
  readonly from: number;
  readonly open: boolean;
  readonly onMore: (() => void) | null;
}): ReactNode {
  const { at, choosing, from } = props;
  const actions = useActions();
  const { session, path, supplement } = props.asked;
  const place = at.join('/');
  const load = useCallback(
    () =>
      actions.evidenceView('tree', {
        session,
        path,
        supplement,
        at: place === '' ? [] : place.split('/').map(Number),
        from,
        count: A_TIME,
      }),
    [actions, session, path, supplement, place, from],
  );
  const { value, problem } = useLoaded(load);
  if (problem !== null) return <Problem problem={problem} brief />;
  if (value === null) return <li className="hint">{t('desk.table.loading')}</li>;
  const left = value.total - from - value.nodes.length;
  return (
    <>
      {value.nodes.map((node, index) => (
        <Node
          key={index}
          node={node}
          asked={props.asked}
          at={[...at, from + index]}
          choosing={choosing}
          open={props.open}
        />
      ))}
      {left > 0 && props.onMore !== null ? (
        <li>
          <button type="button" className="button quiet" onClick={props.onMore}>
            {t('window.more', { left })}
          </button>
        </li>
      ) : null}
    </>
  );
}

function Node(props: {
  readonly node: TreePart['nodes'][number];
  readonly asked: Asked;
  readonly at: readonly number[];
  readonly choosing: Choosing;
  readonly open: boolean;
}): ReactNode {
  const { node, choosing } = props;
  const [open, setOpen] = useState(props.open);
  const hasChildren = node.children > 0;
  const label = node.label === '' ? t(`evidence.node.${node.kind}`) : node.label;
  return (
    <li
      role="treeitem"
      aria-selected={choosing.chosen === node.line}
      {...(hasChildren ? { 'aria-expanded': open } : {})}
    >
      <span className={choosing.chosen === node.line ? 'tree-node chosen' : 'tree-node'}>
        {hasChildren ? (
          <button
            type="button"
            className="tree-toggle"
            aria-label={t(open ? 'evidence.fold' : 'evidence.unfold', { label })}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
        ) : (
          <span className="tree-toggle" />
        )}
        <button type="button" className="tree-label" onClick={() => choosing.choose(node)}>
          <span className={`tree-name tree-${node.kind}`}>
            <ArchiveText text={label} />
          </span>
          {node.value === '' ? null : (
            <span className="tree-value">
              <ArchiveText text={node.value} />
            </span>
          )}
          {hasChildren ? <span className="hint">{t('evidence.children', { count: node.children })}</span> : null}
        </button>
      </span>
      {hasChildren && open ? <Children asked={props.asked} at={props.at} choosing={choosing} /> : null}
    </li>
  );
}
