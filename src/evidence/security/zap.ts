import type { DynamicAlert, DynamicTest } from '../../domain/facts.ts';
import type { Message } from '../../domain/message.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import type { TreeNode, XmlSource } from '../../parse/index.ts';
import { below, itemsAt, leftOut, locatedAt, placeAt, rootSpot, textAt, type Spot } from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { walkXml } from '../runners/xml-frames.ts';

/** Returns whether a JSON value is a report of ZAP. */
export function looksLikeZap(tree: TreeNode): boolean {
  const root = rootSpot(tree);
  return (
    /zap/iu.test(textAt(root, '@programName') ?? '') ||
    (below(root, '@version') !== null && below(root, 'site') !== null)
  );
}

const RISKS = ['informational', 'low', 'medium', 'high'] as const;

/** What ZAP's number says; a number that is not known is taken for the worst, so that nothing is lost. */
function riskOf(code: string | null): DynamicAlert['risk'] {
  return RISKS[Number(code ?? '3')] ?? 'high';
}

/** Returns the alerts of ZAP's traditional JSON report, over all sites. */
export function readZapJson(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const site = below(root, 'site');
  const sites = site?.node.kind === 'map' ? [site] : itemsAt(root, 'site');
  const dropped: Message[] = [];
  const alerts = sites.flatMap((one) =>
    itemsAt(one, 'alerts').flatMap((alert) => {
      const name = textAt(alert, 'alert') ?? textAt(alert, 'name');
      if (name === null) dropped.push(leftOut(alert, 'alert'));
      return name === null
        ? []
        : [alertOf(name, (key) => textAt(alert, key), itemsAt(alert, 'instances').length, alert)];
    }),
  );
  const generated = textAt(root, '@generated') ?? textAt(root, 'created');
  const facts: DynamicTest = {
    kind: 'dynamic-test',
    tool: ['ZAP', textAt(root, '@version')].filter((part) => part !== null).join(' '),
    generated: generated === null ? null : readWrittenTime(generated),
    version: locatedAt(root, 'target', 'version') ?? locatedAt(root, 'version'),
    build: locatedAt(root, 'target', 'build') ?? locatedAt(root, 'build'),
    sites: sites.flatMap((one) => textAt(one, '@name') ?? []),
    alerts,
  };
  return readDropping(facts, dropped);
}

function alertOf(name: string, said: (key: string) => string | null, instances: number, spot: Spot): DynamicAlert {
  return { ...ratingOf(name, said, instances), at: placeAt(spot) };
}

function ratingOf(name: string, said: (key: string) => string | null, instances: number): Omit<DynamicAlert, 'at'> {
  const count = said('count') ?? '';
  return {
    name,
    risk: riskOf(said('riskcode')),
    falsePositive: said('confidence') === '0',
    count: /^\d{1,9}$/u.test(count) ? Number(count) : Math.max(instances, 1),
    note: said('otherinfo'),
  };
}

/** Returns the alerts of ZAP's traditional XML report. Throws `ParseError` when it is not well-formed. */
export function readZapXml(text: XmlSource): Outcome {
  const alerts: DynamicAlert[] = [];
  const sites: string[] = [];
  const values = new Map<string, string>();
  let instances = 0;
  let tool = 'ZAP';
  const said: { generated?: string } = {};
  walkXml(text, {
    open: (frame) => {
      if (frame.name === 'OWASPZAPReport') {
        tool = ['ZAP', frame.attributes.get('version')].filter((part) => part !== undefined).join(' ');
        const written = frame.attributes.get('generated');
        if (written !== undefined) said.generated = written;
      } else if (frame.name === 'site') sites.push(frame.attributes.get('name') ?? '');
      else if (frame.name === 'alertitem') {
        values.clear();
        instances = 0;
      } else if (frame.name === 'instance') instances += 1;
    },
    close: (frame, around) => {
      if (frame.name !== 'alertitem') {
        if (around.at(-1)?.name === 'alertitem' && frame.text.trim() !== '') values.set(frame.name, frame.text.trim());
        return;
      }
      const name = values.get('alert') ?? values.get('name') ?? '';
      const at = { kind: 'element' as const, path: frame.path, line: frame.line };
      alerts.push({ ...ratingOf(name, (key) => values.get(key) ?? null, instances), at });
    },
  });
  const time = said.generated === undefined ? null : readWrittenTime(said.generated);
  return readDropping({ kind: 'dynamic-test', tool, generated: time, version: null, build: null, sites, alerts }, []);
}
