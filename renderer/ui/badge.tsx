import type { ReactNode } from 'react';
import type { RuleOutcome } from '../../src/domain/clause.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { t } from '../text/text.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'pass' | 'fail' | 'open' | 'judge' | 'none';

export interface Mark {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly word: string;
}

const INDICATIONS: Readonly<Record<Indication, readonly [IconName, Tone]>> = {
  TOTAL_PASSED: ['pass', 'pass'],
  INDETERMINATE: ['undecidable', 'open'],
  TOTAL_FAILED: ['fail', 'fail'],
};

const OUTCOMES: Readonly<Record<RuleOutcome, readonly [IconName, Tone]>> = {
  pass: ['pass', 'pass'],
  fail: ['fail', 'fail'],
  judge: ['judge', 'judge'],
  undecidable: ['undecidable', 'open'],
  'not-applicable': ['none', 'none'],
};

/** Returns icon, colour and word of a verdict. Only a pass is ever green. */
export function markOfIndication(indication: Indication): Mark {
  const [icon, tone] = INDICATIONS[indication];
  return { icon, tone, word: t(`window.indication.${indication}`) };
}

/** Returns icon, colour and word of a rule's or section's result. */
export function markOfOutcome(outcome: RuleOutcome): Mark {
  const [icon, tone] = OUTCOMES[outcome];
  return { icon, tone, word: t(`window.outcome.${outcome}`) };
}

/** A result as icon, word and colour together. `detail` stands after the word. */
export function Badge(props: { readonly mark: Mark; readonly detail?: string; readonly large?: boolean }): ReactNode {
  const { mark, detail, large = false } = props;
  return (
    <span className={`badge tone-${mark.tone}${large ? ' badge-large' : ''}`}>
      <Icon name={mark.icon} size={large ? 24 : 16} />
      <span>
        {mark.word}
        {detail === undefined ? null : <span className="badge-detail"> {detail}</span>}
      </span>
    </span>
  );
}
