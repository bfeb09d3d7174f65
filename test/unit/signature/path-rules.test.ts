import { describe, expect, it } from 'vitest';
import {
  contextPrimitive,
  element,
  integer,
  objectIdentifier,
  printableString,
  sequence,
  setOf,
  utf8String,
} from '../../../src/packer/der.ts';
import {
  createAuthority,
  issue,
  issueAuthority,
  signCms,
  type CertificateRequest,
  type Extension,
} from '../../../src/packer/index.ts';
import { OID } from '../../../src/signature/oids.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { makeRevocationList } from '../../support/revocation.ts';
import { anchorOf, CONTENT, judge, outcome } from './support.ts';

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const BROKEN = 'INDETERMINATE / CHAIN_CONSTRAINTS_FAILURE / CHAIN_CONSTRAINTS';
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const context = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => element(0xa0 + number, ...parts);

const mail = (text: string): Uint8Array => contextPrimitive(1, ascii(text));
const dns = (text: string): Uint8Array => contextPrimitive(2, ascii(text));
const uri = (text: string): Uint8Array => contextPrimitive(6, ascii(text));
const address = (...bytes: readonly number[]): Uint8Array => contextPrimitive(7, Uint8Array.from(bytes));
/** The name of an organization in a country, which stands for everything below it. */
const directory = (organization: string): Uint8Array => {
  const part = (oid: string, value: Uint8Array): Uint8Array => setOf(sequence(objectIdentifier(oid), value));
  return context(
    4,
    sequence(part(OID.country, printableString('DE')), part(OID.organization, utf8String(organization))),
  );
};

/** The outcome for a signer below `root`, then `middle` with its extensions, then the signer with its own. */
async function below(
  middle: readonly Extension[],
  leaf: readonly Extension[] = [],
  changes: Partial<CertificateRequest> = {},
  rootMore: readonly Extension[] = [],
): Promise<string> {
  const root = createAuthority(request('Root', { more: rootMore }));
  const lower = issueAuthority(root, request('Middle', { more: middle }));
  const signer = issue(lower, request('Low', { noRevAvail: true, more: leaf, ...changes }));
  const revocation = [
    makeRevocationList(root, { thisUpdate: '2025-05-25T00:00:00Z', nextUpdate: '2025-06-08T00:00:00Z' }),
  ];
  return outcome(
    await judge(signCms(CONTENT, signer, { signingTime: SIGNED_AT }), { anchors: [anchorOf(root)], revocation }),
  );
}

