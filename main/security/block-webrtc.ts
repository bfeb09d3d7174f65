import type { App, WebContents } from 'electron';

const POLICY = 'disable_non_proxied_udp';

/** WebRTC sends packets past content policies and request filters; with no UDP but through a proxy that is not there, none leave. */
export function blockWebRtc(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy(POLICY);
}

/** The same as a switch, for contents that exist before they can be told. Before `ready`. */
export function blockWebRtcSwitch(app: App): void {
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', POLICY);
}
