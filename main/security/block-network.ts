import type { App, Session } from 'electron';
import { ORIGIN } from './serve-own-files.ts';

/**
 * Cancels every request but those for our own files, and cuts the ways that do not ask: name resolution, proxies, link
 * prediction, spell-check dictionaries. Electron hears only the last listener, so this is the one place that sets it.
 */
export function blockNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwn(details.url) }));
  session.setSpellCheckerEnabled(false);
}

/** Returns whether `url` is one of our own addresses. Developer tools, where a person opened them, show their own files too. */
function isOwn(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || url.startsWith('devtools://');
}

/** Sets the switches that leave Chromium no network at all. Before `ready`; later ones have no effect. */
export function cutNetworkSwitches(app: App): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('proxy-server', 'http://127.0.0.1:9');
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  commandLine.appendSwitch('disable-quic');
  commandLine.appendSwitch('no-pings');
  commandLine.appendSwitch('dns-prefetch-disable');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-background-networking');
}
