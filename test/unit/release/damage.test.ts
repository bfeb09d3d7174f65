import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../src/archive/index.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { readRelease, verifyArchive } from '../../../src/release/index.ts';
import { accessOf } from '../../support/archives.ts';
import type { Release, Verification } from '../../../src/domain/release.ts';
import { sharedSample } from '../../support/sample.ts';

const AT = Date.UTC(2026, 0, 1);

/** Verifies the sample with one byte changed inside the content of `path`, somewhere in the middle of its packed bytes. */
async function withFlippedByte(
  path: string,
): Promise<{ readonly verification: Verification; readonly release: Release }> {
  const { archive, anchorPem } = sharedSample();
  const bytes = new Uint8Array(archive);
  const { start, length } = contentOf(bytes, path);
  bytes[start + Math.floor(length / 2)]! ^= 0x01;
  const opened = await openArchive({ kind: 'file', name: 'sample.zip', access: accessOf(bytes) });
  const anchors = readAnchors(new TextEncoder().encode(anchorPem), { by: 'test', at: '', channel: '' });
  const verification = await verifyArchive(opened, { anchors, at: AT });
  return { verification, release: await readRelease(opened, verification) };
}

/** Finds a member's packed bytes by its local header. */
function contentOf(bytes: Uint8Array, path: string): { readonly start: number; readonly length: number } {
  const view = new DataView(bytes.buffer);
  const name = new TextEncoder().encode(path);
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const nameLength = view.getUint16(at + 26, true);
    const start = at + 30 + nameLength + view.getUint16(at + 28, true);
    const length = view.getUint32(at + 18, true);
    const own = bytes.subarray(at + 30, at + 30 + nameLength);
    if (own.length === name.length && own.every((byte, index) => byte === name[index])) return { start, length };
    at = start + length;
  }
  throw new Error(`no member ${path}`);
}

describe('one changed byte of a member', () => {
  it.each([
    'tests/unit.xml',
    'artifacts/triage-2.4.0.bundle',
    'documents/user-manual.md',
    'approvals/qa_lead.yaml',
    'approvals/qa_lead.yaml.p7s',
    'release.yaml.p7s',
    'reproducibility/rebuild.yaml',
  ])('fails the archive and names %s', async (path) => {
    const { verification } = await withFlippedByte(path);
    expect(verification.verdict).toBe('TOTAL_FAILED');
    expect(verification.coverage.find((member) => member.path === path)?.indication).toBe('TOTAL_FAILED');
    expect(verification.integrity.unsafe.map((entry) => entry.path)).toContain(path);
    const damaged = verification.reasons.find((found) => found.code === 'MEMBER_DAMAGED');
    expect(damaged?.values).toEqual({ count: 1, first: path });
  });

  it('lists the recorded and the computed digest of a listed member', async () => {
    const { verification } = await withFlippedByte('documents/user-manual.md');
    const [mismatch, ...others] = verification.integrity.mismatched;
    expect(others).toEqual([]);
    expect(mismatch?.path).toBe('documents/user-manual.md');
    expect(mismatch?.actual).not.toBe(mismatch?.expected);
  });

  it('still judges every other member', async () => {
    const { verification, release } = await withFlippedByte('documents/user-manual.md');
    const others = verification.coverage.filter((member) => member.path !== 'documents/user-manual.md');
    expect(others.filter((member) => member.indication !== 'TOTAL_PASSED')).toEqual([]);
    expect(release.evidence.length).toBeGreaterThan(50);
  });
});
