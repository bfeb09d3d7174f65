import type { ReactNode } from 'react';
import type { WireError } from '../../src/contract/define.ts';
import { REFUSAL_CODES } from '../../src/domain/errors.ts';
import { visible } from '../../src/domain/visible.ts';
import { hasText, say, t, type WindowKey } from '../text/text.ts';
import { ArchiveText } from './archive-text.tsx';
import { Icon } from './icon.tsx';

const REFUSALS: ReadonlySet<string> = new Set(REFUSAL_CODES);

/** Texts of an error: what happened, what it means, what can be done. */
export interface ProblemTexts {
  readonly sentence: string;
  readonly meaning: string;
  readonly remedy: string;
}

/**
 * Returns the texts of `problem`. Where its code has texts of its own for what the error is of (`journal`) or for what was
 * being done (`during`), these are said. A code that the catalogue does not hold is named in a general sentence.
 */
export function problemTexts(problem: WireError, during?: 'viewing'): ProblemTexts {
  const refused = REFUSALS.has(problem.code);
  const general = `${refused ? 'refusal' : 'error'}.${problem.code}`;
  const key =
    [problem.values['of'], during]
      .map((special) => `${general}.${String(special)}`)
      .find((own) => hasText(`${own}.sentence`)) ?? general;
  const values = { ...problem.values, member: problem.member ?? '' };
  const known = hasText(`${key}.sentence`) && hasText(`${key}.remedy`);
  return {
    sentence: known ? say({ key: `${key}.sentence`, values }) : t('window.problem.unknown', { code: problem.code }),
    meaning: t(meaningKey(refused, during)),
    remedy: known ? say({ key: `${key}.remedy`, values }) : t('window.problem.unknown.remedy'),
  };
}

function meaningKey(refused: boolean, during: 'viewing' | undefined): WindowKey {
  if (during === 'viewing')
    return refused ? 'window.problem.viewing.refused.meaning' : 'window.problem.viewing.meaning';
  return refused ? 'window.problem.refused.meaning' : 'window.problem.error.meaning';
}

/** An error or refusal: sentence, meaning, what to do, code. `brief` leaves the meaning out, beside the field it is about. */
export function Problem(props: {
  readonly problem: WireError;
  readonly brief?: boolean;
  readonly during?: 'viewing';
  readonly title?: string;
  readonly action?: ReactNode;
}): ReactNode {
  const { problem, brief = false } = props;
  const texts = problemTexts(problem, props.during);
  return (
    <div className={`problem${brief ? ' problem-brief' : ''}`} role="alert">
      <Icon name="fail" size={brief ? 16 : 24} />
      <div className="problem-text">
        {props.title === undefined ? null : <h2>{props.title}</h2>}
        <p className="problem-sentence">{texts.sentence}</p>
        {brief ? null : <p>{texts.meaning}</p>}
        <p>{texts.remedy}</p>
        <p className="problem-code">
          {t('window.problem.code')} <code>{visible(problem.code)}</code>
          {problem.member === null ? null : (
            <>
              {' · '}
              {t('window.problem.member')} <ArchiveText text={problem.member} />
            </>
          )}
        </p>
        {props.action}
      </div>
    </div>
  );
}
