import { expect, test } from 'vitest';
import { readArgv } from '../../../main/files/argv.ts';

const DEV = { packaged: false, appPath: '/home/dev/countersign', cwd: '/home/auditor' };
const PACKAGED = { packaged: true, appPath: '/opt/countersign/resources/app.asar', cwd: '/home/auditor' };
const nothing = { archive: null, previous: null, trust: [] };

test('a packaged program takes the first word', () => {
  expect(readArgv(['/opt/countersign/countersign', 'release.zip'], PACKAGED)).toEqual({
    ...nothing,
    archive: '/home/auditor/release.zip',
  });
});

test('without words there is no archive', () => {
  expect(readArgv(['/opt/countersign/countersign'], PACKAGED)).toEqual(nothing);
});

test('outside a package the program itself is no archive', () => {
  expect(readArgv(['/x/electron', '/home/dev/countersign'], DEV)).toEqual(nothing);
  expect(readArgv(['/x/electron', '.'], { ...DEV, cwd: DEV.appPath })).toEqual(nothing);
});

test('switches of Electron and of a test driver are passed over, with their values', () => {
  const argv = [
    '/x/electron',
    '-r',
    '/x/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/home/dev/countersign',
    '/media/usb/release folder',
  ];
  expect(readArgv(argv, DEV).archive).toBe('/media/usb/release folder');
});

test('trust anchors and the release before are taken as absolute paths', () => {
  const argv = ['/x/electron', '.', 'a.zip', '--trust', 'ca.pem', '--previous', 'old.zip', '--trust', '/etc/b.pem'];
  expect(readArgv(argv, { ...DEV, appPath: '/home/auditor' })).toEqual({
    archive: '/home/auditor/a.zip',
    previous: '/home/auditor/old.zip',
    trust: ['/home/auditor/ca.pem', '/etc/b.pem'],
  });
});

test('behind two dashes a name may begin with a dash', () => {
  expect(readArgv(['/opt/c', '--', '-odd.zip'], PACKAGED).archive).toBe('/home/auditor/-odd.zip');
});

test('an empty word is no archive', () => {
  expect(readArgv(['/opt/c', ''], PACKAGED)).toEqual(nothing);
});
