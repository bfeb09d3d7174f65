import type { ReactNode } from 'react';
import { bagSentence, bagStateWord, type BagResult, type BagState } from '../../../src/domain/bag.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Limited } from '../../ui/limited.tsx';

const SHOWN = {
  valid: { icon: 'pass', tone: 'pass' },
  warned: { icon: 'undecidable', tone: 'open' },
  unread: { icon: 'undecidable', tone: 'open' },
  invalid: { icon: 'fail', tone: 'fail' },
} as const satisfies Record<BagState, { readonly icon: IconName; readonly tone: string }>;

/** The archive's bags (BagIt), how each stands, and what was found in it with every path. Nothing where there is none. */
export function Bags(props: { readonly bags: readonly BagResult[] }): ReactNode {
  if (props.bags.length === 0) return null;
  return (
    <>
      <h3>{t('window.bags.title')}</h3>
      <Limited items={props.bags} first={10}>
        {(bags) => bags.map((bag) => <Bag key={bag.folder} bag={bag} />)}
      </Limited>
    </>
  );
}

function Bag(props: { readonly bag: BagResult }): ReactNode {
  const { folder, version, state, findings } = props.bag;
  return (
    <div className="discrepancy">
      <p>
        <span className={`tone-${SHOWN[state].tone}`}>
          <Icon name={SHOWN[state].icon} />
        </span>{' '}
        <ArchiveText text={folder === '' ? './' : folder} />{' '}
        <span className="hint">
          {t('window.bags.bag', { version: version ?? 'none', state: say(bagStateWord(state)) })}
        </span>
      </p>
      {findings.map(({ code, paths }) => (
        <div key={code}>
          <p>{say(bagSentence(code))}</p>
          <Limited items={paths} first={5}>
            {(shown) => (
              <ul className="plain">
                {shown.map((path) => (
                  <li key={path}>
                    <ArchiveText text={path} />
                  </li>
                ))}
              </ul>
            )}
          </Limited>
        </div>
      ))}
    </div>
  );
}
