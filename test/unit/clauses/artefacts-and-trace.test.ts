import { describe, expect, test } from 'vitest';
import { reason } from '../../../src/domain/reasons.ts';
import {
  opaque,
  record,
  recorded,
  results,
  riskFile,
  sbom,
  sha,
  signature,
  testCase,
  traceMatrix,
} from '../../support/release-builder.ts';
import { ruleOn, type Checked } from '../../support/rule-check.ts';

describe('artefacts', () => {
  test('CS-ART-01 passes on what was opened and leaves nested archives to a person', () => {
    expect(ruleOn('CS-ART-01', { files: [opaque('app.bin')] }).result).toBe('pass');
    const inner = { ...opaque('inner.bin', null, 'not-read'), facts: { kind: 'opaque', archive: 'zip' } } as const;
    expect(ruleOn('CS-ART-01', { files: [inner] }).result).toBe('judge');
    expect(ruleOn('CS-ART-01', { files: [opaque('too-large.tar.gz', null, 'not-read')] }).result).toBe('judge');
    expect(ruleOn('CS-ART-01', { files: [opaque('no-archive.zip')] }).result).toBe('pass');
  });

  test('CS-ART-01 leaves lists with unsafe paths to a person, and is undecidable on an empty archive', () => {
    const unsafe = [{ path: '../etc/passwd', code: 'NAME_PARENT' }];
    expect(ruleOn('CS-ART-01', { integrity: { unsafe } }).result).toBe('judge');
    expect(ruleOn('CS-ART-01', { manifest: null }).result).toBe('undecidable');
  });

  const complete = {
    artifacts: ['app.bin'],
    tests: [{ path: 't.xml', level: null }],
    approvals: [{ role: 'qa', name: 'x', date: null, statement: null }],
  };

  test('CS-ART-02 passes on a complete manifest, fails on missing keys, shows unknown ones', () => {
    expect(ruleOn('CS-ART-02', { manifest: complete }).result).toBe('pass');
    const found = ruleOn('CS-ART-02', { manifest: { ...complete, gitTag: null } });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('git_tag');
    expect(ruleOn('CS-ART-02', { manifest: { ...complete, unknownKeys: ['colour'] } }).result).toBe('judge');
    expect(ruleOn('CS-ART-02', { manifest: null }).result).toBe('fail');
  });

  const files = [opaque('app.bin'), opaque('notes.txt')];
  const unlisted = { files, states: { 'notes.txt': 'unlisted' as const } };

  test('CS-ART-03 passes on a closed inventory and fails on unlisted and absent files', () => {
    expect(ruleOn('CS-ART-03', { files }).result).toBe('pass');
    const found = ruleOn('CS-ART-03', unlisted);
    expect(found.result).toBe('fail');
    expect(found.text).toContain('notes.txt');
    const missing = [{ path: 'gone.bin', list: 'release.yaml' }];
    expect(ruleOn('CS-ART-03', { files, integrity: { missing } }).result).toBe('fail');
  });

  test('CS-ART-03 counts a record with a passing signature of its own as listed', () => {
    const own = { by: 'signature' as const, indication: 'TOTAL_PASSED' as const, signatures: ['notes.txt.p7s'] };
    expect(ruleOn('CS-ART-03', { ...unlisted, coverage: { 'notes.txt': own } }).result).toBe('pass');
    const open = { indication: 'INDETERMINATE' as const, signatures: ['notes.txt.p7s'] };
    expect(ruleOn('CS-ART-03', { ...unlisted, coverage: { 'notes.txt': open } }).result).toBe('judge');
  });

  test('CS-ART-03 leaves what an operating system left behind to a person', () => {
    const litter = { files: [opaque('a/.DS_Store')], states: { 'a/.DS_Store': 'unlisted' as const } };
    expect(ruleOn('CS-ART-03', litter).result).toBe('judge');
    expect(ruleOn('CS-ART-03', { integrity: { lists: [] } }).result).toBe('undecidable');
  });

  test('CS-ART-04 passes on strong matches and fails on a mismatch or a file without checksum', () => {
    expect(ruleOn('CS-ART-04', { files }).result).toBe('pass');
    const mismatched = [
      { path: 'app.bin', list: 'release.yaml', algorithm: 'sha256' as const, expected: 'aa', actual: 'bb' },
    ];
    const found = ruleOn('CS-ART-04', { files, integrity: { mismatched } });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('recorded as aa and computed as bb');
    expect(ruleOn('CS-ART-04', unlisted).result).toBe('fail');
  });

  test('CS-ART-04 leaves weak checksums to a person, and is undecidable without any or with malformed ones', () => {
    expect(ruleOn('CS-ART-04', { files, integrity: { weak: ['app.bin'] } }).result).toBe('judge');
    expect(ruleOn('CS-ART-04', { files, integrity: { lists: [] } }).result).toBe('undecidable');
    const unsafe = [{ path: 'app.bin', code: 'CHECKSUM_MALFORMED' }];
    expect(ruleOn('CS-ART-04', { files, integrity: { unsafe } }).result).toBe('undecidable');
  });

  const over = 'release.yaml';

  test('CS-ART-05 tells valid, failed, unknown and absent signatures apart', () => {
    expect(ruleOn('CS-ART-05', { signatures: [signature('release.yaml.p7s', over)] }).result).toBe('pass');
    const failed = signature('release.yaml.p7s', over, 'TOTAL_FAILED', 'SIGNATURE_CRYPTO_INVALID');
    expect(ruleOn('CS-ART-05', { signatures: [failed] }).result).toBe('fail');
    const open = signature('release.yaml.p7s', over, 'INDETERMINATE', 'CHAIN_NO_ANCHOR_GIVEN');
    expect(ruleOn('CS-ART-05', { signatures: [open] }).result).toBe('judge');
    const absent = ruleOn('CS-ART-05', { signatures: [signature('app.bin.sig', 'app.bin')] });
    expect(absent.result).toBe('fail');
    expect(absent.grade).toBe('observation');
    expect(ruleOn('CS-ART-05', { manifest: null }).result).toBe('undecidable');
  });

  test('CS-ART-06 never passes on the signer’s own word, and fails on a key that had expired', () => {
    expect(ruleOn('CS-ART-06', { signatures: [signature('release.yaml.p7s', over)] }).result).toBe('judge');
    const expired = {
      ...signature('release.yaml.p7s', over, 'TOTAL_FAILED', 'CERTIFICATE_EXPIRED'),
      subIndication: 'EXPIRED' as const,
    };
    expect(ruleOn('CS-ART-06', { signatures: [expired] }).result).toBe('fail');
    expect(ruleOn('CS-ART-06', {}).result).toBe('undecidable');
  });

  test('CS-ART-06 names the certificate and its key, and compares what the key custody record states with both', () => {
    const signed = signature('release.yaml.p7s', over);
    const found = (stated: string | null): Checked =>
      ruleOn('CS-ART-06', {
        signatures: [signed],
        files: [
          record('keys.md', null, {
            fields: { custodian: 'QA', ...(stated === null ? {} : { key_fingerprint: stated }) },
          }),
        ],
      });
    const { fingerprint, keyFingerprint } = signed.signer ?? { fingerprint: '', keyFingerprint: '' };
    const colons = keyFingerprint.toUpperCase().replace(/(..)(?=.)/gu, '$1:');
    for (const stated of [keyFingerprint, colons, `SHA256:${Buffer.from(keyFingerprint, 'hex').toString('base64')}`]) {
      expect(found(stated).text, stated).toContain('The one of the key is stated in keys.md');
      expect(found(stated).result).toBe('judge');
    }
    expect(found(fingerprint).text).toContain('The one of the certificate is stated in keys.md');
    const differs = found(sha('another key'));
    expect(differs.result).toBe('judge');
    expect(differs.text).toMatch(/^The key that signed is not the one that the release itself names: keys\.md states/u);
    expect(differs.evidence.map(({ path }) => path)).toContain('keys.md');
    expect(found('token 7').text).toContain('keys.md states “token 7”, which is not in a form');
    expect(found(null).text).toContain('No key custody record');
    for (const text of [found(null).text, differs.text]) {
      expect(text).toContain(
        `The certificate of Signer has the SHA-256 ${fingerprint}, its public key ${keyFingerprint}`,
      );
    }
    const unsigned = ruleOn('CS-ART-06', { signatures: [{ ...signed, signer: null }] });
    expect([unsigned.result, unsigned.text]).toEqual(['judge', expect.stringContaining('no certificate of a signer')]);
  });

  test('the small manifest fires APR-01, ART-03, ART-04 and ART-05', () => {
    const small = {
      manifest: {
        path: 'manifest.yaml',
        version: '1.3.0',
        gitTag: 'v1.3.0',
        artifacts: ['fw.bin', 'fw.bin.sig', 'sbom.json'],
      },
      files: [opaque('fw.bin'), sbom([], '1.3.0'), results('unit.xml', [testCase('U')], {})],
      states: { 'sbom.json': 'unlisted' as const, 'unit.xml': 'unlisted' as const },
      approvals: [recorded('qa'), recorded('ra')],
      signatures: [signature('fw.bin.sig', 'fw.bin', 'INDETERMINATE', 'SIGNATURE_FORMAT_UNSUPPORTED')],
    };
    for (const rule of ['CS-APR-01', 'CS-ART-03', 'CS-ART-04', 'CS-ART-05'])
      expect(ruleOn(rule, small).result, rule).toBe('fail');
  });
});

