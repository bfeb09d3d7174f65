import { expect, test } from 'vitest';
import { coverChain, signaturesByPath } from '../../../renderer/features/verdict/cover-chain.ts';
import { sessionView } from '../../support/session-fixture.ts';

test('a covered file leads over its list and a signature to the anchor and the time', () => {
  const { coverage, signatures } = sessionView('passed').verification;
  const byPath = signaturesByPath(signatures as never);
  const listed = coverage.find(({ by }) => by === 'checksum')!;
  expect(coverChain(listed as never, byPath)).toEqual({
    list: listed.lists[0],
    signature: listed.signatures[0],
    anchor: 'CN=Release Authority,O=Example Medical GmbH,C=DE',
    time: { kind: 'claimed', at: '2024-10-17T13:04:11Z' },
  });
  const own = coverage.find(({ by }) => by === 'is-signature')!;
  expect(coverChain(own as never, byPath).signature).toBe(own.path);
});

test('steps that are absent are told as such, and a proven time before a claimed one', () => {
  const { coverage, signatures } = sessionView('indeterminate').verification;
  const none = { ...coverage[0]!, by: 'none' as const, lists: [], signatures: [] };
  expect(coverChain(none as never, new Map())).toEqual({ list: null, signature: null, anchor: null, time: null });
  const open = signatures.find(({ indication }) => indication === 'INDETERMINATE')!;
  const stamped = { ...open, times: { ...open.times, trusted: '2024-10-17T13:10:00Z' } };
  const row = { ...none, by: 'manifest' as const, signatures: [open.path] };
  expect(coverChain(row as never, signaturesByPath([stamped] as never))).toMatchObject({
    anchor: null,
    time: { kind: 'trusted', at: '2024-10-17T13:10:00Z' },
  });
});
