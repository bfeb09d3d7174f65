import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { sharedSample } from '../../support/sample.ts';

const DATE = /\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?/gu;
const day = (stated: string): string => stated.slice(0, 10);
const datesIn = (text: string): readonly string[] => [...text.matchAll(DATE)].map(([found]) => found);

/** Records that say what is planned or kept beyond the release. */
const SPEAK_OF_LATER = /^(?:archive|record|delivery)\//u;

interface Anomaly {
  readonly id: string;
  readonly found_on: string;
  readonly evaluated_on: string;
}

interface ChangeRequest {
  readonly id: string;
  readonly approved_on: string;
  readonly verified_on: string;
  readonly pull_requests: readonly number[];
}

interface FrontMatter {
  readonly id: string;
  readonly revision: string;
  readonly approved_on?: string;
}

const { files, previousFiles } = sharedSample();

describe.each([
  ['the sample release', files],
  ['the release before', previousFiles],
])('the dates of %s', (_, members) => {
  const text = (path: string): string => new TextDecoder().decode(members.get(path));
  const paths = (pattern: RegExp): readonly string[] => [...members.keys()].filter((path) => pattern.test(path));
  const json = <T>(path: string): T => JSON.parse(text(path)) as T;
  const yaml = (path: string): Record<string, unknown> => parse(text(path)) as Record<string, unknown>;
  const approvedOn = (path: string): string => frontMatterOf(text(path)).approved_on ?? '';

  const { anomalies } = json<{ readonly anomalies: readonly Anomaly[] }>('anomalies/known.json');
  const released = String(yaml('release.yaml')['date']);
  const built = Date.parse(String(yaml('build/build-manifest.yaml')['finished']));
  const [, reviewed = ''] = /reviewed by .* on (\S+T\S+?)\.?\s/u.exec(text('verification/result-review.md')) ?? [];
  const tested = paths(/^tests\/.*\.xml$/u).flatMap((path) =>
    [...text(path).matchAll(/timestamp="([^"]+)"/gu)].map(([, at = '']) => at),
  );

  it('show no document as approved before what it tells of', () => {
    const documents = paths(/\.md$/u).filter((path) => !SPEAK_OF_LATER.test(path) && text(path).startsWith('---'));
    expect(documents.length).toBeGreaterThan(15);
    for (const path of documents) {
      const [, , ...body] = text(path).split(/^---$/mu);
      for (const told of datesIn(body.join('---')))
        expect.soft(day(told) <= approvedOn(path), `${path}: ${told}`).toBe(true);
    }
  });

  it('show no document that accompanies the release as approved after it', () => {
    for (const path of paths(/\.(?:md|yaml)$/u)) {
      const approved = /^approved_on: (\S+)/mu.exec(text(path))?.[1];
      if (approved !== undefined) expect.soft(day(approved) <= released, `${path}: ${approved}`).toBe(true);
    }
  });

  it('show system verification as complete once its results were reviewed', () => {
    const plan = 'documents/software-development-plan.md';
    expect(text(plan)).toMatch(/System verified .* complete/u);
    expect(approvedOn(plan) >= day(reviewed), approvedOn(plan)).toBe(true);
  });

  it('test what was built, review what was tested, and evaluate each anomaly after it was found and before its sign-off', () => {
    for (const at of tested) expect.soft(Date.parse(at), at).toBeGreaterThan(built);
    expect(Math.max(...tested.map(Date.parse))).toBeLessThan(Date.parse(reviewed));
    for (const { id, found_on: found, evaluated_on: evaluated } of anomalies) {
      const signed = String(yaml(`approvals/anomalies/${id}.yaml`)['date']);
      expect.soft([found, evaluated, day(signed)], id).toEqual([found, evaluated, day(signed)].toSorted());
    }
  });

  it('build what was merged, and merge and verify what was approved', () => {
    interface Export {
      readonly change_requests: readonly ChangeRequest[];
    }
    const pulls = new Map(
      json<readonly { readonly number: number; readonly mergedAt: string }[]>('changes/merges.json').map(
        ({ number, mergedAt }) => [number, mergedAt],
      ),
    );
    for (const request of json<Export>('changes/change-requests.json').change_requests) {
      for (const pull of request.pull_requests) {
        const merged = pulls.get(pull) ?? '';
        expect.soft(request.approved_on <= day(merged), request.id).toBe(true);
        expect.soft(Date.parse(merged), request.id).toBeLessThan(built);
        expect.soft(day(merged) <= request.verified_on && request.verified_on <= released, request.id).toBe(true);
      }
    }
  });

  it('have the risk file speak of anomalies once all of them were evaluated', () => {
    const report = 'documents/risk-management-report.md';
    expect(text(report)).toContain('anomalies were evaluated');
    for (const { id, evaluated_on: evaluated } of anomalies)
      expect.soft(evaluated <= approvedOn(report), id).toBe(true);
  });
});

describe('a document of one id and revision', () => {
  it('is the same in both releases', () => {
    const before = new Map(revisionsOf(previousFiles));
    const standing = revisionsOf(files).filter(([revision]) => before.has(revision));
    expect(standing.length).toBeGreaterThan(2);
    for (const [revision, text] of standing) expect.soft(text, revision).toBe(before.get(revision));
  });
});

function revisionsOf(members: ReadonlyMap<string, Uint8Array>): readonly (readonly [string, string])[] {
  return [...members]
    .filter(([path]) => path.endsWith('.md'))
    .map(([, bytes]) => new TextDecoder().decode(bytes))
    .filter((text) => text.startsWith('---'))
    .map((text) => [`${frontMatterOf(text).id} rev. ${frontMatterOf(text).revision}`, text] as const);
}

function frontMatterOf(text: string): FrontMatter {
  return parse(text.split(/^---$/mu)[1] ?? '') as FrontMatter;
}
