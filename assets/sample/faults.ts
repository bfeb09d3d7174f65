import { signFile, type PackFile } from '../../src/packer/index.ts';
import { archived, signed, signOffs } from './assemble.ts';
import type { Content } from './content.ts';
import { bytesOf, exportIn, listOf, type Files } from './fault-edits.ts';
import { MORE_FAULTS } from './fault-list-more.ts';
import { PLANTED as FIRST_FAULTS, SIGNING_FAULTS, type Fault, type Stage } from './fault-list.ts';
import { PEOPLE } from './people.ts';
import type { Staff } from './staff.ts';
import { table } from './text.ts';

export type { Fault } from './fault-list.ts';

const PLANTED = [...FIRST_FAULTS, ...MORE_FAULTS];

/** The planted faults as plain values. */
export const FAULTS: readonly Fault[] = PLANTED.map(({ id, what, where, rules }) => ({ id, what, where, rules }));

/** Returns the files of the release with every fault planted, otherwise signed like the good one. */
export function applyFaults(content: Content, staff: Staff): readonly PackFile[] {
  const files: Files = new Map(content.files.map(({ path, bytes }) => [path, bytes]));
  plant('content', files);
  const faulty: Content = { ...content, anomalies: exportIn(files).entries };
  const withRecord: Files = toMap(archived(faulty, [...listOf(files), ...signOffs(faulty, staff)]));
  plant('archived', withRecord);
  const whole: Files = toMap(signed(faulty, listOf(withRecord), staff, SIGNING_FAULTS));
  plant('signed', whole);
  const rebuild = { path: 'reproducibility/rebuild.yaml', bytes: bytesOf(whole, 'reproducibility/rebuild.yaml') };
  const signature = signFile(rebuild, staff.signerOf(PEOPLE.rebuilder), content.facts.times.rebuilt);
  whole.set(signature.path, signature.bytes);
  return listOf(whole);
}

/** Returns the list of faults as a Markdown page. */
export function faultsMarkdown(): string {
  const rows = FAULTS.map(({ id, what, where, rules }) => [id, what, where.join(', '), rules.join(', ')]);
  return `# Planted faults\n\n${table(['Id', 'What', 'Where', 'Rules'], rows)}\n`;
}

function plant(stage: Stage, files: Files): void {
  for (const fault of PLANTED) if (fault.stage === stage) fault.edit(files);
}

function toMap(files: readonly PackFile[]): Files {
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
