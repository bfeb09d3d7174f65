import { app, protocol } from 'electron';
import { isCommand, runCommand } from './command.ts';
import { createDesktop, type Desktop } from './desktop.ts';
import { declareOwnScheme, guardApp } from './security/index.ts';
import { askedBy, placeUserData, startedWith } from './start.ts';

// The whole program in order. All but `open` must be said before Electron is ready.

app.setName('Countersign');
placeUserData(app);

if (app.isPackaged && isCommand(process.argv[1])) {
  // The packaged program is its own command line: `countersign verify …` opens no window.
  app.exit(await runCommand());
} else if (!app.requestSingleInstanceLock(startedWith())) {
  // A program for this person runs already, and was told what this one was started with.
  app.quit();
} else {
  guardApp(app);
  declareOwnScheme(protocol);
  const asked = askedBy(startedWith(), app);
  const desktop = createDesktop(app, import.meta.dirname, asked?.trust ?? []);
  desktop.offer(asked);
  listenToSystem(desktop);
  app
    .whenReady()
    .then(() => desktop.open(), fail)
    .catch(fail);
}

function listenToSystem(desktop: Desktop): void {
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    desktop.end().then(() => app.exit(), fail);
  });
  app.on('second-instance', (_event, _argv, _cwd, start) => {
    desktop.offer(askedBy(start, app));
    desktop.show();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    desktop.offer({ archive: path, previous: null, trust: [] });
  });
}

function fail(thrown: unknown): void {
  console.error(thrown);
  app.exit(70);
}
