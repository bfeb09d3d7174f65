import type { Digested, Provenance } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { decodeUtf8, parseTree, type TreeNode } from '../../parse/index.ts';
import {
  below,
  entriesAt,
  itemsAt,
  leftOut,
  locatedAt,
  placeAt,
  rootSpot,
  textAt,
  timeAt,
  type Spot,
} from '../json-walk.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';

const STATEMENT = /^https:\/\/in-toto\.io\/Statement\/v[01](?:\.\d)?$/u;
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Returns whether a JSON value is an in-toto statement, an envelope around one, or a Sigstore bundle around that. */
export function looksLikeProvenance(tree: TreeNode): boolean {
  const root = rootSpot(tree);
  return STATEMENT.test(textAt(root, '_type') ?? '') || envelopeOf(root) !== null;
}

function envelopeOf(root: Spot): Spot | null {
  const envelope = below(root, 'dsseEnvelope') ?? root;
  return textAt(envelope, 'payload') !== null && textAt(envelope, 'payloadType') === PAYLOAD_TYPE ? envelope : null;
}

/**
 * Returns an in-toto statement (0.1 or 1) with its predicate, where that is SLSA provenance 0.1, 0.2 or 1.x; inside an envelope (DSSE) its
 * payload, of which every place is the place of the envelope. Signatures are judged elsewhere. Throws `ParseError` of the payload.
 */
export function readProvenance(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const envelope = envelopeOf(root);
  if (envelope === null) return statementOf(root, 'none');
  const written = textAt(envelope, 'payload') ?? '';
  const bytes = Buffer.from(written, 'base64');
  if (
    bytes.toString('base64').replace(/=+$/u, '') !==
    written.replace(/=+$/u, '').replaceAll('-', '+').replaceAll('_', '/')
  )
    return notUnderstood(message('evidence.provenance.payload'));
  return statementOf(rootSpot(parseTree(decodeUtf8(bytes), 'json')), 'dsse');
}

function statementOf(root: Spot, envelope: Provenance['envelope']): Outcome {
  const dropped: Message[] = [];
  const type = textAt(root, 'predicateType') ?? '';
  if (!STATEMENT.test(textAt(root, '_type') ?? '') || type === '')
    return notUnderstood(
      message('evidence.version', {
        format: 'in-toto',
        found: visible(textAt(root, '_type') ?? ''),
        known: ['v0.1', 'v1'],
      }),
    );
  const predicate = below(root, 'predicate');
  const first = /^https:\/\/slsa\.dev\/provenance\/v0\.[12]$/u.test(type);
  const known = first || /^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d)?$/u.test(type);
  const run = below(predicate, 'runDetails', 'metadata') ?? below(predicate, 'metadata');
  const parameters = first
    ? below(predicate, 'invocation', 'parameters')
    : below(predicate, 'buildDefinition', 'externalParameters');
  const facts: Provenance = {
    kind: 'provenance',
    predicateType: type,
    known,
    builder: known
      ? (locatedAt(predicate, 'runDetails', 'builder', 'id') ?? locatedAt(predicate, 'builder', 'id'))
      : null,
    buildType: known ? (textAt(predicate, 'buildDefinition', 'buildType') ?? textAt(predicate, 'buildType')) : null,
    parameters: known && parameters !== null ? entriesAt(parameters).length : null,
    subjects: digestedIn(itemsAt(root, 'subject'), dropped),
    materials: known
      ? digestedIn(
          [...itemsAt(predicate, 'buildDefinition', 'resolvedDependencies'), ...itemsAt(predicate, 'materials')],
          dropped,
        )
      : [],
    started: timeAt(run, 'startedOn') ?? timeAt(run, 'buildStartedOn'),
    ended: timeAt(run, 'finishedOn') ?? timeAt(run, 'buildFinishedOn'),
    envelope,
  };
  return readDropping(facts, dropped, known ? [] : [message('evidence.provenance.predicate', { type: visible(type) })]);
}

function digestedIn(items: readonly Spot[], dropped: Message[]): readonly Digested[] {
  return items.flatMap((item): readonly Digested[] => {
    const name = textAt(item, 'name') ?? textAt(item, 'uri') ?? textAt(item, 'downloadLocation');
    if (name === null) dropped.push(leftOut(item, 'name'));
    if (name === null) return [];
    const digests = entriesAt(item, 'digest').flatMap((entry) => {
      const hex = textAt(entry);
      return hex === null ? [] : [[entry.key.toLowerCase(), hex.toLowerCase()] as const];
    });
    return [{ name, digests: Object.fromEntries(digests), at: placeAt(item) }];
  });
}
