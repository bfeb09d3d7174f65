import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../../main/launch/setup.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const STAND_IN = path.join(ROOT, 'test', 'electron-standin', 'dist');

/** Returns whether Electron's own binary is installed. */
export function hasRealElectron(): boolean {
  const folder = path.join(ROOT, 'node_modules', 'electron');
  const named = path.join(folder, 'path.txt');
  return existsSync(named) && existsSync(path.join(folder, 'dist', readFileSync(named, 'utf8')));
}

/** Makes the `electron` package give the stand-in where it has no binary of its own, and returns which of the two it gives. */
export function chooseElectron(): string {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined && hasRealElectron()) return "Electron's own binary";
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= STAND_IN;
  const standIn = process.env['ELECTRON_OVERRIDE_DIST_PATH'] === STAND_IN;
  return standIn
    ? 'the Electron stand-in over Chromium (test/electron-standin)'
    : 'an Electron binary given by ELECTRON_OVERRIDE_DIST_PATH';
}

/** Returns whether tests run on the stand-in, for those that need the real binary to mean anything. */
export function onStandIn(): boolean {
  return process.env['ELECTRON_OVERRIDE_DIST_PATH'] === STAND_IN;
}

/** Returns the browser that the tests run in, the headless shell before others, and tells it to the stand-in and to workers. */
export function chooseChromium(): string | undefined {
  const found = findChromium(false) ?? undefined;
  if (found !== undefined) process.env['COUNTERSIGN_CHROMIUM'] = found;
  return found;
}

/** Returns whether the tests run in Chromium's headless shell, which lacks a browser's own rooms. */
export function inHeadlessShell(): boolean {
  return onStandIn() && (chooseChromium() ?? '').endsWith('headless-shell');
}
