import { describe, expect, it } from 'vitest';
import { gitBlobId, makeGitBundle, type GitCommit } from '../../../src/packer/index.ts';
import { filesOfCommit, unpackBundle } from '../../support/git-bundle.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const FIRST: GitCommit = {
  key: 'first',
  parents: [],
  files: [
    { path: 'a.txt', bytes: text('one') },
    { path: 'a/b/x.txt', bytes: text('hello\n') },
    { path: 'a.d/empty', bytes: text('') },
    { path: 'run.sh', bytes: text('#!/bin/sh\n') },
  ],
  author: { name: 'Jérôme V', email: 'j@x.example', at: '2024-02-06T10:12:31+01:00' },
  committer: { name: 'Q', email: 'q@x.example', at: '2024-02-06T10:12:31-03:30' },
  message: 'First',
};

const TAG = {
  name: 'v1',
  commit: 'first',
  tagger: { name: 'Q', email: 'q@x.example', at: '2024-02-07T10:00:00+00:00' },
  message: 'Version 1',
};

describe('makeGitBundle', () => {
  it('gives the object ids that git gives', () => {
    expect(gitBlobId(text(''))).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(gitBlobId(text('hello\n'))).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    const bundle = makeGitBundle({ commits: [FIRST], branches: [{ name: 'main', commit: 'first' }], tags: [TAG] });
    // Both ids come from git 2.39 on the same files, names and times.
    expect(bundle.commits.get('first')).toBe('0291733bf562d4cbc6cb8d1df75f8b04e1d42399');
    expect(bundle.tags.get('v1')).toBe('b958ef332ab54b427abf7fcd3e432a1b9f13aa20');
  });

  it('names branches, tags and HEAD, each with an object that is there', () => {
    const bundle = makeGitBundle({ commits: [FIRST], branches: [{ name: 'main', commit: 'first' }], tags: [TAG] });
    const { references, objects } = unpackBundle(bundle.bytes);
    expect([...references.keys()]).toEqual(['refs/heads/main', 'refs/tags/v1', 'HEAD']);
    for (const id of references.values()) expect(objects.has(id)).toBe(true);
  });

  it('packs every file of a commit, also those larger than one length byte tells', () => {
    const large = text('0123456789abcdef'.repeat(5000));
    const commit = { ...FIRST, files: [...FIRST.files, { path: 'large', bytes: large }] };
    const bundle = makeGitBundle({ commits: [commit], branches: [{ name: 'main', commit: 'first' }], tags: [] });
    const files = filesOfCommit(unpackBundle(bundle.bytes), bundle.commits.get('first') ?? '');
    expect([...files.keys()].sort()).toEqual(commit.files.map(({ path }) => path).sort());
    expect(files.get('large')?.equals(large)).toBe(true);
  });

  it('chains commits by their parents', () => {
    const second = { ...FIRST, key: 'second', parents: ['first'], message: 'Second' };
    const bundle = makeGitBundle({
      commits: [FIRST, second],
      branches: [{ name: 'main', commit: 'second' }],
      tags: [],
    });
    const body = unpackBundle(bundle.bytes)
      .objects.get(bundle.commits.get('second') ?? '')
      ?.body.toString('utf8');
    expect(body).toContain(`\nparent ${bundle.commits.get('first') ?? ''}\n`);
  });

  it('refuses a parent that stands after its child', () => {
    const second = { ...FIRST, key: 'second', parents: ['first'] };
    expect(() => makeGitBundle({ commits: [second, FIRST], branches: [], tags: [] })).toThrow(RangeError);
  });
});
