import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { sharedSample } from '../../support/sample.ts';

const DATE = /\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?/gu;
const day = (stated: string): string => stated.slice(0, 10);
const datesIn = (text: string): readonly string[] => [...text.matchAll(DATE)].map(([found]) => found);

/** Records that say what is planned or kept beyond the release. */
const SPEAK_OF_LATER = /^(?:archive|record|delivery)\//u;

const { files } = sharedSample();
const text = (path: string): string => new TextDecoder().decode(files.get(path));
const paths = (pattern: RegExp): readonly string[] => [...files.keys()].filter((path) => pattern.test(path));
const json = <T>(path: string): T => JSON.parse(text(path)) as T;
const yaml = (path: string): Record<string, unknown> => parse(text(path)) as Record<string, unknown>;

interface Anomaly {
  readonly id: string;
  readonly found_on: string;
  readonly evaluated_on: string;
}
const { anomalies } = json<{ readonly anomalies: readonly Anomaly[] }>('anomalies/known.json');
const released = String(yaml('release.yaml')['date']);
const tested = paths(/^tests\/.*\.xml$/u).flatMap((path) =>
  [...text(path).matchAll(/timestamp="([^"]+)"/gu)].map(([, at = '']) => at),
);

describe('the dates of the sample release', () => {
  it('show no document as approved before what it tells of', () => {
    const documents = paths(/\.md$/u).filter((path) => !SPEAK_OF_LATER.test(path) && text(path).startsWith('---'));
    expect(documents.length).toBeGreaterThan(15);
    for (const path of documents) {
      const [, front = '', ...body] = text(path).split(/^---$/mu);
      const { approved_on: approved } = parse(front) as { readonly approved_on: string };
      for (const told of datesIn(body.join('---')))
        expect.soft(day(told) <= day(approved), `${path}: ${told}`).toBe(true);
    }
  });

  it('show no document that accompanies the release as approved after it', () => {
    for (const path of paths(/\.(?:md|yaml)$/u)) {
      const approved = /^approved_on: (\S+)/mu.exec(text(path))?.[1];
      if (approved !== undefined) expect.soft(day(approved) <= released, `${path}: ${approved}`).toBe(true);
    }
  });

  it('test what was built, review what was tested, and evaluate each anomaly after it was found and before its sign-off', () => {
    const built = String(yaml('build/build-manifest.yaml')['finished']);
    for (const at of tested) expect.soft(Date.parse(at), at).toBeGreaterThan(Date.parse(built));
    const [, reviewed = ''] = /reviewed by .* on (\S+T\S+?)\.?\s/u.exec(text('verification/result-review.md')) ?? [];
    expect(Math.max(...tested.map(Date.parse))).toBeLessThan(Date.parse(reviewed));
    for (const { id, found_on: found, evaluated_on: evaluated } of anomalies) {
      const signed = String(yaml(`approvals/anomalies/${id}.yaml`)['date']);
      expect.soft([found, evaluated, day(signed)], id).toEqual([found, evaluated, day(signed)].toSorted());
    }
  });

  it('have the risk file speak of anomalies once all of them were evaluated', () => {
    const [, approved = ''] = /^approved_on: (\S+)/mu.exec(text('documents/risk-management-report.md')) ?? [];
    expect(text('documents/risk-management-report.md')).toContain('anomalies were evaluated');
    for (const { id, evaluated_on: evaluated } of anomalies) expect.soft(evaluated <= approved, id).toBe(true);
  });
});
