import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWindowState, writeWindowState } from '../../../main/files/window-state.ts';
import { temporaryFolder } from './support.ts';

const SCREENS = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const STATE = { x: 40, y: 60, width: 1360, height: 860, maximized: false };

test('the window comes back where it was', () => {
  const path = join(temporaryFolder(), 'window.json');
  writeWindowState(path, STATE);
  expect(readWindowState(path, SCREENS)).toEqual(STATE);
});

test.each([
  ['beyond the screens of now', { ...STATE, x: 4_000 }],
  ['above them', { ...STATE, y: -200 }],
])('a window %s is opened as usual', (_where, state) => {
  const path = join(temporaryFolder(), 'window.json');
  writeWindowState(path, state);
  expect(readWindowState(path, SCREENS)).toBeNull();
});

test.each([
  '',
  '{',
  '[]',
  '{"x":"a"}',
  JSON.stringify({ ...STATE, width: 1e9 }),
  JSON.stringify({ ...STATE, more: 1 }),
])('what cannot be read is nothing: %j', (text) => {
  const path = join(temporaryFolder(), 'window.json');
  writeFileSync(path, text);
  expect(readWindowState(path, SCREENS)).toBeNull();
});

test('a place that cannot be written to is no failure', () => {
  expect(() => writeWindowState('/nowhere/at/all/window.json', STATE)).not.toThrow();
});
