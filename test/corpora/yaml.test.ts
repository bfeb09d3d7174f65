import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, ParseError, parseTree, type TreeNode } from '../../src/parse/index.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'yaml');

/** Valid YAML that the strict subset refuses for another reason than an unsupported feature; each with its code. */
const STRICTER: Readonly<Record<string, string>> = {
  // Two empty keys are one key twice.
  '2JQS': 'DUPLICATE_KEY',
  // Anchors and aliases that end in a colon: the library takes the colon for the key's.
  '2SXE': 'SYNTAX',
  W5VH: 'SYNTAX',
};

interface Case {
  readonly name: string;
  readonly found: string;
  readonly mustFail: boolean;
  readonly value: unknown;
  readonly wanted: string | null;
}

function values(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(values);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, values(value)]));
}

function run(path: string): Case {
  const name = dirname(path);
  const here = join(folder, name);
  const wanted = existsSync(join(here, 'in.json')) ? readFileSync(join(here, 'in.json'), 'utf8') : null;
  const mustFail = existsSync(join(here, 'error'));
  try {
    const tree = parseTree(decodeUtf8(readFileSync(join(folder, path))), 'yaml');
    return { name, found: 'accepted', mustFail, value: values(tree), wanted };
  } catch (thrown) {
    const found = thrown instanceof ParseError ? thrown.code : `crashed: ${String(thrown)}`;
    return { name, found, mustFail, value: null, wanted };
  }
}

/** An empty `in.json` stands for a stream without a document: there is no value. */
function jsonValue(text: string): unknown {
  return text.trim() === '' ? null : (JSON.parse(text) as unknown);
}

describe.skipIf(!existsSync(folder))('yaml-test-suite', () => {
  const cases = existsSync(folder) ? globSync('**/in.yaml', { cwd: folder }).sort().map(run) : [];
  const valid = cases.filter((one) => !one.mustFail);

  it('refuses every error case with a code', () => {
    const errors = cases.filter((one) => one.mustFail);
    expect(errors.filter((one) => one.found === 'accepted' || one.found.startsWith('crashed'))).toEqual([]);
    expect(errors.length).toBeGreaterThan(80);
  });

  it('reads every accepted case as the value that the suite gives', () => {
    const compared = valid.filter((one) => one.found === 'accepted' && one.wanted !== null);
    for (const one of compared) {
      expect({ name: one.name, value: one.value }).toEqual({ name: one.name, value: jsonValue(one.wanted ?? '') });
    }
    expect(compared.length).toBeGreaterThan(200);
  });

  it('refuses a valid case for an unsupported feature or for a reason that is listed by name, never otherwise', () => {
    const refused = valid.filter((one) => one.found !== 'accepted' && one.found !== 'UNSUPPORTED');
    expect(Object.fromEntries(refused.map((one) => [one.name, one.found]))).toEqual(STRICTER);
    const unsupported = valid.filter((one) => one.found === 'UNSUPPORTED').map((one) => one.name);
    const accepted = valid.filter((one) => one.found === 'accepted');
    const errors = cases.length - valid.length;
    console.log(
      `YAML: ${cases.length} cases, ${accepted.length} accepted, ${errors} errors refused, ` +
        `${refused.length} stricter, ${unsupported.length} unsupported: ${unsupported.join(' ')}`,
    );
    expect(unsupported.length).toBeLessThan(65);
  });
});
