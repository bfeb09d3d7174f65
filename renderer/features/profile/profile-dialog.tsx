import { useState, type ReactNode } from 'react';
import type { ProfileWords, SessionView } from '../../../src/contract/contract.ts';
import { DEVICE_FACTS, type DeviceFact } from '../../../src/domain/assessment.ts';
import { EDITIONS, MODES, SAFETY_CLASSES } from '../../../src/domain/clause.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { DialogBox } from '../../ui/dialog.tsx';
import { perform } from '../../ui/perform.ts';

/** Under what the release is judged: what the manifest states stands until the auditor says otherwise, with a reason. */
export function ProfileDialog(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  if (view === null) return null;
  return (
    <DialogBox title={t('window.profile.title')} onClose={actions.closeDialog}>
      <ProfileForm view={view} />
    </DialogBox>
  );
}

function ProfileForm(props: { readonly view: SessionView }): ReactNode {
  const { profile } = props.view.assessment;
  const actions = useActions();
  const [words, setWords] = useState<ProfileWords>(() => ({
    edition: profile.editionFrom === 'auditor' ? profile.edition : null,
    safetyClass: profile.safetyClassFrom === 'auditor' ? profile.safetyClass : null,
    mode: profile.mode,
    facts: Object.fromEntries(profile.overruled.map(({ fact, value }) => [fact, value])),
    reason: profile.reason ?? '',
  }));
  const overrules = words.edition !== null || words.safetyClass !== null || Object.keys(words.facts).length > 0;
  const years = words.facts.lifetime_years;
  const complete = (!overrules || words.reason.trim() !== '') && (years === undefined || /^\d{1,3}$/u.test(years));
  const setFact = (fact: DeviceFact, value: string): void => {
    const others = Object.fromEntries(Object.entries(words.facts).filter(([name]) => name !== fact));
    setWords({ ...words, facts: value === '' ? others : { ...others, [fact]: value } });
  };
  return (
    <>
      <p className="hint">{t('window.profile.what')}</p>
      <Choice
        name={t('window.profile.mode')}
        value={words.mode}
        options={MODES.map((mode) => [mode, t(`window.mode.${mode}`)])}
        onChange={(value) => setWords({ ...words, mode: MODES.find((one) => one === value) ?? words.mode })}
      />
      <Choice
        name={t('window.profile.edition')}
        value={words.edition ?? ''}
        options={[
          ['', t('window.profile.as-stated')],
          ...EDITIONS.map((one) => [one, t(`window.profile.edition.${one}`)] as const),
        ]}
        onChange={(value) => setWords({ ...words, edition: EDITIONS.find((one) => one === value) ?? null })}
      />
      <Choice
        name={t('window.profile.class')}
        value={words.safetyClass ?? ''}
        options={[['', t('window.profile.as-stated')], ...SAFETY_CLASSES.map((one) => [one, one] as const)]}
        onChange={(value) => setWords({ ...words, safetyClass: SAFETY_CLASSES.find((one) => one === value) ?? null })}
      />
      {DEVICE_FACTS.map((fact) =>
        fact === 'lifetime_years' ? (
          <label className="field" key={fact}>
            <span className="field-label">{t(`window.profile.fact.${fact}`)}</span>
            <input
              type="text"
              inputMode="numeric"
              maxLength={3}
              placeholder={t('window.profile.as-stated')}
              value={years ?? ''}
              onChange={(event) => setFact(fact, event.target.value.trim())}
            />
          </label>
        ) : (
          <Choice
            key={fact}
            name={t(`window.profile.fact.${fact}`)}
            value={words.facts[fact] ?? ''}
            options={[
              ['', t('window.profile.as-stated')],
              ['true', t('window.profile.yes')],
              ['false', t('window.profile.no')],
            ]}
            onChange={(value) => setFact(fact, value)}
          />
        ),
      )}
      <label className="field">
        <span className="field-label">{t('window.profile.reason')}</span>
        <textarea
          rows={3}
          maxLength={10_000}
          required={overrules}
          value={words.reason}
          onChange={(event) => setWords({ ...words, reason: event.target.value })}
        />
      </label>
      {complete ? null : <p className="hint">{t('window.profile.incomplete')}</p>}
      <div className="row dialog-actions">
        <button
          type="button"
          className="button primary"
          disabled={!complete}
          onClick={() => perform(actions.judgeUnder(words))}
        >
          {t('window.profile.judge')}
        </button>
        <button type="button" className="button" onClick={actions.closeDialog}>
          {t('window.columns.cancel')}
        </button>
      </div>
    </>
  );
}

function Choice(props: {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span className="field-label">{props.name}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
