import type { ReportModel, ReportSignature } from '../../model-types.ts';
import { command, labelled, lead, leadingCommand, say, text } from '../blocks.ts';
import type { Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { shellWord } from '../shell-word.ts';
import { COLOR, STYLE, run, type Run } from '../style.ts';
import { facts, table } from '../table.ts';

const TERMS = [
  'anomaly',
  'anchor',
  'claimed',
  'coverage',
  'digest',
  'evidence',
  'finding',
  'indication',
  'manifest',
  'nonconformity',
  'observation',
  'prrc',
  'sbom',
  'soup',
  'sub-indication',
  'code-points',
] as const;

/** Draws the journal's standing and log. */
export function journal(flow: Flow, { journal: kept }: ReportModel): void {
  section(flow, say(flow, 'journal.title'));
  if (kept === null) {
    text(flow, say(flow, 'journal.none'));
    return;
  }
  lead(flow, say(flow, 'journal.intro'));
  facts(flow, [
    [say(flow, 'fact.head'), [[run(kept.head, STYLE.mono)]]],
    [
      say(flow, 'fact.events'),
      [[run(say(flow, 'journal.counts', { events: kept.events, exports: kept.exports }), STYLE.cell)]],
    ],
    [say(flow, 'fact.journal-archive'), [[run(kept.archiveSha256 ?? say(flow, 'absent'), STYLE.mono)]]],
  ]);
  if (kept.fault !== null) text(flow, say(flow, `journal.${kept.fault.kind}`, { line: kept.fault.line }), STYLE.strong);
  if (kept.unknownActions > 0) text(flow, say(flow, 'journal.unknown', { count: kept.unknownActions }), STYLE.strong);
  table(
    flow,
    [
      { title: say(flow, 'column.number'), width: 34 },
      { title: say(flow, 'column.when'), width: 112 },
      { title: say(flow, 'column.what-happened'), width: null },
    ],
    kept.log.map((one) => [
      [[run(String(one.sequence), STYLE.cell)]],
      [[run(one.at, STYLE.cell)], [run(one.author, STYLE.cellSoft)]],
      [[run(one.text, STYLE.cell)]],
    ]),
  );
}

/** Draws under which rules and thresholds the results came about. */
export function method(flow: Flow, model: ReportModel): void {
  const { profile, ruleSet, tool } = model;
  const { thresholds } = profile;
  section(flow, say(flow, 'method.title'));
  lead(flow, say(flow, 'method.intro'));
  facts(flow, [
    [
      say(flow, 'fact.rule-set'),
      [
        [run(say(flow, 'method.rule-set', { version: ruleSet.version, rules: ruleSet.rules }), STYLE.cell)],
        [run(ruleSet.sha256, STYLE.mono)],
      ],
    ],
    [say(flow, 'fact.tool'), [[run(`${tool.name} ${tool.version}`, STYLE.cell)]]],
    [say(flow, 'fact.selftest'), [[selftestRun(flow, model)]]],
    [say(flow, 'fact.crypto-policy'), [[run(policyText(flow, model), STYLE.cell)]]],
    [say(flow, 'fact.edition'), [[run(`${model.editionName}, ${model.editionHeading}`, STYLE.cell)]]],
    ...overruled(flow, model),
    [say(flow, 'threshold.evaluation'), [[run(String(thresholds.evaluationLength), STYLE.cell)]]],
    [say(flow, 'threshold.identical'), [[run(String(thresholds.identicalEvaluations), STYLE.cell)]]],
    [say(flow, 'threshold.retention'), [[run(String(thresholds.retentionYears), STYLE.cell)]]],
    [say(flow, 'threshold.retention-implantable'), [[run(String(thresholds.retentionYearsImplantable), STYLE.cell)]]],
    [say(flow, 'threshold.vulnerability'), [[run(thresholds.vulnerabilitySeverity, STYLE.cell)]]],
    [say(flow, 'threshold.scan-age'), [[run(String(thresholds.scanAgeDays), STYLE.cell)]]],
    [say(flow, 'threshold.analysis'), [[run(thresholds.analysisLevel, STYLE.cell)]]],
  ]);
}

/** What the auditor set against the manifest, and why. */
function overruled(flow: Flow, { profile }: ReportModel): Parameters<typeof facts>[1] {
  if (profile.overruled.length === 0 && profile.reason === null) return [];
  const said = profile.overruled.map(({ fact, stated, value }) => `${fact}: ${stated ?? '–'} → ${value}`);
  return [
    [
      say(flow, 'fact.overruled'),
      [
        [run(said.length === 0 ? '–' : said.join('; '), STYLE.cell)],
        [run(profile.reason ?? say(flow, 'method.no-reason'), STYLE.cellSoft)],
      ],
    ],
  ];
}

/** Draws how to repeat the verification with other programs, with the names of this archive's files. */
export function again(flow: Flow, model: ReportModel): void {
  const { archive, manifest } = model;
  const file = shellWord(archive.name);
  section(flow, say(flow, 'again.title'));
  text(flow, say(flow, 'again.intro'));
  heading(flow, 3, say(flow, 'again.identity'));
  expecting(flow, archive.container === 'folder' ? folderCommand(file) : `sha256sum ${file}`, archive.sha256);
  if (archive.container !== 'folder') {
    lead(flow, say(flow, 'again.unpack'));
    const unpack =
      archive.container === 'zip' ? `unzip ${file} -d release` : `mkdir release && tar -xf ${file} -C release`;
    command(flow, `${unpack} && cd release`);
  }
  if (manifest !== null) {
    heading(flow, 3, say(flow, 'again.manifest'));
    expecting(flow, `sha256sum ${shellWord(manifest.path)}`, manifest.sha256);
    text(flow, say(flow, 'again.members'));
  }
  if (model.signatures.length === 0) return;
  heading(flow, 3, say(flow, 'again.signatures'));
  text(flow, say(flow, 'again.anchors'));
  for (const signature of model.signatures) command(flow, signatureCommand(flow, signature));
}

function policyText(flow: Flow, { cryptoPolicy }: ReportModel): string {
  const { version, refusedDigests, rsa, sources } = cryptoPolicy;
  return say(flow, 'method.crypto-policy', {
    version,
    digests: refusedDigests.map(({ name, since }) => `${name} (${since})`).join(', '),
    bits: rsa.minimumBits,
    since: rsa.since,
    sources: sources.join('; '),
  });
}

function selftestRun(flow: Flow, { selftest }: ReportModel): Run {
  const { failed, unsupported, ...figures } = selftest;
  if (failed.length > 0) {
    return run(say(flow, 'selftest.bad', { ...figures, failed: failed.join(', ') }), STYLE.cellStrong, COLOR.bad);
  }
  const lacks = unsupported.length === 0 ? 'none' : unsupported.join(', ');
  return run(say(flow, 'selftest.good', { ...figures, unsupported: lacks }), STYLE.cell);
}

/** The digest of a folder is that of its files' digests, in the order of their paths' bytes. */
function folderCommand(folder: string): string {
  return `cd ${folder} && find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`;
}

/** Draws a command together with what it has to print. */
function expecting(flow: Flow, words: string, digest: string): void {
  leadingCommand(flow, words);
  lead(flow, say(flow, 'again.expect'), 2);
  command(flow, digest);
}

function signatureCommand(flow: Flow, { format, path, covers }: ReportSignature): string {
  const [signed] = covers;
  if (signed === undefined) return say(flow, 'again.no-content', { path });
  const [signature, content] = [shellWord(path), shellWord(signed)];
  switch (format) {
    case 'cms':
      return `openssl cms -verify -binary -inform DER -purpose any -in ${signature} -content ${content} -CAfile anchors.pem -out /dev/null`;
    case 'timestamp':
      return `openssl ts -verify -data ${content} -in ${signature} -CAfile anchors.pem`;
    case 'openpgp':
      return `gpg --verify ${signature} ${content}`;
    case 'minisign':
      return `minisign -V -p anchor.pub -x ${signature} -m ${content}`;
    case 'ssh':
      return `ssh-keygen -Y check-novalidate -n file -s ${signature} < ${content}`;
    case 'raw':
      return `openssl dgst -sha256 -verify anchor.pub -signature ${signature} ${content}`;
    default:
      return say(flow, 'again.no-command', { path, format });
  }
}

/** Draws what the words mean. */
export function glossary(flow: Flow): void {
  section(flow, say(flow, 'glossary.title'));
  for (const term of TERMS) labelled(flow, say(flow, `term.${term}.name`), say(flow, `term.${term}.text`));
}
