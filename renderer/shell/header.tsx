import type { ReactNode } from 'react';
import type { SessionView } from '../../src/contract/contract.ts';
import { useActions, useApp } from '../store/use-app.tsx';
import { t } from '../text/text.ts';
import { PathText } from '../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { perform } from '../ui/perform.ts';
import { setPreferences, THEMES, usePreferences, type Theme } from '../ui/preferences.ts';
import { Logo } from './logo.tsx';

/** The header: which archive, its verdict, under what it is judged, and where one can go. */
export function Header(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  const screen = useApp((state) => state.screen);
  const shown = screen === 'open' || screen === 'running' || screen === 'locked' ? null : view;
  return (
    <header className="header">
      <div className="brand">
        <Logo />
        <span className="brand-word">{t('window.product')}</span>
      </div>
      {shown === null ? <span className="grow" /> : <Subject view={shown} />}
      <div className="header-tools">
        <button
          type="button"
          className="button"
          title={t('search.open')}
          aria-label={t('search.open')}
          onClick={() => actions.openDialog('search')}
        >
          <Icon name="search" />
          <span className="tool-word">{t('search.short')}</span>
        </button>
        {shown === null ? null : (
          <button
            type="button"
            className="button primary"
            title={t('window.header.export')}
            onClick={() => actions.openDialog('export')}
          >
            <Icon name="export" />
            <span className="tool-word">{t('window.header.export')}</span>
          </button>
        )}
        {shown === null ? null : (
          <button
            type="button"
            className="button"
            title={t('window.header.trust')}
            onClick={() => actions.openDialog('trust')}
          >
            <Icon name="key" />
            <span className="tool-word">{t('window.header.trust')}</span>
          </button>
        )}
        <ThemeSelect />
        <button
          type="button"
          className="button icon-only"
          aria-label={t('window.header.help')}
          title={t('window.header.help')}
          onClick={() => actions.openDialog('help')}
        >
          <Icon name="help" />
        </button>
        {shown === null ? null : (
          <button
            type="button"
            className="button icon-only"
            aria-label={t('window.header.close')}
            title={t('window.header.close')}
            onClick={() => perform(actions.close())}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    </header>
  );
}

function Subject(props: { readonly view: SessionView }): ReactNode {
  const { view } = props;
  const actions = useActions();
  const screen = useApp((state) => state.screen);
  const { profile } = view.assessment;
  const current = (name: string): object => (screen === name ? { 'aria-current': 'page' } : {});
  return (
    <>
      <nav className="header-nav" aria-label={t('window.header.screens')}>
        <button type="button" {...current('verdict')} onClick={() => actions.show('verdict')}>
          {t('window.header.verdict')}
        </button>
        <button type="button" {...current('clauses')} onClick={() => actions.show('clauses')}>
          {t('window.header.clauses')}
        </button>
        <button type="button" {...current('desk')} onClick={() => actions.show('desk')}>
          {t('desk.nav')}
        </button>
        <button type="button" {...current('work')} onClick={() => actions.show('work')}>
          {t('work.nav')}
        </button>
      </nav>
      <div className="subject">
        <span className="subject-name">
          <PathText path={view.verification.archive.name} />
        </span>
        <span className="subject-profile">
          <Badge
            mark={{
              ...markOfIndication(view.verification.verdict),
              word: t(`window.header.archive.${view.verification.verdict}`),
            }}
          />
          <span className="tag">{t(`window.mode.${profile.mode}`)}</span>
          <span className="hint">
            {view.edition.name}
            {' · '}
            {profile.safetyClass === null
              ? t('window.header.class-unknown')
              : t(`window.header.class-from.${profile.safetyClassFrom}`, { class: profile.safetyClass })}
          </span>
          <button
            type="button"
            className="link"
            aria-label={t('window.profile.open-label')}
            onClick={() => actions.openDialog('profile')}
          >
            {t('window.profile.open')}
          </button>
        </span>
      </div>
    </>
  );
}

function ThemeSelect(): ReactNode {
  const { theme } = usePreferences();
  return (
    <label className="field-inline">
      <span className="visually-hidden">{t('window.header.theme')}</span>
      <select value={theme} onChange={(event) => setPreferences({ theme: event.target.value as Theme })}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {t(`window.theme.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
