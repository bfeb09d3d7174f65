import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, scalarText, type TreeNode } from '../../parse/index.ts';

/**
 * Names every `bom-ref` that more than one component or service of the BOM has: the specification wants them unique, and what a
 * dependency on such a reference means cannot be told.
 */
export function repeatedReferences(tree: TreeNode): readonly Message[] {
  const seen = new Set<string>();
  const repeated: Message[] = [];
  const visit = (node: TreeNode | undefined): void => {
    if (node === undefined) return;
    const ref = child(node, 'bom-ref');
    const text = scalarText(ref);
    if (ref !== undefined && text !== null) {
      if (seen.has(text))
        repeated.push(message('evidence.cyclonedx.repeated', { ref: visible(text), line: ref.at.line }));
      seen.add(text);
    }
    for (const key of ['components', 'services']) {
      const list = child(node, key);
      if (list?.kind === 'list') list.items.forEach(visit);
    }
  };
  visit(child(child(tree, 'metadata'), 'component'));
  visit(tree);
  return repeated;
}