describe('traceability', () => {
  const system = results('t/system.xml', [testCase('S-1'), testCase('S-2', 'failed'), testCase('S-3')]);

  test('CS-TRC-01 passes when each requirement has passed tests only', () => {
    expect(
      ruleOn('CS-TRC-01', { files: [system, traceMatrix({ 'R-1': ['S-1'], 'R-2': ['S-1', 'S-3'] })] }).result,
    ).toBe('pass');
  });

  test('CS-TRC-01 fails on a gap and on an unknown test', () => {
    const found = ruleOn('CS-TRC-01', { files: [system, traceMatrix({ 'R-1': ['S-2'], 'R-2': [] })] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('R-2');
    expect(ruleOn('CS-TRC-01', { files: [system, traceMatrix({ 'R-1': ['S-9'] })] }).result).toBe('fail');
  });

  test('CS-TRC-01 leaves partly passed verification to a person, and is undecidable without matrix or results', () => {
    expect(ruleOn('CS-TRC-01', { files: [system, traceMatrix({ 'R-1': ['S-1', 'S-2'] })] }).result).toBe('judge');
    expect(ruleOn('CS-TRC-01', { files: [system] }).result).toBe('undecidable');
    expect(ruleOn('CS-TRC-01', { files: [traceMatrix({ 'R-1': ['S-1'] })] }).result).toBe('undecidable');
    expect(ruleOn('CS-TRC-01', { files: [system, opaque('trace.xlsx', 'trace_matrix')] }).result).toBe('undecidable');
  });

  const control = (changes: object): ReturnType<typeof riskFile> =>
    riskFile({
      items: [
        {
          id: 'RC-1',
          type: 'risk-control',
          text: 'Range check',
          requirements: ['R-1'],
          verifications: ['S-1'],
          at: { kind: 'line', line: 4 },
          ...changes,
        },
      ],
    });

  test('CS-TRC-02 passes by a verification, or through requirement and matrix', () => {
    expect(ruleOn('CS-TRC-02', { files: [system, control({})] }).result).toBe('pass');
    const traced = [system, control({ verifications: [] }), traceMatrix({ 'R-1': ['S-1'] })];
    expect(ruleOn('CS-TRC-02', { files: traced }).result).toBe('pass');
  });

  test('CS-TRC-02 fails on a control without requirement, without verification, or with a failed one', () => {
    expect(ruleOn('CS-TRC-02', { files: [system, control({ requirements: [] })] }).result).toBe('fail');
    expect(ruleOn('CS-TRC-02', { files: [system, control({ verifications: [] })] }).result).toBe('fail');
    expect(ruleOn('CS-TRC-02', { files: [system, control({ verifications: ['S-2'] })] }).result).toBe('fail');
  });

  test('CS-TRC-02 leaves information for safety and verification by documents to a person', () => {
    const label = { text: 'Information for safety in the IFU', verifications: [] };
    expect(ruleOn('CS-TRC-02', { files: [system, control(label)] }).result).toBe('judge');
    expect(ruleOn('CS-TRC-02', { files: [system, control({ verifications: ['DOC-7'] })] }).result).toBe('judge');
    expect(ruleOn('CS-TRC-02', { files: [system] }).result).toBe('undecidable');
    expect(ruleOn('CS-TRC-02', { files: [system, riskFile({ items: [] })] }).result).toBe('not-applicable');
  });

  test('a failed approval is no reason of its own for the rules on artefacts', () => {
    const failed = recorded('qa', { indication: 'TOTAL_FAILED', reason: reason('APPROVAL_NAME_MISMATCH') });
    expect(ruleOn('CS-ART-03', { approvals: [failed] }).result).toBe('pass');
  });
});
