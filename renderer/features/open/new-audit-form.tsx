import { useState, type ReactNode } from 'react';
import {
  EDITIONS,
  MODES,
  SAFETY_CLASSES,
  type Edition,
  type Mode,
  type SafetyClass,
} from '../../../src/domain/clause.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { LANGUAGES, type Language } from '../../text/languages.ts';
import { t } from '../../text/text.ts';
import { PathText } from '../../ui/archive-text.tsx';
import { SelectField, TextArea, TextField } from '../../ui/fields.tsx';
import { perform } from '../../ui/perform.ts';
import { Problem } from '../../ui/problem.tsx';

const STATED = 'stated';

interface Words {
  readonly title: string;
  readonly auditors: string;
  readonly organisation: string;
  readonly manufacturer: string;
  readonly language: Language;
  readonly mode: Mode;
  readonly edition: Edition | typeof STATED;
  readonly safetyClass: SafetyClass | typeof STATED;
  readonly reason: string;
  readonly passphrase: string;
  readonly again: string;
}

/** Who audits what, under what, and where it is kept. Nothing but the archive is needed to begin. */
export function NewAuditForm(): ReactNode {
  const actions = useActions();
  const newAudit = useApp((state) => state.newAudit);
  const [words, setWords] = useState<Words>({
    title: '',
    auditors: '',
    organisation: '',
    manufacturer: '',
    language: 'en',
    mode: 'third-party',
    edition: STATED,
    safetyClass: STATED,
    reason: '',
    passphrase: '',
    again: '',
  });
  if (newAudit === null) return null;
  const set = (part: Partial<Words>): void => setWords({ ...words, ...part });
  const overrules = words.edition !== STATED || words.safetyClass !== STATED;
  const differs = words.passphrase !== words.again;
  const ready = !differs && (!overrules || words.reason.trim() !== '');
  const begin = (): void => {
    if (!ready) return;
    const { title, organisation, manufacturer, language, mode, reason } = words;
    const auditors = words.auditors
      .split(/[\n;]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    perform(
      actions.beginAudit({
        setUp: { title, organisation, manufacturer, language, auditors },
        passphrase: words.passphrase === '' ? null : words.passphrase,
        profile: {
          mode,
          edition: words.edition === STATED ? null : words.edition,
          safetyClass: words.safetyClass === STATED ? null : words.safetyClass,
          facts: {},
          reason: reason.trim(),
        },
      }),
    );
  };
  return (
    <form
      className="new-audit"
      aria-label={t('open.new-audit')}
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <dl className="facts">
        <div>
          <dt>{t('open.archive')}</dt>
          <dd>
            <PathText path={newAudit.chosen.name} />
          </dd>
        </div>
        <Chosen
          label={t('open.previous')}
          name={newAudit.previous}
          none={t('open.previous-none')}
          choose={t('open.previous-choose')}
          onChoose={actions.choosePrevious}
        />
        <Chosen
          label={t('open.place')}
          name={newAudit.place}
          none={t('open.place-default')}
          choose={t('open.place-choose')}
          onChoose={actions.choosePlace}
        />
      </dl>
      {newAudit.problem === null ? null : <Problem problem={newAudit.problem} brief />}
      <div className="form-columns">
        <SelectField
          label={t('window.profile.mode')}
          value={words.mode}
          onChange={(mode) => set({ mode })}
          options={MODES.map((one) => [one, t(`window.mode.${one}`)] as const)}
        />
        <SelectField
          label={t('open.language')}
          value={words.language}
          onChange={(language) => set({ language })}
          options={LANGUAGES}
          hint={t('open.language-what')}
        />
        <SelectField
          label={t('window.profile.edition')}
          value={words.edition}
          onChange={(edition) => set({ edition })}
          options={[
            [STATED, t('window.profile.as-stated')],
            ...EDITIONS.map((one) => [one, t(`window.profile.edition.${one}`)] as const),
          ]}
        />
        <SelectField
          label={t('window.profile.class')}
          value={words.safetyClass}
          onChange={(safetyClass) => set({ safetyClass })}
          options={[[STATED, t('window.profile.as-stated')], ...SAFETY_CLASSES.map((one) => [one, one] as const)]}
        />
      </div>
      {overrules ? (
        <TextArea
          label={t('window.profile.reason')}
          rows={2}
          value={words.reason}
          onChange={(reason) => set({ reason })}
        />
      ) : null}
      <div className="form-columns">
        <TextField
          label={t('open.title')}
          value={words.title}
          onChange={(title) => set({ title })}
          hint={t('open.title-what')}
        />
        <TextField
          label={t('open.auditors')}
          value={words.auditors}
          onChange={(auditors) => set({ auditors })}
          hint={t('open.auditors-what')}
        />
        <TextField
          label={t('open.organisation')}
          value={words.organisation}
          onChange={(organisation) => set({ organisation })}
        />
        <TextField
          label={t('open.manufacturer')}
          value={words.manufacturer}
          onChange={(manufacturer) => set({ manufacturer })}
        />
        <TextField
          label={t('open.passphrase')}
          type="password"
          value={words.passphrase}
          onChange={(passphrase) => set({ passphrase })}
          hint={t('open.passphrase-what')}
        />
        <TextField
          label={t('open.passphrase-again')}
          type="password"
          value={words.again}
          onChange={(again) => set({ again })}
          error={differs ? t('open.passphrase-differs') : null}
        />
      </div>
      <div className="row">
        <button type="submit" className="button primary" disabled={!ready}>
          {t('open.begin')}
        </button>
        <button type="button" className="button" onClick={() => perform(actions.dropNewAudit())}>
          {t('open.cancel')}
        </button>
      </div>
    </form>
  );
}

function Chosen(props: {
  readonly label: string;
  readonly name: string | null;
  readonly none: string;
  readonly choose: string;
  readonly onChoose: () => Promise<void>;
}): ReactNode {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd className="row">
        {props.name === null ? <span className="hint">{props.none}</span> : <PathText path={props.name} />}
        <button type="button" className="button quiet" onClick={() => perform(props.onChoose())}>
          {props.choose}
        </button>
      </dd>
    </div>
  );
}
