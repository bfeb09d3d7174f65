import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';

/** Returns a new folder that is removed after the test; a hook of this module would know only the first file that reads it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-unit-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Returns a trust anchor whose fingerprint is `digit` 64 times. */
export function anchor(digit: string, channel = 'by telephone'): TrustAnchor {
  return {
    fingerprint: digit.repeat(64),
    kind: 'certificate',
    subject: 'CN=Test authority',
    label: '',
    notBefore: '2024-01-01T00:00:00.000Z',
    notAfter: '2034-01-01T00:00:00.000Z',
    material: 'MAA=',
    addedBy: 'tester',
    addedAt: '2026-01-01T00:00:00.000Z',
    channel,
    note: '',
    roles: [],
    manufacturer: null,
    expires: null,
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
