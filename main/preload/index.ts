import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { contract } from '../../src/contract/contract.ts';
import { channelOf, type ContractShape, type Entry, type Envelope } from '../../src/contract/define.ts';

type Call = (input: unknown) => Promise<unknown>;
type Listen = { readonly listen: (callback: (payload: unknown) => void) => () => void };
type Exposed = Record<string, Record<string, Call | Listen>>;

function call(channel: string): Call {
  return async (input) => {
    const envelope = (await ipcRenderer.invoke(channel, input)) as Envelope;
    if (envelope.ok) return envelope.value;
    // A plain object, because the bridge keeps nothing of an Error but its text.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    return Promise.reject({ ...envelope.error });
  };
}

function listen(channel: string): Listen {
  return {
    listen: (callback) => {
      // The page gets the payload only: Electron's event object would hand it the sender.
      const heard = (_event: unknown, payload: unknown): void => callback(payload);
      ipcRenderer.on(channel, heard);
      return () => void ipcRenderer.removeListener(channel, heard);
    },
  };
}

function expose(shape: ContractShape): Exposed {
  const exposed: Exposed = {};
  for (const [group, entries] of Object.entries(shape)) {
    const calls: Record<string, Call | Listen> = {};
    for (const [name, entry] of Object.entries<Entry>(entries)) {
      const channel = channelOf(group, name);
      if (entry.type === 'notify') calls[name] = listen(channel);
      else if (!entry.preloadOnly) calls[name] = call(channel);
    }
    exposed[group] = calls;
  }
  return exposed;
}

const client = expose(contract);
// The page hands over the file that was dropped, never a path: a path of its own making would open any file.
const openDropped = call(channelOf('archive', 'openDropped'));
const archive = {
  ...client['archive'],
  // Electron gives the path at once; where it must be asked for, it comes as a promise.
  openDropped: async (file: File) => openDropped({ path: await Promise.resolve(webUtils.getPathForFile(file)) }),
};
contextBridge.exposeInMainWorld('countersign', { ...client, archive });
