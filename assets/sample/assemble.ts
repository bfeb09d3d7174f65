import {
  approvalStatement,
  completeRelease,
  sha256Hex,
  signFile,
  writeApproval,
  type PackFile,
  type Signer,
} from '../../src/packer/index.ts';
import { archiveRecord } from './archive-record.ts';
import { reproducibility } from './build-records.ts';
import type { Content } from './content.ts';
import { later, PRODUCT } from './facts.ts';
import { GATE, MANUFACTURER, PEOPLE, type Person } from './people.ts';
import type { Staff } from './staff.ts';
import { utf8, yaml } from './text.ts';

const ANOMALIES = 'anomalies/known.json';
const REBUILD = 'reproducibility/rebuild.yaml';

/** What may go wrong while a release is signed. */
export interface SigningFaults {
  /** Role whose approval is missing. */
  readonly missing?: string;
  /** Role whose statement is about another manifest than the signed one. */
  readonly otherManifest?: string;
  /** Role whose signer's certificate had expired when it signed. */
  readonly expired?: string;
}

/** Adds the archive record, whose inventory holds everything but what is made after the archiving. */
export function archived(content: Content, files: readonly PackFile[]): readonly PackFile[] {
  return [...files, { path: 'archive/archive-record.md', bytes: utf8(archiveRecord(content.facts, files)) }];
}

/** Returns the sign-offs of the person responsible for regulatory compliance, one statement with its signature for each anomaly. */
export function signOffs(content: Content, staff: Staff): readonly PackFile[] {
  return content.anomalies.flatMap(({ id, sha256 }, index) =>
    writeApproval(
      `approvals/anomalies/${id}.yaml`,
      {
        role: 'prrc',
        name: PEOPLE.prrc.name,
        date: later(content.facts.times.signOff, index * 97),
        meaning: 'The evaluation of this anomaly is accepted for the release',
        anomaly: id,
        subject: { path: ANOMALIES, sha256 },
      },
      staff.signerOf(PEOPLE.prrc),
    ),
  );
}

/** Returns the release as it lies in the archive: manifest with checksums and signature, approvals of the gate, rebuild record. */
export function signed(
  content: Content,
  files: readonly PackFile[],
  staff: Staff,
  faults: SigningFaults = {},
): readonly PackFile[] {
  const { facts, artifacts } = content;
  const { releaseManager, rebuilder } = PEOPLE;
  const manifest = { path: 'release.yaml', bytes: utf8(manifestText(content, faults)) };
  const [bundle] = artifacts;
  const withArtifactSignature = files.flatMap((file) =>
    file.path === bundle?.path
      ? [file, signFile(file, staff.signerOf(releaseManager), facts.times.manifestSigned)]
      : [file],
  );
  const complete = completeRelease([manifest, ...withArtifactSignature], {
    signer: staff.signerOf(releaseManager),
    at: facts.times.manifestSigned,
    signedApart: [REBUILD],
  });
  const digest = sha256Hex(complete.find(({ path }) => path === 'release.yaml')?.bytes ?? new Uint8Array(0));
  const rebuild = { path: REBUILD, bytes: utf8(reproducibility(facts, artifacts)) };
  return [
    ...complete,
    ...GATE.flatMap((_, index) => approvalFiles(content, staff, faults, index, digest)),
    rebuild,
    signFile(rebuild, staff.signerOf(rebuilder), facts.times.rebuilt),
  ];
}

function approvalFiles(
  content: Content,
  staff: Staff,
  faults: SigningFaults,
  index: number,
  digest: string,
): readonly PackFile[] {
  const entry = GATE[index];
  const date = content.facts.times.approvals[index];
  if (entry === undefined || date === undefined || entry.role === faults.missing) return [];
  const sha256 = entry.role === faults.otherManifest ? sha256Hex(utf8(digest)) : digest;
  const path = `approvals/${entry.role}.yaml`;
  const { role, person, meaning } = entry;
  const statement = { role, name: person.name, date, meaning, subject: { path: 'release.yaml', sha256 } };
  const file = { path, bytes: approvalStatement(statement) };
  return [file, signFile(file, signerFor(staff, faults, role, person), date)];
}

function signerFor(staff: Staff, faults: SigningFaults, role: string, person: Person): Signer {
  return role === faults.expired ? staff.expiredSignerOf(person) : staff.signerOf(person);
}

/** The manifest without checksums, which packing fills in. */
function manifestText({ facts, artifacts, evidence }: Content, faults: SigningFaults): string {
  return yaml({
    schema: 'countersign/release@1',
    version: facts.version,
    git_tag: facts.tag,
    git_commit: facts.commit,
    build: facts.build,
    date: facts.date,
    branch: facts.branch,
    previous: facts.previous,
    kind: 'release',
    product: {
      name: PRODUCT.name,
      manufacturer: MANUFACTURER,
      basic_udi_di: PRODUCT.basicUdiDi,
      device_class: PRODUCT.deviceClass,
      safety_class: PRODUCT.safetyClass,
      edition: PRODUCT.edition,
      implantable: false,
      networked: true,
      lifetime_years: PRODUCT.lifetimeYears,
      delivery_channels: PRODUCT.channels,
    },
    artifacts: artifacts.map(({ path }) => path),
    checksums: {},
    tests: ['unit', 'integration', 'system'].map((level) => ({ path: `tests/${level}.xml`, level })),
    evidence,
    approvals: Object.fromEntries(
      GATE.flatMap(({ role, person }, index) =>
        role === faults.missing
          ? []
          : [[role, { name: person.name, date: facts.times.approvals[index], statement: `approvals/${role}.yaml` }]],
      ),
    ),
  });
}
