import { readOf } from '../../clauses/files.ts';
import { refAt } from '../../clauses/references.ts';
import type { PersonNames } from '../../domain/change-facts.ts';
import type { Release } from '../../domain/release.ts';
import { ids, keyed, text, word, type Table } from './table.ts';

const COLUMNS = [
  word('change-kind'),
  text('id'),
  text('title'),
  text('status', true),
  text('author', true),
  text('approved-by', true),
  text('date'),
  text('commit'),
  text('file', true),
];

/** Returns what was changed for the release: the change requests, then the merges of the branch. */
export function changeTable(release: Release): Table {
  const requests = readOf(release, 'change_requests', 'change-requests').flatMap(({ file, facts }) =>
    facts.items.map((item) => ({
      key: `request ${item.id}`,
      cells: [
        'request',
        item.id,
        item.title ?? '',
        item.status ?? '',
        '',
        item.approvedBy ?? '',
        item.approvedOn?.text ?? '',
        ids(item.commits),
        file.path,
      ],
      at: refAt(file, item.at, item.title ?? item.id),
    })),
  );
  const merges = readOf(release, 'merges', 'merges').flatMap(({ file, facts }) =>
    facts.items.map((item) => ({
      key: `merge ${item.id}`,
      cells: [
        'merge',
        item.id,
        item.title,
        '',
        nameOf(item.author),
        ids((item.approvedBy ?? []).map(nameOf)),
        item.mergedOn?.text ?? '',
        item.commit ?? '',
        file.path,
      ],
      at: refAt(file, item.at, item.title),
    })),
  );
  return { columns: COLUMNS, rows: keyed([...requests, ...merges]) };
}

function nameOf({ name, login, mail }: PersonNames): string {
  return name ?? login ?? mail ?? '';
}
