import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const anomalies = (path: string, text: string) => factsAs(evidenceOf(path, text, 'anomalies'), 'anomalies');

describe('Jira', () => {
  const issue = (changes: object = {}): object => ({
    key: 'TRI-7',
    fields: {
      summary: 'Dose shown late',
      description: 'after waking',
      status: { name: 'Open' },
      priority: { name: 'Minor' },
      versions: [{ name: '2.4.0' }, { name: '2.3.1' }],
      components: [{ name: 'Display' }],
      created: '2024-10-01T08:00:00.000+0200',
      customfield_10001: { value: 'acceptable' },
      customfield_10002: null,
      ...changes,
    },
  });
  const search = (issues: readonly object[], more: object = {}): string =>
    JSON.stringify({ total: issues.length, names: { customfield_10001: 'Verdict' }, issues, ...more });

  it('in JSON is read by the names of its fields', () => {
    const text = search([issue()]);
    const facts = anomalies('jira.json', text);
    expect(facts).toMatchObject({ tool: 'Jira', statedRows: { value: 1 } });
    expect(facts.anomalies[0]).toMatchObject({
      id: 'TRI-7',
      title: 'Dose shown late',
      description: 'after waking',
      status: 'Open',
      severity: 'Minor',
      affectedVersion: '2.4.0; 2.3.1',
      affectedFunction: 'Display',
      verdict: 'acceptable',
      at: { kind: 'pointer', pointer: '/issues/0' },
    });
    expect(facts.anomalies[0]!.foundOn?.instant).toBe(Date.parse('2024-10-01T06:00:00Z'));
    const own = JSON.stringify(issue());
    expect(facts.anomalies[0]!.entrySha256).toBe(createHash('sha256').update(own).digest('hex'));
    expect(evidenceOf('jira.json', text, 'anomalies').reading.state).toBe('read');
  });

  it('without the map of names tells that custom fields are not read, and names rich text that is left out', () => {
    const file = evidenceOf(
      'jira.json',
      search([issue({ description: { type: 'doc', content: [] } })], { names: undefined }),
      'anomalies',
    );
    expect(noteKeys(file)).toEqual(['evidence.wrong-type', 'evidence.tracker.unnamed']);
    expect(factsAs(file, 'anomalies').anomalies[0]).toMatchObject({ description: null, verdict: null });
    const keyless = evidenceOf('jira.json', search([{ fields: { summary: 'x' } }]), 'anomalies');
    expect(noteKeys(keyless)).toEqual(['evidence.tracker.no-key']);
  });

  it('as a table is read by its column names, in English and German', () => {
    const english =
      'Summary,Issue key,Status,Priority,Affects Version/s,Created,Labels,Labels,Custom field (Verdict)\nLate,TRI-7,Open,Minor,2.4.0,2024-10-01,a,b,acceptable\n';
    expect(anomalies('jira.csv', english).anomalies[0]).toMatchObject({
      id: 'TRI-7',
      title: 'Late',
      severity: 'Minor',
      affectedVersion: '2.4.0',
      verdict: 'acceptable',
    });
    const german = 'Zusammenfassung;Vorgangsschlüssel;Status;Priorität;Erstellt\nSpät;TRI-7;Offen;Gering;2024-10-01\n';
    expect(anomalies('jira.csv', german).anomalies[0]).toMatchObject({
      id: 'TRI-7',
      title: 'Spät',
      status: 'Offen',
      severity: 'Gering',
    });
  });

  it('as a table keeps a column of the format before one of the tracker', () => {
    const text = 'id,Issue key,Severity,Priority\nA-1,TRI-7,major,Low\n';
    expect(anomalies('a.csv', text).anomalies[0]).toMatchObject({ id: 'A-1', severity: 'major' });
  });
});

describe('GitHub', () => {
  const issue = (number: number, more: object = {}): object => ({ number, title: 'Late', state: 'open', ...more });

  it('is read from both interfaces, with labels that tell, and without pull requests', () => {
    const labels = [{ name: 'severity: minor' }, { name: 'bug' }, { name: 'affects/2.4.0' }];
    const text = JSON.stringify([
      issue(12, { body: 'after waking', labels, created_at: '2024-10-01T06:00:00Z' }),
      issue(13, { state: 'CLOSED', stateReason: 'COMPLETED', labels: [], createdAt: '2024-10-02T06:00:00Z' }),
      issue(14, { pull_request: { url: 'x' } }),
    ]);
    const file = evidenceOf('issues.json', text, 'anomalies');
    const facts = factsAs(file, 'anomalies');
    expect(
      facts.anomalies.map(({ id, status, severity, affectedVersion }) => [id, status, severity, affectedVersion]),
    ).toEqual([
      ['#12', 'open', 'minor', '2.4.0'],
      ['#13', 'CLOSED', null, null],
    ]);
    expect(facts.anomalies[1]!.foundOn?.text).toBe('2024-10-02T06:00:00Z');
    expect(noteKeys(file)).toEqual(['evidence.tracker.pulls']);
  });

  it('is not seen in other lists', () => {
    expect(evidenceOf('x.json', '[{"number":1}]').facts.kind).toBe('tree');
    expect(anomalies('x.json', '[{"id":"A-1"}]').anomalies[0]?.id).toBe('A-1');
  });
});
