import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Returns a new folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-unit-'));
  folders.push(folder);
  return folder;
}

/** Returns a trust anchor whose fingerprint is `digit` 64 times. */
export function anchor(digit: string, channel = 'by telephone'): TrustAnchor {
  return {
    fingerprint: digit.repeat(64),
    subject: 'CN=Test authority',
    notBefore: '2024-01-01T00:00:00.000Z',
    notAfter: '2034-01-01T00:00:00.000Z',
    certificate: 'MAA=',
    addedBy: 'tester',
    addedAt: '2026-01-01T00:00:00.000Z',
    channel,
  };
}

/** Resolves to what `work` rejected with. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (thrown) {
    return thrown;
  }
  throw new Error('expected a rejection');
}
