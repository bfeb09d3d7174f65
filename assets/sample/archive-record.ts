import { sha256Hex, type PackFile } from '../../src/packer/index.ts';
import { PRODUCT, type ReleaseFacts } from './facts.ts';
import { PEOPLE } from './people.ts';
import { NODE_IMAGE, NODE_IMAGE_DIGEST } from './source-files.ts';
import { markdown, table } from './text.ts';

/** Returns the archive record with the inventory of `files`: all that exists at archiving, without signatures, which cover others. */
export function archiveRecord(facts: ReleaseFacts, files: readonly PackFile[]): string {
  const rows = files
    .filter(({ path }) => !path.endsWith('.p7s'))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, bytes }) => [path, sha256Hex(bytes)]);
  const lockedUntil = `${Number(facts.date.slice(0, 4)) + 25}${facts.date.slice(4)}`;
  return markdown(
    {
      id: `AR-${facts.version}`,
      title: `Archive record ${facts.version}`,
      revision: '1',
      status: 'approved',
      location: `s3://vesalto-releases/triage/${facts.version}/ (eu-central-1, copy in eu-west-3)`,
      archived_on: facts.times.archived,
      responsible: PEOPLE.releaseManager.name,
      retention_years: PRODUCT.retentionYears,
      retention_from: 'placing on the market of the last device covered by the declaration of conformity',
      write_protection: `object lock in compliance mode until ${lockedUntil}, extended every year; versioning; legal hold`,
      restore_test_on: facts.times.archived,
      access: 'write: release pipeline; read: quality, regulatory affairs, software development',
    },
    `# Archive record ${facts.version}

Archived on the day of release. Software and configuration items as well as the documentation are in one place. The lifetime of the
device is ${PRODUCT.lifetimeYears} years, the legal minimum ${PRODUCT.retentionYears}; the longer one applies.

## Build environment

${table(
  ['Item', 'Identification', 'Place'],
  [
    [NODE_IMAGE, NODE_IMAGE_DIGEST, `s3://vesalto-releases/images/${NODE_IMAGE_DIGEST.replace(':', '-')}.tar`],
    ['npm packages', 'build/package-lock.json', 's3://vesalto-releases/mirrors/npm/'],
    ['Alpine packages', 'build/Dockerfile', 's3://vesalto-releases/mirrors/apk/3.19/'],
  ],
)}

## Restore test

On ${facts.times.archived} the release was fetched from the copy and every digest below compared: no difference.

## Inventory

${table(['path', 'sha256'], rows)}`,
  );
}
