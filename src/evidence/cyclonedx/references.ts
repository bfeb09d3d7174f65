import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, scalarText, type TreeNode } from '../../parse/index.ts';

/**
 * Returns a function that notes the `bom-ref` of a component or service and of those inside it, and one that names every reference that more
 * than one of them has: the specification wants them unique, and what a dependency on such a reference means cannot be told.
 */
export function references(): { readonly note: (node: TreeNode) => void; readonly repeated: () => readonly Message[] } {
  const seen = new Set<string>();
  const repeated: Message[] = [];
  const note = (node: TreeNode): void => {
    const ref = child(node, 'bom-ref');
    const text = scalarText(ref);
    if (ref !== undefined && text !== null) {
      if (seen.has(text))
        repeated.push(message('evidence.cyclonedx.repeated', { ref: visible(text), line: ref.at.line }));
      seen.add(text);
    }
    for (const key of ['components', 'services']) {
      const list = child(node, key);
      if (list?.kind === 'list') list.items.forEach(note);
    }
  };
  return { note, repeated: () => repeated };
}
