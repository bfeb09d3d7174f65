import { createRoot } from 'react-dom/client';
import './styles/index.css';
import './ipc/client.ts';
import { App } from './shell/app.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { createAppStore } from './store/app-store.ts';
import { AppProvider } from './store/use-app.tsx';
import { speak } from './text/text.ts';
import { applyTheme, chosenLanguage } from './ui/preferences.ts';

const place = document.getElementById('window');
const client = window.countersign;
if (place === null || client === undefined) throw new Error('the preload did not run before the window');

applyTheme();
speak(chosenLanguage());
document.documentElement.lang = chosenLanguage();
const app = createAppStore(client, {
  now: () => performance.now(),
  later: (work, milliseconds) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
});
// What was typed last must be on its way to the journal before the window goes.
const flush = (): void => {
  app.actions.flushNotes().catch(() => undefined);
  app.actions.flushDrafts().catch(() => undefined);
};
window.addEventListener('pagehide', flush);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') flush();
});
createRoot(place).render(
  <AppProvider app={app}>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </AppProvider>,
);
