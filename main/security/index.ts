import type { App, Session } from 'electron';
import { blockDownloads } from './block-downloads.ts';
import { blockNavigation } from './block-navigation.ts';
import { blockNetwork, cutNetworkSwitches } from './block-network.ts';
import { blockNewWindows } from './block-new-windows.ts';
import { blockPermissions } from './block-permissions.ts';
import { blockWebRtc, blockWebRtcSwitch } from './block-webrtc.ts';
import { blockWebviews } from './block-webviews.ts';

export { trustedCallers } from './refuse-unknown-callers.ts';
export { declareOwnScheme, ORIGIN, serveOwnFiles } from './serve-own-files.ts';
export { windowPreferences } from './window-preferences.ts';

/** Every guard that must stand before Electron is ready, and the guards of all contents that will ever be made. */
export function guardApp(app: App): void {
  app.enableSandbox();
  cutNetworkSwitches(app);
  blockWebRtcSwitch(app);
  app.on('web-contents-created', (_event, contents) => {
    blockNavigation(contents);
    blockNewWindows(contents);
    blockWebviews(contents);
    blockWebRtc(contents);
  });
}

/** Every guard of the session that all windows share. */
export function guardSession(session: Session): void {
  blockNetwork(session);
  blockPermissions(session);
  blockDownloads(session);
}
