import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../../src/domain/brand.ts';
import { EVIDENCE_ROLES } from '../../../src/domain/manifest.ts';
import { auditDocument, reportJson, reportModel, verifyDocument } from '../../../src/report/index.ts';
import { message } from '../../../src/domain/message.ts';
import type { ReportInput } from '../../../src/report/index.ts';
import { english } from '../../support/archives.ts';
import { emptyInput, reportInput, sha } from '../../support/report-fixture.ts';

const CATALOGUE = {
  language: 'en',
  texts: {
    'reason.MEMBER_MISMATCHED.sentence': '{first} is not the file that was released.',
    'reason.MEMBER_MISMATCHED.remedy': 'Ask for {first} again.',
    'cli.none': 'none',
    'check.digest': 'Does the digest agree?',
  },
};

function documents(input = reportInput()) {
  const { verification } = input.release;
  const { tool, assessment } = input;
  return {
    verify: verifyDocument({ verification, path: '/given/path.zip', tool, catalogue: CATALOGUE }),
    audit: auditDocument({ verification, path: '/given/path.zip', tool, catalogue: CATALOGUE, assessment }),
  };
}

function mock(input: ReportInput): ReportInput {
  const { assessment } = input;
  return { ...input, assessment: { ...assessment, profile: { ...assessment.profile, mode: 'mock' } } };
}

describe('the document of verify', () => {
  const { verify } = documents();

  it('has its fields in the documented order', () => {
    expect(Object.keys(verify)).toEqual([
      'schema',
      'tool',
      'archive',
      'verdict',
      'reasons',
      'integrity',
      'signatures',
      'approvals',
    ]);
    expect(Object.keys(verify.archive)).toEqual(['path', 'size', 'sha256', 'container', 'members']);
    expect(Object.keys(verify.integrity)).toEqual([
      'verdict',
      'verified',
      'mismatched',
      'missing',
      'unlisted',
      'weak',
      'unsafe',
    ]);
    expect(Object.keys(verify.signatures[0]!)).toEqual([
      'path',
      'format',
      'covers',
      'indication',
      'subIndication',
      'code',
      'sentence',
      'signer',
      'times',
    ]);
    expect(Object.keys(verify.signatures[0]!.signer!)).toEqual(['name', 'fingerprint']);
    expect(Object.keys(verify.signatures[0]!.times)).toEqual(['claimed', 'trusted', 'evaluated']);
    expect(Object.keys(verify.approvals[0]!)).toEqual(['role', 'name', 'indication', 'code']);
    expect(Object.keys(verify.reasons[0]!)).toEqual(['code', 'sentence', 'remedy']);
    expect(Object.keys(verify.integrity.mismatched[0]!)).toEqual(['path', 'expected', 'actual']);
  });

  it('renders sentence and remedy of each reason', () => {
    expect(verify.reasons[0]).toEqual({
      code: 'MEMBER_MISMATCHED',
      sentence: 'sbom.json is not the file that was released.',
      remedy: 'Ask for sbom.json again.',
    });
  });

  it('names the archive as the user named it, else by its own name', () => {
    expect(verify.archive.path).toBe('/given/path.zip');
    const { release, tool } = reportInput();
    const unnamed = verifyDocument({ verification: release.verification, tool, catalogue: CATALOGUE });
    expect(unnamed.archive.path).toBe("triage-2.4.0 (it's final).zip");
  });

  it('counts verified members and lists the others', () => {
    expect(verify.integrity.verified).toBe(5);
    expect(verify.integrity.missing).toEqual(['docs/ifu.md']);
    expect(verify.integrity.unsafe).toEqual([{ path: '../outside', code: 'NAME_PARENT' }]);
  });

  it('names a missing member once, however many lists name it', () => {
    const { release, tool } = reportInput();
    const { verification } = release;
    const missing = [...verification.integrity.missing, { path: 'docs/ifu.md', list: 'SHA256SUMS' }];
    const integrity = { ...verification.integrity, missing };
    const made = verifyDocument({ verification: { ...verification, integrity }, tool, catalogue: CATALOGUE });
    expect(made.integrity.missing).toEqual(['docs/ifu.md']);
  });

  it('says null for a signer that could not be read', () => {
    const { release, tool } = reportInput();
    const signatures = release.verification.signatures.map((one) => ({ ...one, signer: null }));
    const made = verifyDocument({ verification: { ...release.verification, signatures }, tool, catalogue: CATALOGUE });
    expect(made.signatures.map((one) => one.signer)).toEqual([null, null]);
  });
});