describe('name constraints (RFC 5280, section 4.2.1.10)', () => {
  const limits = (permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []): readonly Extension[] => {
    const trees = (names: readonly Uint8Array[]): readonly Uint8Array[] => names.map((name) => sequence(name));
    const parts = [
      ...(permitted.length === 0 ? [] : [context(0, ...trees(permitted))]),
      ...(excluded.length === 0 ? [] : [context(1, ...trees(excluded))]),
    ];
    return [{ oid: OID.nameConstraints, critical: true, value: sequence(...parts) }];
  };
  const named = (...names: readonly Uint8Array[]): readonly Extension[] => [
    { oid: OID.subjectAlternativeName, critical: false, value: sequence(...names) },
  ];
  const registered = contextPrimitive(8, Uint8Array.of(0x2a, 3));

  it.each([
    ['mail of a host', mail('example.org'), mail('qa@example.org'), mail('qa@sub.example.org')],
    ['mail of hosts below', mail('.example.org'), mail('qa@sub.example.org'), mail('qa@example.org')],
    ['one mailbox', mail('qa@example.org'), mail('qa@EXAMPLE.org'), mail('QA@example.org')],
    ['a domain', dns('example.org'), dns('a.Example.org'), dns('notexample.org')],
    ['the domain itself', dns('example.org'), dns('example.org'), dns('org')],
    ['a host of addresses', uri('example.org'), uri('https://example.org/x'), uri('https://evil.org/example.org')],
    [
      'hosts of addresses below',
      uri('.example.org'),
      uri('https://me@a.example.org:8443/x'),
      uri('https://example.org'),
    ],
    ['a network', address(10, 0, 0, 0, 255, 0, 0, 0), address(10, 1, 2, 3), address(11, 0, 0, 1)],
  ])('%s: permitted within and not beside', async (_name, tree, inside, outside) => {
    expect(await below(limits([tree]), named(inside))).toBe(PASSED);
    expect(await below(limits([tree]), named(outside))).toBe(BROKEN);
    expect(await below(limits([tree]), named(inside, outside))).toBe(BROKEN);
    expect(await below(limits([], [tree]), named(inside))).toBe(BROKEN);
    expect(await below(limits([], [tree]), named(outside))).toBe(PASSED);
  });

  it('are about subjects too', async () => {
    const [own, other] = [directory('Example Devices'), directory('Other Devices')].map((name) => limits([name]));
    expect(await below(own ?? [])).toBe(PASSED);
    expect(await below(other ?? [])).toBe(BROKEN);
    expect(await below(limits([], [directory('Example Devices')]))).toBe(BROKEN);
    const name = { commonName: 'Low', organization: 'Example Devices', country: 'DE', email: 'qa@evil.org' };
    expect(await below(limits([mail('example.org')]), [], { name })).toBe(BROKEN);
  });

  it('do not touch names of another kind, and those of the anchor count as well', async () => {
    expect(await below(limits([dns('example.org')]), named(mail('qa@other.org')))).toBe(PASSED);
    expect(await below([], named(dns('evil.org')), {}, limits([dns('example.org')]))).toBe(BROKEN);
    expect(await below([], named(dns('a.example.org')), {}, limits([dns('example.org')]))).toBe(PASSED);
  });

  it('that cannot be compared are never passed over', async () => {
    expect(await below(limits([registered]), named(registered))).toBe(BROKEN);
    expect(await below(limits([], [registered]), named(registered))).toBe(BROKEN);
    expect(await below(limits([uri('example.org')]), named(uri('urn:example')))).toBe(BROKEN);
    expect(await below(limits([], [uri('example.org')]), named(uri('https://10.0.0.1/')))).toBe(BROKEN);
    expect(await below(limits([address(10, 0, 0, 0)]), named(address(10, 0, 0, 1)))).toBe(BROKEN);
  });

  it('with a depth, or that constrain nothing, make no authority', async () => {
    const deep = [
      {
        oid: OID.nameConstraints,
        critical: true,
        value: sequence(context(0, sequence(dns('a.org'), contextPrimitive(0, Uint8Array.of(1))))),
      },
    ];
    const empty = [{ oid: OID.nameConstraints, critical: true, value: sequence() }];
    for (const extensions of [deep, empty]) expect(await below(extensions)).toContain('CHAIN_NOT_FOUND');
  });
});

