/** Source files of the sample product as they grow from commit to commit. Short, but they do what they say. */

export const NODE_IMAGE = 'node:20.11.1-alpine3.19';
export const NODE_IMAGE_DIGEST = 'sha256:f4c96a28c0b2d8981664e03f461c2677152cd9a756012ffa8e2c6727427c2bda';

export const README = `# Vesalto Triage

Symptom triage for lay users: asks questions, recommends one of four urgency levels. Medical device of class IIa (Rule 11),
software safety class B. Changes need a change request (SOP-004) and two reviews; releases follow SOP-007.

    npm ci && sh scripts/build.sh

builds \`dist/triage.bundle\` and \`dist/knowledge-base.json\`. The same commit gives the same bytes in the pinned image.
`;

export const URGENCY = `import type { Level } from './levels';

const ORDER: readonly Level[] = ['self-care', 'within-days', 'today', 'emergency'];

/** The higher of two levels; the order of symptoms never matters (SRS-URG-02). */
export function higher(left: Level, right: Level): Level {
  return ORDER.indexOf(left) >= ORDER.indexOf(right) ? left : right;
}

/** Chronic conditions and pregnancy may raise a level and never lower it (SRS-URG-04). */
export function raise(level: Level, by: number): Level {
  const index = Math.min(ORDER.length - 1, ORDER.indexOf(level) + Math.max(0, by));
  return ORDER[index] ?? 'emergency';
}
`;

export const LEVELS = `export type Level = 'self-care' | 'within-days' | 'today' | 'emergency';
`;

export const PATHWAY = `import { higher } from './urgency';
import type { Level } from './levels';

export interface Node { readonly question: string; readonly yes: string | Level; readonly no: string | Level }
export type Answer = 'yes' | 'no' | 'unknown';

const MOST_QUESTIONS = 40;

/** Walks a pathway. "I do not know" takes the branch that ends more urgent (SRS-PTH-03); at most 40 questions (SRS-PTH-02). */
export function walk(nodes: ReadonlyMap<string, Node>, start: string, answer: (question: string) => Answer): Level {
  let at = start;
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const node = nodes.get(at);
    if (node === undefined) return at as Level;
    const given = answer(node.question);
    if (given === 'unknown') return higher(walk(nodes, node.yes, () => 'yes'), walk(nodes, node.no, () => 'no'));
    at = given === 'yes' ? node.yes : node.no;
  }
  return 'emergency';
}
`;

export const RED_FLAGS = `/** Red flags are asked first (SRS-RED-01); each carries the date of its clinical review (SRS-RED-04). */
export interface RedFlag { readonly complaint: string; readonly question: string; readonly reviewed: string }

export function flagsFor(flags: readonly RedFlag[], complaint: string): readonly RedFlag[] {
  return flags.filter((flag) => flag.complaint === complaint);
}

const NUMBERS: Readonly<Record<string, string>> = { DE: '112', FR: '15', AT: '144', CH: '144', BE: '112', LU: '112' };

/** The emergency number of the country, 112 where it is not known (SRS-RED-03). */
export function emergencyNumber(country: string | undefined): string {
  return (country === undefined ? undefined : NUMBERS[country]) ?? '112';
}
`;

export const AGE = `/** Completed months between two days; refuses a date of birth in the future. */
export function ageInMonths(born: Date, today: Date): number {
  if (born > today) throw new RangeError('date of birth in the future');
  const months = (today.getFullYear() - born.getFullYear()) * 12 + today.getMonth() - born.getMonth();
  return today.getDate() < born.getDate() ? months - 1 : months;
}
`;

export const PEDIATRIC = `import type { Level } from './levels';
import { higher } from './urgency';

export type Band = 'under-3-months' | '3-to-35-months' | '3-to-11-years' | '12-to-17-years' | 'adult';

/** SRS-PED-01 */
export function ageBand(months: number): Band {
  if (months < 3) return 'under-3-months';
  if (months < 36) return '3-to-35-months';
  if (months < 144) return '3-to-11-years';
  return months < 216 ? '12-to-17-years' : 'adult';
}

/** Fever under three months: care today or emergency, never less (SRS-PED-02, RC-14.1). */
export function withFever(band: Band, level: Level): Level {
  return band === 'under-3-months' ? higher('today', level) : level;
}

/** SRS-PED-03 */
export function addressesCaregiver(band: Band): boolean {
  return band !== '12-to-17-years' && band !== 'adult';
}
`;

