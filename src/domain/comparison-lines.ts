import type { Comparison } from './assessment.ts';
import { message, type Message } from './message.ts';

/** One kind of difference from the release before, with what differs. */
export interface ComparisonLine {
  readonly name: Message;
  readonly items: readonly (string | Message)[];
}

/** Returns a comparison as lines for people, each kind once, those without a difference among them. */
export function comparisonLines(comparison: Comparison): readonly ComparisonLine[] {
  const { anomalies, soup, testsGone, approvers, toolchain, results } = comparison;
  const changed = ({ name, before, after }: { name: string; before: string; after: string }): string =>
    `${name}: ${before || '–'} → ${after || '–'}`;
  return [
    line('anomalies-vanished', anomalies.vanished),
    line('anomalies-closed', anomalies.closed),
    line('anomalies-added', anomalies.added),
    line('soup-added', soup.added),
    line('soup-removed', soup.removed),
    line('soup-changed', soup.changed.map(changed)),
    line('tests-gone', testsGone),
    line('approvers-added', approvers.added),
    line('approvers-removed', approvers.removed),
    line('toolchain', toolchain.map(changed)),
    line(
      'results',
      results.map(({ rule, before, after }) =>
        message('comparison.result', { rule, before: word(before), after: word(after) }),
      ),
    ),
  ];
}

function line(kind: string, items: ComparisonLine['items']): ComparisonLine {
  return { name: message(`comparison.${kind}`, { n: items.length }), items };
}

/** An outcome as a word that a text can choose by. */
function word(outcome: string): string {
  return outcome.replaceAll('-', '_');
}