describe('policies (RFC 5280, section 6.1)', () => {
  const ONE = '1.2.3.1';
  const TWO = '1.2.3.2';
  const ANY = '2.5.29.32.0';
  const policies = (...oids: readonly string[]): Extension => ({
    oid: OID.certificatePolicies,
    critical: false,
    value: sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))),
  });
  const small = (value: number): Uint8Array => integer(value).subarray(2);
  const require = (after: number): Extension => ({
    oid: '2.5.29.36',
    critical: true,
    value: sequence(contextPrimitive(0, small(after))),
  });
  const inhibitMapping = (after: number): Extension => ({
    oid: '2.5.29.36',
    critical: true,
    value: sequence(contextPrimitive(0, small(0)), contextPrimitive(1, small(after))),
  });
  const inhibitAny = (after: number): Extension => ({ oid: '2.5.29.54', critical: true, value: integer(after) });
  const map = (from: string, to: string): Extension => ({
    oid: '2.5.29.33',
    critical: true,
    value: sequence(sequence(objectIdentifier(from), objectIdentifier(to))),
  });

  it.each<readonly [string, readonly Extension[], readonly Extension[], string]>([
    ['none, and none asked for', [], [], PASSED],
    ['different ones, and none asked for', [policies(ONE)], [policies(TWO)], PASSED],
    ['the same throughout, where one is asked for', [policies(ONE), require(0)], [policies(ONE)], PASSED],
    ['another below, where one is asked for', [policies(ONE), require(0)], [policies(TWO)], BROKEN],
    ['none below, where one is asked for', [policies(ONE), require(0)], [], BROKEN],
    ['none at all, where one is asked for', [require(0)], [], BROKEN],
    ['one asked for later than the path ends', [policies(ONE), require(3)], [policies(TWO)], PASSED],
    ['one that the signer asks for', [policies(ONE)], [policies(TWO), require(0)], BROKEN],
    ['any policy above', [policies(ANY), require(0)], [policies(TWO)], PASSED],
    ['any policy below', [policies(ONE), require(0)], [policies(ANY)], PASSED],
    ['any policy above where it no longer counts', [policies(ANY), require(0), inhibitAny(0)], [policies(ANY)], BROKEN],
    [
      'any policy above and one named below where any no longer counts',
      [policies(ANY), require(0), inhibitAny(0)],
      [policies(TWO)],
      PASSED,
    ],
    ['a mapped one', [policies(ONE), map(ONE, TWO), require(0)], [policies(TWO)], PASSED],
    ['a mapped one under its old name', [policies(ONE), map(ONE, TWO), require(0)], [policies(ONE)], BROKEN],
    ['one mapped from any', [policies(ANY), map(ONE, TWO), require(0)], [policies(TWO)], PASSED],
    ['a mapping of any policy', [policies(ANY), map(ANY, TWO)], [policies(TWO)], BROKEN],
  ])('%s', async (_name, middle, leaf, expected) => {
    expect(await below(middle, leaf)).toBe(expected);
  });

  it('are not mapped where an authority above forbids it', async () => {
    const root = createAuthority(request('Root'));
    const upper = issueAuthority(root, request('Upper', { more: [policies(ONE), inhibitMapping(0)] }));
    const lower = issueAuthority(upper, request('Lower', { more: [policies(ONE), map(ONE, TWO)] }));
    const signer = issue(lower, request('Low', { noRevAvail: true, more: [policies(TWO)] }));
    const times = { thisUpdate: '2025-05-25T00:00:00Z', nextUpdate: '2025-06-08T00:00:00Z' };
    const revocation = [root, upper].map((authority) => makeRevocationList(authority, times));
    const signature = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
    expect(outcome(await judge(signature, { anchors: [anchorOf(root)], revocation }))).toBe(BROKEN);
  });

  it('that stand twice make no certificate', async () => {
    expect(await below([policies(ONE, ONE)])).toContain('CHAIN_NOT_FOUND');
  });
});

describe('serial numbers and versions (RFC 5280, sections 4.1.2.1 and 4.1.2.2)', () => {
  const bytes = (length: number, first = 1): Uint8Array =>
    Uint8Array.from({ length }, (_, index) => (index === 0 ? first : 7));
  it.each<readonly [string, Uint8Array, string]>([
    ['of one byte', bytes(1), PASSED],
    ['of twenty bytes', bytes(20), PASSED],
    ['of twenty bytes, the first bit set', bytes(20, 0xff), PASSED],
    ['of twenty-one bytes', bytes(21), BROKEN],
    ['of zero', Uint8Array.of(0), BROKEN],
  ])('%s', async (_name, serial, expected) => {
    expect(await below([], [], { serial })).toBe(expected);
  });

  it('that are negative are none', async () => {
    // The first byte of the number is changed, and the certificate signed anew by whoever holds the authority's key: here, not at all.
    const root = createAuthority(request('Root'));
    const signer = issue(root, request('Low', { noRevAvail: true, serial: Uint8Array.of(0x7f, 1) }));
    const signature = Buffer.from(signCms(CONTENT, signer, { signingTime: SIGNED_AT }));
    const negative = Buffer.from(
      signature.toString('latin1').replaceAll('\x02\x02\x7f\x01', '\x02\x02\xff\x01'),
      'latin1',
    );
    expect(outcome(await judge(negative, { anchors: [anchorOf(root)] }))).not.toContain('TOTAL_PASSED');
  });

  it('let extensions stand in version 3 alone', async () => {
    const root = createAuthority(request('Root'));
    const signer = issue(root, request('Low', { noRevAvail: true }));
    const third = Buffer.from('a003020102', 'hex');
    const second = Buffer.from(signer.certificate);
    second[second.indexOf(third) + 4] = 1;
    const signature = signCms(
      CONTENT,
      { ...signer, certificate: signer.certificate, chain: [] },
      { signingTime: SIGNED_AT },
    );
    const changed = Buffer.from(
      Buffer.from(signature)
        .toString('latin1')
        .replace(Buffer.from(signer.certificate).toString('latin1'), second.toString('latin1')),
      'latin1',
    );
    expect(outcome(await judge(changed, { anchors: [anchorOf(root)] }))).toContain('SIGNER_CERTIFICATE_MISSING');
  });
});
