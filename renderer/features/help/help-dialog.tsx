import type { ReactNode } from 'react';
import { BASES } from '../../../src/domain/clause.ts';
import { message } from '../../../src/domain/message.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { LANGUAGES } from '../../text/languages.ts';
import { say, t, type WindowKey } from '../../text/text.ts';
import { Badge, markOfOutcome } from '../../ui/badge.tsx';
import { DialogBox } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/fields.tsx';
import { LOCK_MINUTES, setPreferences, usePreferences } from '../../ui/preferences.ts';

const SHORTCUTS: readonly (readonly [readonly string[], WindowKey])[] = [
  [['Ctrl', 'O'], 'window.key.open'],
  [['Ctrl', 'E'], 'window.key.export'],
  [['1'], 'window.key.verdict'],
  [['2'], 'window.key.clauses'],
  [['3'], 'window.key.desk'],
  [['4'], 'window.key.work'],
  [['Ctrl', 'K'], 'window.key.search'],
  [['Ctrl', 'N'], 'window.key.new-audit'],
  [['Ctrl', 'P'], 'window.key.print'],
  [['Ctrl', 'Z'], 'window.key.undo'],
  [['Ctrl', '+'], 'window.key.zoom'],
  [['F'], 'window.key.finding'],
  [['Alt', '↓'], 'window.key.next'],
  [['J'], 'window.key.next'],
  [['Alt', '↑'], 'window.key.previous'],
  [['K'], 'window.key.previous'],
  [['V'], 'window.key.judge'],
  [['N'], 'window.key.note'],
  [['Ctrl', 'Enter'], 'window.key.record'],
  [['E'], 'window.key.add'],
  [['/'], 'window.key.find'],
  [['Esc'], 'window.key.close'],
  [['?'], 'window.key.help'],
];

const OUTCOMES = ['pass', 'fail', 'judge', 'undecidable', 'not-applicable'] as const;

/** Keys, what the results mean, and the switch for keys without a modifier. */
export function HelpDialog(): ReactNode {
  const actions = useActions();
  const info = useApp((state) => state.info);
  const { singleKeys, lockMinutes, language } = usePreferences();
  return (
    <DialogBox title={t('window.help.title')} onClose={actions.closeDialog} wide>
      <div className="help-columns">
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">{t('window.help.keys')}</h3>
          <dl className="shortcuts">
            {SHORTCUTS.map(([keys, text]) => (
              <div key={keys.join()}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(text)}</dd>
              </div>
            ))}
          </dl>
          <label className="check">
            <input
              type="checkbox"
              checked={singleKeys}
              onChange={(event) => setPreferences({ singleKeys: event.target.checked })}
            />
            {t('window.help.single-keys')}
          </label>
          <SelectField
            label={t('window.help.language')}
            value={language}
            onChange={(code) => setPreferences({ language: code })}
            options={LANGUAGES}
            hint={t('window.help.language-what')}
          />
          <SelectField
            label={t('window.help.lock')}
            value={String(lockMinutes)}
            onChange={(minutes) => setPreferences({ lockMinutes: Number(minutes) })}
            options={LOCK_MINUTES.map(
              (minutes) => [String(minutes), t('window.help.lock-after', { minutes })] as const,
            )}
          />
        </section>
        <section aria-labelledby="help-results">
          <h3 id="help-results">{t('window.help.results')}</h3>
          <dl className="meanings">
            {OUTCOMES.map((outcome) => (
              <div key={outcome}>
                <dt>
                  <Badge mark={markOfOutcome(outcome)} />
                </dt>
                <dd>{t(`window.help.outcome.${outcome}`)}</dd>
              </div>
            ))}
          </dl>
          <h3 id="help-bases">{t('window.help.bases')}</h3>
          <dl className="shortcuts" aria-labelledby="help-bases">
            {BASES.map((letter) => (
              <div key={letter}>
                <dt>
                  <strong>{letter}</strong>
                </dt>
                <dd>{say(message(`basis.${letter}`))}</dd>
              </div>
            ))}
          </dl>
          <p>{t('window.help.verdicts')}</p>
          <p>{t('window.help.offline')}</p>
          {info === null ? null : <p className="hint">{t('window.open.version', { version: info.version })}</p>}
        </section>
      </div>
    </DialogBox>
  );
}
