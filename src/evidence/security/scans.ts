import type { Severity, VulnerabilityFinding, VulnerabilityScan } from '../../domain/facts.ts';
import type { Message } from '../../domain/message.ts';
import type { TreeNode } from '../../parse/index.ts';
import {
  below,
  itemsAt,
  leftOut,
  locatedAt,
  numberAt,
  placeAt,
  rootSpot,
  textAt,
  textsAt,
  timeAt,
  type Spot,
} from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';

type Scanner = 'grype' | 'trivy' | 'osv-scanner';

/** Returns which vulnerability scanner wrote a JSON value, `null` where it is none that is known. */
export function scannerOf(tree: TreeNode): Scanner | null {
  const root = rootSpot(tree);
  if (below(root, 'matches')?.node.kind === 'list' && below(root, 'descriptor') !== null) return 'grype';
  if (
    below(root, 'SchemaVersion') !== null &&
    (below(root, 'Results') !== null || below(root, 'ArtifactName') !== null)
  )
    return 'trivy';
  const results = itemsAt(root, 'results');
  return below(root, 'results')?.node.kind === 'list' &&
    results.every((one) => below(one, 'source') !== null && below(one, 'packages') !== null) &&
    (results.length > 0 || below(root, 'experimental_config') !== null)
    ? 'osv-scanner'
    : null;
}

/** Returns what a scanner reports. A severity that it does not state, or in a word that is not known, is `unknown` and never low. */
export function readScan(tree: TreeNode, scanner: Scanner): Outcome {
  const root = rootSpot(tree);
  const dropped: Message[] = [];
  const facts =
    scanner === 'grype' ? ofGrype(root, dropped) : scanner === 'trivy' ? ofTrivy(root, dropped) : ofOsv(root, dropped);
  return readDropping(facts, dropped);
}

function ofGrype(root: Spot, dropped: Message[]): VulnerabilityScan {
  const findings = itemsAt(root, 'matches').flatMap((match): readonly VulnerabilityFinding[] => {
    const id = textAt(match, 'vulnerability', 'id');
    if (id === null) {
      dropped.push(leftOut(match, 'vulnerability.id'));
      return [];
    }
    return [
      {
        id,
        aliases: itemsAt(match, 'relatedVulnerabilities').flatMap((one) => textAt(one, 'id') ?? []),
        severity: severityNamed(textAt(match, 'vulnerability', 'severity')),
        component: textAt(match, 'artifact', 'name') ?? '',
        version: textAt(match, 'artifact', 'version'),
        purl: textAt(match, 'artifact', 'purl'),
        fixedIn: textsAt(match, 'vulnerability', 'fix', 'versions'),
        at: placeAt(match),
      },
    ];
  });
  const components = numberAt(root, 'source', 'components');
  return {
    kind: 'vulnerability-scan',
    tool: named('Grype', textAt(root, 'descriptor', 'version')),
    scanned: timeAt(root, 'descriptor', 'timestamp'),
    database: locatedAt(root, 'descriptor', 'db', 'built') ?? locatedAt(root, 'descriptor', 'db', 'status', 'built'),
    target: locatedAt(root, 'source', 'target', 'userInput') ?? locatedAt(root, 'source', 'target'),
    components: counted(below(root, 'source', 'components'), components),
    findings,
  };
}

