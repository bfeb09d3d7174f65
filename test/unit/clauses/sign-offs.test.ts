import { describe, expect, test } from 'vitest';
import { anomalies, anomaly, approval, record, sha } from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

const FIVE = ['software_lead', 'qa_lead', 'risk_owner', 'prrc', 'release_manager'];

describe('CS-APR-03: sign-offs of single anomalies', () => {
  const people = FIVE.map((role) => ({ role, name: `Person of ${role}`, date: null, statement: null }));
  const gate = FIVE.map((role) => approval(role));
  const listed = [anomaly('A-1'), anomaly('A-2')];
  const signOff = (id: string, role = 'prrc', changes: Partial<ReturnType<typeof approval>> = {}): typeof gate =>
    listed
      .filter((one) => one.id === id)
      .map(({ entrySha256 }) =>
        approval(role, {
          anomaly: id,
          statement: `approvals/anomalies/${id}-${role}.yaml`,
          subject: { path: 'anomalies/known.json', sha256: entrySha256 },
          ...changes,
        }),
      );
  const check = (signOffs: typeof gate, names = people): ReturnType<typeof ruleOn> =>
    ruleOn('CS-APR-03', {
      manifest: { approvals: names },
      files: [anomalies(listed)],
      approvals: [...gate, ...signOffs],
    });

  test('passes when the person named as PRRC signed each, whoever else did', () => {
    expect(check([...signOff('A-1'), ...signOff('A-2')]).result).toBe('pass');
    expect(check([...signOff('A-1'), ...signOff('A-2'), ...signOff('A-2', 'risk_owner')]).result).toBe('pass');
  });

  test('fails on a person whom the manifest does not name for the role, and on another role', () => {
    const stranger = check([...signOff('A-1'), ...signOff('A-2', 'prrc', { name: 'Another Person' })]);
    expect(stranger.result).toBe('fail');
    expect(stranger.text).toContain('Another Person');
    expect(stranger.text).toContain('A-2');
    expect(check([...signOff('A-1'), ...signOff('A-2', 'qa_lead')]).result).toBe('fail');
  });

  test('never passes while a sign-off is missing, or is of an entry that reads otherwise', () => {
    const none = check([]);
    expect(none.result).toBe('judge');
    expect(none.text).toContain('A-1, A-2');
    expect(check(signOff('A-1')).result).toBe('judge');
    const other = signOff('A-2', 'prrc', { subject: { path: 'anomalies/old.json', sha256: sha('other') } });
    expect(check([...signOff('A-1'), ...other]).result).toBe('judge');
  });
});

describe('CS-APR-05: sign-offs of single anomalies', () => {
  test('counts those that the manifest lists among the records', () => {
    const path = 'approvals/anomalies/A-1.yaml';
    const late = approval('prrc', { anomaly: 'A-1', statement: path, date: '2024-10-18T09:00:00+02:00' });
    const parts = { approvals: [approval('qa'), late], files: [record(path, null)] };
    const listed = { checksums: { [path]: [`sha256:${sha(path)}`] } };
    expect(ruleOn('CS-APR-05', { ...parts, manifest: listed }).result).toBe('fail');
    expect(ruleOn('CS-APR-05', parts).result).toBe('undecidable');
  });
});
