import { describe, expect, it } from 'vitest';
import { readApprovalStatement } from '../../../src/evidence/index.ts';

const sha256 = 'ab'.repeat(32);
const bytes = (text: string) => new TextEncoder().encode(text);
const good = `role: qa_lead\nname: Q. Lead\ndate: 2024-10-17T15:00:00+02:00\nmeaning: reviewed\nsubject: { path: release.yaml, sha256: ${sha256} }\n`;

function problems(text: string): readonly (readonly [string, unknown])[] {
  const reading = readApprovalStatement(bytes(text));
  return reading.ok ? [] : reading.problems.map(({ key, values }) => [key, values['field'] ?? values['line']] as const);
}

describe('approval statements', () => {
  it('reads a statement', () => {
    expect(readApprovalStatement(bytes(good))).toMatchObject({
      ok: true,
      statement: {
        role: 'qa_lead',
        name: 'Q. Lead',
        anomaly: null,
        date: { zoned: true },
        subject: { path: 'release.yaml', sha256 },
      },
    });
  });

  it('reads the sign-off of one anomaly, also as JSON and with an upper-case digest', () => {
    const text = `{"role":"prrc","name":"P","date":"2024-10-17","anomaly":"A-7","subject":{"path":"a.json","sha256":"${sha256.toUpperCase()}"}}`;
    expect(readApprovalStatement(bytes(text))).toMatchObject({
      ok: true,
      statement: { anomaly: 'A-7', meaning: null, subject: { sha256 } },
    });
  });

  it('names everything that is wrong at once', () => {
    expect(problems('name: []\ndate: soon\nsubject: { sha256: xyz, extra: 1 }\nrole:\n')).toEqual([
      ['evidence.statement.unknown', 'subject.extra'],
      ['evidence.statement.missing', 'role'],
      ['evidence.statement.not-text', 'name'],
      ['evidence.statement.missing', 'subject.path'],
      ['evidence.statement.digest', 'subject.sha256'],
      ['evidence.statement.date', 'date'],
    ]);
  });

  it('is strict on keys, repetition and form', () => {
    expect(problems(`${good}anomalie: A-1\n`)).toEqual([['evidence.statement.unknown', 'anomalie']]);
    expect(problems(`${good}role: prrc\n`)).toEqual([['evidence.parse.DUPLICATE_KEY', 6]]);
    expect(problems('- role\n')[0]).toEqual(['evidence.statement.not-a-map', '/']);
    expect(problems(good.replace(/subject.*/u, 'subject: release.yaml'))).toContainEqual([
      'evidence.statement.not-a-map',
      'subject',
    ]);
    expect(problems('')).not.toEqual([]);
  });

  it('does not throw for bytes that are no text', () => {
    expect(readApprovalStatement(Uint8Array.from([0xff, 0xfe, 0x00]))).toMatchObject({ ok: false });
    expect(readApprovalStatement(new Uint8Array(17 * 1024 * 1024))).toMatchObject({ ok: false });
  });
});
