import type { Session } from 'electron';

/** Refuses every permission and device: a window that shows files needs no camera, place, clipboard reading, screen or USB. */
export function blockPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
}
