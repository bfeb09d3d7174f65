import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownFiles, readServedTable } from '../../../main/security/serve-own-files.ts';
import { temporaryFolder } from './support.ts';

const TABLE = readServedTable(
  JSON.stringify([
    { address: '/index.html', file: 'index.html', type: 'text/html; charset=utf-8' },
    { address: '/assets/main-1a2b.js', file: 'main.js', type: 'text/javascript; charset=utf-8' },
  ]),
);

function serve(): (request: Request) => Promise<Response> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'main.js'), 'run();');
  writeFileSync(join(folder, 'secret.txt'), 'not listed');
  return ownFiles(folder, TABLE);
}

test('the page answers with its type, the content policy and nosniff', async () => {
  const response = await serve()(new Request('app://countersign/'));
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<p>page</p>');
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('the content policy allows nothing inline, nothing evaluated, no connection', async () => {
  const policy = (await serve()(new Request('app://countersign/'))).headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
});

test('a listed file is found by its address', async () => {
  const response = await serve()(new Request('app://countersign/assets/main-1a2b.js'));
  expect(await response.text()).toBe('run();');
});

test.each([
  'app://countersign/secret.txt',
  'app://countersign/main.js',
  'app://countersign/../secret.txt',
  'app://countersign/%2e%2e/secret.txt',
  'app://countersign/assets/..%2fsecret.txt',
  'app://countersign/assets/main-1a2b.js/',
  'app://countersign/__proto__',
  'app://countersign//index.html',
])('%s does not exist', async (address) => {
  const response = await serve()(new Request(address));
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Security-Policy')).not.toBeNull();
});

test.each([
  new Request('app://other/index.html'),
  new Request('https://countersign/index.html'),
  new Request('app://countersign/', { method: 'POST', body: 'x' }),
])('another host, scheme or method is refused', async (request) => {
  expect((await serve()(request)).status).toBe(403);
});

test.each(['../index.html', '/etc/passwd', 'a/../b', '', 'a\\b'])(
  'a table that names the file %j is not accepted',
  (file) => {
    expect(() => readServedTable(JSON.stringify([{ address: '/x', file, type: 'text/plain' }]))).toThrow();
  },
);
