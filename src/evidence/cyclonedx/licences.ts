import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, scalarText, type TreeNode } from '../../parse/index.ts';
import { pointerTo } from '../fields.ts';
import list from './spdx-license-ids.json' with { type: 'json' };

const KNOWN: ReadonlySet<string> = new Set(list.ids);

/** Returns the licences of a component: SPDX ids, names, or expressions, as written. */
export function licencesOf(component: TreeNode): readonly string[] {
  const licenses = child(component, 'licenses');
  if (licenses?.kind !== 'list') return [];
  return licenses.items.flatMap((item) => {
    const licence = child(item, 'license');
    const text =
      scalarText(child(item, 'expression')) ?? scalarText(child(licence, 'id')) ?? scalarText(child(licence, 'name'));
    return text === null ? [] : [text];
  });
}

/** Names every `license.id` at or below `node`, which is the value of `key` at `pointer`, that the SPDX license list does not hold. */
export function unknownLicences(node: TreeNode, key: string, pointer: string): readonly Message[] {
  return idsBelow(node, key, pointer).map(({ id, pointer: at, line }) =>
    message('evidence.cyclonedx.licence', { id: visible(id), pointer: visible(at), line, list: list.version }),
  );
}

interface LicenceId {
  readonly id: string;
  readonly pointer: string;
  readonly line: number;
}

/** An unknown `license.id` wherever it stands below a `licenses` list; elsewhere an `id` is something else. */
function idsBelow(node: TreeNode, key: string, pointer: string): readonly LicenceId[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'map')
    return node.entries.flatMap((entry) => idsBelow(entry.value, entry.key, pointerTo(pointer, entry.key)));
  const found: LicenceId[] = [];
  for (const [index, item] of node.items.entries()) {
    const at = pointerTo(pointer, index);
    const id = key === 'licenses' ? child(child(item, 'license'), 'id') : undefined;
    if (id?.kind === 'scalar' && !KNOWN.has(id.source))
      found.push({ id: id.source, pointer: `${at}/license/id`, line: id.at.line });
    found.push(...idsBelow(item, '', at));
  }
  return found;
}