export const AUDIT_LOG = `export interface Entry { readonly id: string; readonly at: string; readonly text: string }

/** Appends an entry. */
export function append(log: readonly Entry[], entry: Entry): readonly Entry[] {
  return [...log, entry];
}
`;

export const AUDIT_LOG_ONCE = `export interface Entry { readonly id: string; readonly at: string; readonly text: string }

/** Appends an entry once, also when writing was confirmed too late (SRS-AUD-02, A-2024-015). */
export function append(log: readonly Entry[], entry: Entry): readonly Entry[] {
  return log.some(({ id }) => id === entry.id) ? log : [...log, entry];
}
`;

export const PROFILE = `/** The age question is answered only by its own buttons (SRS-PRF-01). */
export function isConfirmed(event: { readonly type: string }): boolean {
  return event.type !== 'dismiss';
}
`;

export const PROFILE_LANGUAGE = `/** The age question is answered only by its own buttons, not by a change of language (SRS-PRF-01, A-2023-049). */
export function isConfirmed(event: { readonly type: string }): boolean {
  return event.type === 'confirm';
}
`;

export const UPDATE = `/** Seconds until the next try of a failed update. */
export function pause(tries: number): number {
  return tries === 0 ? 0 : 5;
}
`;

export const UPDATE_PAUSE = `/** Seconds until the next try of a failed update: doubles from one minute up to a day (SRS-OFF-03, A-2024-044). */
export function pause(tries: number): number {
  return tries === 0 ? 0 : Math.min(86_400, 60 * 2 ** (tries - 1));
}
`;

export const RESULT_VIEW = `import type { Level } from '../engine/levels';

/** Action first, then symbol and text of the level, then the reasons (SRS-RES-01 to SRS-RES-03). */
export function resultView(level: Level, reasons: readonly string[], text: (key: string) => string): readonly string[] {
  return [text('action.' + level), text('symbol.' + level) + ' ' + text('level.' + level), ...reasons];
}

/** SRS-RES-04: six hours. */
export function isOutdated(given: number, now: number): boolean {
  return now - given > 6 * 3_600_000;
}
`;

export const BUILD_SCRIPT = `#!/bin/sh
# Builds the release artefacts into dist/. Needs nothing but this folder and the pinned image (BP-003).
set -eu
export SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"
mkdir -p dist
node scripts/bundle.mjs src dist/triage.bundle
node scripts/compile-knowledge.mjs knowledge dist/knowledge-base.json
sha256sum dist/triage.bundle dist/knowledge-base.json
`;

export const DOCKERFILE = `# Build environment of Vesalto Triage (BP-003). Every input is exact.
FROM ${NODE_IMAGE}@${NODE_IMAGE_DIGEST} AS toolchain
RUN apk add --no-cache git=2.43.6-r0 python3=3.11.10-r0 openjdk17-jdk=17.0.12_p7-r0
ENV NODE_ENV=production TZ=UTC LC_ALL=C.UTF-8

FROM toolchain AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN sh scripts/build.sh
`;

/** Returns the CI pipeline. Actions are named by commit, the image by digest. */
export function pipeline(branch: string): string {
  return `name: release
on:
  push:
    branches: ['${branch}']
    tags: ['v*']
permissions:
  contents: read
jobs:
  build:
    runs-on: vesalto-build-2
    container:
      image: ${NODE_IMAGE}@${NODE_IMAGE_DIGEST}
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
        with: { fetch-depth: 0 }
      - run: npm ci --ignore-scripts
      - run: npm run lint
      - run: npm run test:unit -- --reporter=junit
      - run: npm run test:integration -- --reporter=junit
      - run: sh scripts/build.sh
      - uses: actions/upload-artifact@5d5d22a31266ced268874388b861e4b58bb5c2f3
        with: { name: release, path: dist }
`;
}
