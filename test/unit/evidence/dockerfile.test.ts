import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const docker = (text: string) => factsAs(evidenceOf('build/Dockerfile', text), 'dockerfile');
const floating = (run: string) => docker(`FROM scratch\n${run}\n`).floating.map((item) => item.reference);

describe('Dockerfile', () => {
  it('reads images with tags, digests, stages and ARG defaults', () => {
    const facts = docker(
      `# syntax=docker/dockerfile:1\nARG BASE=alpine:3.19\nFROM --platform=linux/amd64 \${BASE} AS build\nFROM node@${DIGEST} AS run\nFROM build\nFROM $UNSET\n`,
    );
    expect(
      facts.images.map(({ reference, digest, stage, fromStage, at }) => [reference, digest, stage, fromStage, at]),
    ).toEqual([
      ['alpine:3.19', null, 'build', false, { kind: 'line', line: 3 }],
      [`node@${DIGEST}`, DIGEST, 'run', false, { kind: 'line', line: 4 }],
      ['build', null, null, true, { kind: 'line', line: 5 }],
      ['$UNSET', null, null, false, { kind: 'line', line: 6 }],
    ]);
  });

  it.each([
    ['RUN apk add --no-cache git=2.43.0-r0 curl', ['apk add curl']],
    ['RUN apk add --virtual .deps "gcc~=13"', ['apk add gcc~=13']],
    ['RUN apt-get update && apt-get install -y \\\n  # comment\n  git \\\n  make=4.3-4.1', ['apt-get install git']],
    ['RUN DEBIAN_FRONTEND=noninteractive apt-get -y install git', ['apt-get install git']],
    ['RUN pip install requests==2.31.0 flask>=2', ['pip install flask>=2']],
    ['RUN python -m pip install -r requirements.txt', []],
    ['RUN pip install --upgrade pip', ['pip install pip']],
    ['RUN npm ci && npm install -g typescript@5.4.5 eslint', ['npm install eslint']],
    ['RUN npm install', ['npm install']],
    ['RUN yarn install --frozen-lockfile', []],
    ['RUN pnpm install', ['pnpm install']],
    ['RUN ["apk", "add", "git"]', ['apk add git']],
    ["RUN sh -c 'apk add git'", ['apk add git']],
    ['RUN <<EOF\napk add git\nEOF', ['apk add git']],
    ['RUN echo apk add git', []],
    ['RUN apt-get install -y ./local.deb', []],
    ['ARG V=1.2.3-r0\nRUN apk add git=$V', []],
    ['RUN apk add git=$V', ['apk add git=$V']],
    ['ADD https://example.org/tool.tgz /opt/', ['ADD https://example.org/tool.tgz']],
    [`ADD --checksum=${DIGEST} https://example.org/tool.tgz /opt/`, []],
    ['COPY --from=nginx:latest /a /b', ['COPY --from=nginx:latest']],
    [`COPY --from=nginx@${DIGEST} /a /b`, []],
    ['COPY --from=0 /a /b', []],
    ['RUN --mount=type=bind,from=golang:1.22,target=/go make', ['RUN --mount from=golang:1.22']],
  ])('judges %j', (run, expected) => {
    expect(floating(run)).toEqual(expected);
  });

  it('is known by its content, and not understood without FROM', () => {
    expect(evidenceOf('build', 'ARG A=1\nFROM alpine\n').facts.kind).toBe('dockerfile');
    expect(evidenceOf('notes', 'From here on we test.\nFROM the start.\n').facts.kind).toBe('text');
    expect(noteKeys(evidenceOf('Dockerfile', 'RUN make\n', 'dockerfile'))).toEqual(['evidence.dockerfile.no-from']);
  });
});