describe('the document of audit', () => {
  const { verify, audit } = documents();

  it('is that of verify and the assessment', () => {
    const { assessment, schema, ...rest } = audit;
    const { schema: other, ...verified } = verify;
    expect(rest).toEqual(verified);
    expect([schema, other]).toEqual(['countersign/audit@1', 'countersign/verify@1']);
    expect(Object.keys(assessment)).toEqual(['ruleSet', 'edition', 'safetyClass', 'mode', 'results', 'summary']);
    expect(Object.keys(assessment.ruleSet)).toEqual(['version', 'sha256']);
  });

  it('has the fields of a result in the documented order, the locator as text', () => {
    const [result] = audit.assessment.results;
    expect(Object.keys(result!)).toEqual([
      'rule',
      'clause',
      'result',
      'grade',
      'basis',
      'sentence',
      'missing',
      'evidence',
    ]);
    expect(result!.evidence).toEqual([
      { path: 'tests/unit.xml', sha256: sha('tests/unit.xml'), locator: 'case TC-1 (line 7)', quote: 'a quotation' },
    ]);
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });
});

describe('the model of a report', () => {
  it('gives no remedy in a third-party audit, and one in a mock audit', () => {
    const input = { ...reportInput(), catalogue: CATALOGUE };
    expect(reportModel(input).reasons[0]!.remedy).toBeNull();
    expect(reportModel(mock(input)).reasons[0]!.remedy).toBe('Ask for sbom.json again.');
    const text = reportJson(reportModel(input));
    expect(text).not.toContain('Ask for');
  });

  it('gives no advice about a signature that passes', () => {
    const model = reportModel(mock({ ...reportInput(), catalogue: CATALOGUE }));
    expect(model.signatures.map((one) => [one.indication, one.reason.remedy === null])).toEqual([
      ['INDETERMINATE', false],
      ['TOTAL_PASSED', true],
    ]);
    expect(model.approvals.map((one) => one.reason.remedy === null)).toEqual([true, true, true, true, false]);
  });

  it('is plain: JSON loses nothing of it', () => {
    const model = reportModel(reportInput());
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('does not change what it was given', () => {
    const input = reportInput();
    const before = JSON.stringify(input);
    reportModel(input);
    expect(JSON.stringify(input)).toBe(before);
  });

  it('keeps every rule with its section, and marks a judgement that differs', () => {
    const model = reportModel(reportInput());
    expect(model.sections.flatMap((section) => section.rules)).toHaveLength(17 * 5);
    const [first, second] = model.sections;
    expect(first!.judgement).toMatchObject({
      judgement: 'conforms',
      overrules: true,
      reason: 'saw the missing logs on site',
    });
    expect(second!.judgement).toBeNull();
  });

  it('joins every sign-off of an anomaly by its id, with who gave it in which role', () => {
    const input = reportInput();
    const { verification } = input.release;
    const signOff = { ...verification.approvals[3]!, anomaly: 'AN-104', indication: 'INDETERMINATE' as const };
    const other = { ...signOff, role: 'qa_lead', name: 'Another' };
    const release = { ...input.release, verification: { ...verification, approvals: [signOff, other] } };
    const signed = reportModel({ ...input, release }).anomalies.filter((one) => one.signOffs.length > 0);
    expect(signed.map((one) => one.id)).toEqual(['AN-104']);
    expect(signed[0]!.signOffs).toEqual([
      { role: signOff.role, name: signOff.name, indication: 'INDETERMINATE' },
      { role: 'qa_lead', name: 'Another', indication: 'INDETERMINATE' },
    ]);
  });

  it('shows no sign-off as passed beside an entry of the same id that it is not about', () => {
    const input = reportInput();
    const { verification } = input.release;
    const about = (sha256: Sha256): typeof verification => ({
      ...verification,
      approvals: [
        {
          ...verification.approvals[3]!,
          anomaly: 'AN-104',
          indication: 'TOTAL_PASSED',
          subject: { path: 'anomalies/known.json', sha256 },
        },
      ],
    });
    const signed = (sha256: Sha256): number =>
      reportModel({ ...input, release: { ...input.release, verification: about(sha256) } }).anomalies.filter(
        (one) => one.signOffs.length > 0,
      ).length;
    expect(signed(sha('AN-104'))).toBe(1);
    expect(signed(sha('another entry'))).toBe(0);
  });

  it('leaves the certificate of an anchor out, and its provenance in', () => {
    const [anchor] = reportModel(reportInput()).anchors;
    expect(anchor).toMatchObject({ channel: 'read over the telephone', addedBy: 'auditor' });
    expect(anchor).not.toHaveProperty('certificate');
  });

  it('is made of an archive that holds nothing', () => {
    const model = reportModel(emptyInput());
    expect(model.product.name).toBeNull();
    expect(model.journal).toBeNull();
    expect(model.figures.anomalies).toBeNull();
  });

  it('takes names such as __proto__ for names', () => {
    const input = reportInput();
    const results = [{ ...input.assessment.results[0]!, rule: '__proto__', sentence: message('__proto__') }];
    const model = reportModel({ ...input, assessment: { ...input.assessment, results } });
    expect(model.sections[0]!.rules[0]!.rule).toBe('__proto__');
  });
});

describe('the machine copy', () => {
  it('is one JSON document with the schema first, without the words of the page', () => {
    const text = reportJson(reportModel(reportInput()));
    const parsed = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(parsed)[0]).toBe('schema');
    expect(parsed).not.toHaveProperty('words');
    expect(parsed['language']).toBe('en');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('holds all of a listing that the PDF ends early', () => {
    const { evidence } = reportInput().release;
    expect(JSON.parse(reportJson(reportModel(reportInput())))).toHaveProperty('soup.0.rows.length', 147);
    expect(evidence).toHaveLength(6);
  });
});

describe('the texts of the report', () => {
  const { texts } = english;

  it('leave "conforms" to the auditor', () => {
    const said = Object.entries(texts).filter(([key]) => /^(report|outcome|verdict|grade)\./u.test(key));
    expect(said.filter(([, text]) => /(?<!non)conform(?!ity)/iu.test(text))).toEqual([]);
  });

  it('have a word for every role of a file', () => {
    for (const role of ['tests', ...EVIDENCE_ROLES]) {
      expect(texts).toHaveProperty([`report.evidence-role.${role}`]);
      expect(texts[`report.evidence-role.${role}`]).not.toContain('_');
    }
  });

  it('give no advice where none may be given', () => {
    const said = Object.entries(texts).filter(([key]) => /^report\./u.test(key));
    expect(said.filter(([, text]) => /\b(recommend|you should|we suggest)/iu.test(text))).toEqual([]);
  });
});

describe('a release before this one that was refused', () => {
  const refused = {
    name: 'old.zip',
    code: 'CONTAINER_UNKNOWN' as const,
    sentence: message('refusal.CONTAINER_UNKNOWN.sentence'),
    remedy: message('refusal.CONTAINER_UNKNOWN.remedy'),
  };
  const input = reportInput();
  const withRefused: ReportInput = {
    ...input,
    catalogue: english,
    assessment: { ...input.assessment, previousRefused: refused },
  };

  it('is named in the pack with its code and sentence, and with advice in a mock audit alone', () => {
    expect(reportModel(withRefused).previousRefused).toEqual({
      name: 'old.zip',
      code: 'CONTAINER_UNKNOWN',
      sentence: english.texts['refusal.CONTAINER_UNKNOWN.sentence'],
      remedy: null,
    });
    expect(reportModel(mock(withRefused)).previousRefused?.remedy).toBe(
      english.texts['refusal.CONTAINER_UNKNOWN.remedy'],
    );
    expect(reportModel(input).previousRefused).toBeNull();
  });
});
