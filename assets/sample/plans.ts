import { PRODUCT, STANDING_DOCUMENTS, type ReleaseFacts } from './facts.ts';
import { PEOPLE, type Person } from './people.ts';
import { markdown, table } from './text.ts';

/** Returns how the release gets to its users: one section an aspect, for each channel. */
export function deliveryProcedure(): string {
  return controlled(
    'DP-002',
    'Delivery procedure',
    '3',
    PEOPLE.releaseManager,
    { approved_on: STANDING_DOCUMENTS, channels: PRODUCT.channels },
    `
Applies to the delivery of ${PRODUCT.name} by the App Store (app-store) and Google Play (play-store).

## Copying

The artefacts are taken from the release archive only. Before and after each copy the SHA-256 is compared with the manifest; a
difference stops the delivery.

## Labelling

Version, build identifier and Basic UDI-DI are part of the package and of the store entry. Two persons compare the store entry
with the release record before submission.

## Packaging

app-store: Xcode 15.4 wraps the bundle into an IPA. play-store: Gradle wraps it into an AAB. Both wraps are listed with their digests in
the release's record of the stores (SR); the bundle inside is unchanged.

## Protection

app-store: distribution certificate of the manufacturer, then Apple's signature. play-store: upload key of the manufacturer, then app
signing by Google Play. The app checks its own signature at every start (SRS-SEC-03).

## Storage

Artefacts are kept in the release archive with object lock. Submission machines hold no copies after the submission.

## Delivery

Release in steps of 5, 25 and 100 % with two days between them. After the first step the package is fetched from each store and the
bundle inside compared with the manifest. The stores check the package at installation.`,
  );
}

/** Returns who holds the signing keys, and how. */
export function keyCustody(fingerprint: string): string {
  return controlled(
    'KC-001',
    'Custody of signing keys',
    '2',
    PEOPLE.prrc,
    {
      approved_on: STANDING_DOCUMENTS,
      key_fingerprint: fingerprint,
      custodian: PEOPLE.releaseManager.name,
      storage: 'Hardware token (FIPS 140-2 level 3) in the safe of the quality office, two persons for access',
    },
    `
The fingerprint above is the SHA-256 of the public key that signs release manifests. Keys are generated on the token and cannot be
exported. No private key is stored in a repository, on a build machine or in a release archive. Each use is entered in the key log with
date, purpose and both persons. Loss or suspicion of misuse is reported to the person responsible for regulatory compliance at once; the
certificate is then withdrawn and users of the fingerprint are told.`,
  );
}

/** Returns how the release is watched in the field. */
export function monitoringPlan(facts: ReleaseFacts): string {
  return controlled(
    'MON-001',
    'Post-release monitoring plan',
    facts.revisions['MON-001'],
    PEOPLE.prrc,
    { approved_on: facts.times.documents, release: facts.version, interval: 'weekly for eight weeks, then monthly' },
    `
Covers ${PRODUCT.name} ${facts.version}.

${table(
  ['Source', 'Indicator', 'Alarm', 'Owner'],
  [
    ['Support tickets', 'complaints on recommendations per 10,000 assessments', '2', PEOPLE.qaLead.name],
    ['Store consoles', 'crash-free sessions', 'below 99.5 %', PEOPLE.softwareLead.name],
    ['Vulnerability notices for sbom/sbom.cdx.json', 'high or critical', 'any', PEOPLE.softwareLead.name],
    ['Incident reports', 'any', 'any', PEOPLE.prrc.name],
  ],
)}

## Where findings go

Problem resolution (SOP-009), risk management file (RMF-001), post-market surveillance (PMS-001).

## Security updates

Critical vulnerabilities that can be reached: corrected within 14 days; high within 30; others with the next release. Users are told by a
notice in the app and on the support page; authorities according to SOP-012.`,
  );
}

/** Returns how a release is taken back. `target` is the digest of the bundle of the release before. */
export function rollbackPlan(facts: ReleaseFacts, target: { readonly path: string; readonly sha256: string }): string {
  return controlled(
    'RB-001',
    'Rollback plan',
    facts.revisions['RB-001'],
    PEOPLE.releaseManager,
    { approved_on: facts.times.documents, from: facts.version, to: facts.rollbackFrom },
    `
Stores do not install a lower version. A rollback is therefore a new build number with the content of the former release.

${table(
  ['Target', 'Artefact', 'SHA-256', 'Archive'],
  [[facts.rollbackFrom, target.path, target.sha256, `s3://vesalto-releases/triage/${facts.rollbackFrom}/`]],
)}

## When

More than two complaints on recommendations per 10,000 assessments, any report of under-triage by two levels, or crash-free
sessions below 98 %. Decision: ${PEOPLE.prrc.name} with ${PEOPLE.softwareLead.name}.

## Data on the device

Log entries and profiles of ${facts.version} can be read by ${facts.rollbackFrom}: fields are only added. Entries of pathways that the former release
does not know are shown as text. Evaluated under H-08; no additional risk.`,
  );
}

/** Returns the record of the tried rollback. */
export function rollbackTest(facts: ReleaseFacts): string {
  return controlled(
    `RBT-${facts.version}`,
    'Rollback test',
    '1',
    PEOPLE.qaLead,
    { approved_on: facts.times.review.slice(0, 10), from: facts.version, to: facts.rollbackFrom },
    `
On ${facts.times.systemTo.slice(0, 10)} the build with the content of ${facts.rollbackFrom} was installed over ${facts.version} on ${facts.devices.length} devices
(${facts.devices.join('; ')}).

${table(
  ['Check', 'Result'],
  [
    ['App starts, knowledge base of the former release in use', 'passed'],
    ['Profile is kept and can be read', 'passed'],
    ['Log entries of the newer release can be read', 'passed'],
    ['Reference cases give the recommendations of the former release', 'passed'],
  ],
)}

Time from decision to the package in both test tracks: 2 hours 40 minutes.`,
  );
}

/** Returns what the release means for authorities and the notified body. */
export function regulatoryPlan(facts: ReleaseFacts): string {
  const pediatric = facts.version >= '2.4.0';
  return controlled(
    'REG-001',
    'Regulatory plan',
    facts.revisions['REG-001'],
    PEOPLE.prrc,
    { approved_on: facts.times.documents, release: facts.version },
    `
${table(
  ['Question', 'Answer'],
  [
    [
      'Significant change (MDCG 2020-3)',
      pediatric ? 'yes: patient group extended; supplement to the certificate of 2024-10-02' : 'no',
    ],
    [
      'New UDI-DI',
      pediatric ? 'yes: version with a change of the intended patients' : 'no: minor revision, new UDI-PI',
    ],
    ['Technical documentation', 'Annex II 6.1(b) points to the release record of this version'],
    [
      'Retention',
      'the longer of the lifetime of the device and ten years after the last device covered by the declaration of conformity',
    ],
  ],
)}`,
  );
}

function controlled(
  id: string,
  title: string,
  revision: string,
  approver: Person,
  more: Readonly<Record<string, unknown>> & { readonly approved_on: string },
  body: string,
): string {
  return markdown(
    {
      id,
      title,
      revision,
      status: 'approved',
      approved_by: approver.name,
      ...more,
    },
    `# ${title}\n\n${body.trim()}`,
  );
}