function ofTrivy(root: Spot, dropped: Message[]): VulnerabilityScan {
  const results = itemsAt(root, 'Results');
  const findings = results.flatMap((result) =>
    itemsAt(result, 'Vulnerabilities').flatMap((one): readonly VulnerabilityFinding[] => {
      const id = textAt(one, 'VulnerabilityID');
      if (id === null) {
        dropped.push(leftOut(one, 'VulnerabilityID'));
        return [];
      }
      return [
        {
          id,
          aliases: textsAt(one, 'VendorIDs'),
          severity: severityNamed(textAt(one, 'Severity')),
          component: textAt(one, 'PkgName') ?? '',
          version: textAt(one, 'InstalledVersion'),
          purl: textAt(one, 'PkgIdentifier', 'PURL'),
          fixedIn: (textAt(one, 'FixedVersion') ?? '')
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== ''),
          at: placeAt(one),
        },
      ];
    }),
  );
  const packages = results.filter((result) => below(result, 'Packages') !== null);
  const total = packages.reduce((sum, result) => sum + itemsAt(result, 'Packages').length, 0);
  return {
    kind: 'vulnerability-scan',
    tool: named('Trivy', textAt(root, 'Trivy', 'Version')),
    scanned: timeAt(root, 'CreatedAt'),
    database:
      locatedAt(root, 'Metadata', 'DB', 'UpdatedAt') ?? locatedAt(root, 'Trivy', 'VulnerabilityDB', 'UpdatedAt'),
    target: locatedAt(root, 'ArtifactName'),
    // Packages are listed only on request; where one result lists none, their number is not known.
    components:
      packages.length === 0 || packages.length < results.length ? null : counted(below(root, 'Results'), total),
    findings,
  };
}

function ofOsv(root: Spot, dropped: Message[]): VulnerabilityScan {
  const packages = itemsAt(root, 'results').flatMap((result) => itemsAt(result, 'packages'));
  const findings = packages.flatMap((one) =>
    itemsAt(one, 'vulnerabilities').flatMap((vulnerability): readonly VulnerabilityFinding[] => {
      const id = textAt(vulnerability, 'id');
      if (id === null) {
        dropped.push(leftOut(vulnerability, 'id'));
        return [];
      }
      const group = itemsAt(one, 'groups').find((each) => textsAt(each, 'ids').includes(id)) ?? null;
      return [
        {
          id,
          aliases: textsAt(vulnerability, 'aliases'),
          severity:
            severityOfScore(textAt(group, 'max_severity')) ??
            severityNamed(textAt(vulnerability, 'database_specific', 'severity')),
          component: textAt(one, 'package', 'name') ?? '',
          version: textAt(one, 'package', 'version'),
          purl: null,
          fixedIn: itemsAt(vulnerability, 'affected').flatMap((each) =>
            itemsAt(each, 'ranges').flatMap((range) =>
              itemsAt(range, 'events').flatMap((event) => textAt(event, 'fixed') ?? []),
            ),
          ),
          at: placeAt(vulnerability),
        },
      ];
    }),
  );
  const source = itemsAt(root, 'results')[0] ?? null;
  return {
    kind: 'vulnerability-scan',
    tool: 'osv-scanner',
    scanned: null,
    database: null,
    target: locatedAt(source, 'source', 'path'),
    components: null,
    findings,
  };
}

function counted(spot: Spot | null, value: number | null): VulnerabilityScan['components'] {
  return spot === null || value === null ? null : { value, at: placeAt(spot) };
}

function named(tool: string, version: string | null): string {
  return version === null ? tool : `${tool} ${version}`;
}

const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  kritisch: 'critical',
  critique: 'critical',
  high: 'high',
  important: 'high',
  hoch: 'high',
  medium: 'medium',
  moderate: 'medium',
  mittel: 'medium',
  moyenne: 'medium',
  low: 'low',
  niedrig: 'low',
  faible: 'low',
  negligible: 'low',
  info: 'none',
  informational: 'none',
  none: 'none',
};

/** Returns the severity that a word names, `unknown` for any other. */
export function severityNamed(word: string | null): Severity {
  return WORDS[word?.toLowerCase() ?? ''] ?? 'unknown';
}

/** Returns the qualitative severity of a CVSS score (CVSS 3.1, table 14); `null` where the text is no number from 0 to 10. */
export function severityOfScore(text: string | null): Severity | null {
  if (text === null || !/^\d{1,2}(?:\.\d+)?$/u.test(text)) return null;
  const score = Number(text);
  if (score > 10) return null;
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'none';
}
