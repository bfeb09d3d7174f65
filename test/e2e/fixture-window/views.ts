import type { Block, TreePart } from '../../../src/domain/views.ts';

const run = (text: string, style: ('strong' | 'emphasis' | 'code')[] = [], target: string | null = null) => ({
  text,
  style,
  target,
});

/** A record as the other side gives it. */
export const BLOCKS: readonly Block[] = [
  { kind: 'code', line: 2, text: 'version: 2.4.0\nstatus: released' },
  { kind: 'heading', line: 6, level: 1, runs: [run('Release record 2.4.0')] },
  {
    kind: 'paragraph',
    line: 8,
    runs: [
      run('The release was '),
      run('approved', ['strong']),
      run(' on 17 October; see '),
      run('the checklist', [], 'https://example.invalid/checklist'),
      run(' and '),
      run('make verify', ['code']),
      run('.'),
    ],
  },
  { kind: 'heading', line: 10, level: 2, runs: [run('5.8.1 Verification is complete')] },
  {
    kind: 'list',
    line: 12,
    start: null,
    items: [
      { line: 12, checked: true, blocks: [{ kind: 'paragraph', line: 12, runs: [run('Unit tests passed')] }] },
      { line: 13, checked: false, blocks: [{ kind: 'paragraph', line: 13, runs: [run('Soak test repeated')] }] },
    ],
  },
  {
    kind: 'table',
    line: 15,
    rows: [
      { line: 15, cells: [[run('Level')], [run('Cases')], [run('Passed')]] },
      { line: 17, cells: [[run('unit')], [run('412')], [run('412')]] },
      { line: 18, cells: [[run('system')], [run('96')], [run('94')]] },
    ],
  },
  { kind: 'quote', line: 20, blocks: [{ kind: 'paragraph', line: 20, runs: [run('Known anomalies are listed.')] }] },
  { kind: 'code', line: 22, text: '<script>alert(1)</script>' },
];

/** Returns a part of a small tree. */
export function treeAt(at: readonly number[]): TreePart {
  if (at.length === 0) return part([['', 'map', '', 3]]);
  if (at.length === 1)
    return part([
      ['bomFormat', 'scalar', 'CycloneDX', 0],
      ['metadata', 'map', '', 2],
      ['components', 'list', '', 147],
    ]);
  return part(
    Array.from({ length: 147 }, (_, n) => [String(n), 'scalar', `pkg:npm/library-${String(n)}@1.0.0`, 0] as const),
  );
}

function part(
  nodes: readonly (readonly [
    label: string,
    kind: TreePart['nodes'][number]['kind'],
    value: string,
    children: number,
  ])[],
): TreePart {
  return {
    total: nodes.length,
    nodes: nodes.map(([label, kind, value, children], place) => ({ label, kind, value, children, line: place + 1 })),
  };
}

export const CERTIFICATE = {
  subject: 'CN=QA Lead, O=Example Medical GmbH',
  issuer: 'CN=Release CA, O=Example Medical GmbH',
  serial: '01f4c2',
  notBefore: '2024-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  key: 'ec prime256v1',
  fingerprint: 'ab'.repeat(32),
  usage: [],
  names: '',
  isAuthority: false,
};
