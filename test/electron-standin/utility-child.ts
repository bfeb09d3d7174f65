import { pathToFileURL } from 'node:url';

// The other half of `utilityProcess.fork`: gives a Node process the `parentPort` that Electron's has.

type Callback = (event: { readonly data: unknown }) => void;

const parentPort = {
  on: (event: string, callback: Callback): void => {
    if (event === 'message') process.on('message', (data) => callback({ data }));
  },
  postMessage: (message: unknown): void => {
    process.send?.(message);
  },
};
Object.assign(process, { parentPort });
process.on('disconnect', () => process.exit(0));

const [modulePath = ''] = process.argv.splice(2, 1);
await import(pathToFileURL(modulePath).href);
