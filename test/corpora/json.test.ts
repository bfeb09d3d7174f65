import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, PARSE_ERROR_CODES, ParseError, parseTree } from '../../src/parse/index.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'json/test_parsing');

/** Accepted by RFC 8259, refused here: two readers could see two values of one key. */
const STRICTER: readonly string[] = ['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json'];

function verdict(name: string): string {
  try {
    parseTree(decodeUtf8(readFileSync(join(folder, name))), 'json');
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof ParseError ? thrown.code : `crashed: ${String(thrown)}`;
  }
}

describe.skipIf(!existsSync(folder))('JSONTestSuite', () => {
  const verdicts = new Map((existsSync(folder) ? readdirSync(folder) : []).map((name) => [name, verdict(name)]));
  const named = (prefix: string) => [...verdicts].filter(([name]) => name.startsWith(prefix));

  it('accepts every y_ case but the duplicate keys, which are refused by name', () => {
    const refused = named('y_').filter(([, found]) => found !== 'accepted');
    expect(refused).toEqual(STRICTER.map((name) => [name, 'DUPLICATE_KEY']));
  });

  it('refuses every n_ case with a code', () => {
    const wrong = named('n_').filter(([, found]) => !(PARSE_ERROR_CODES as readonly string[]).includes(found));
    expect(wrong).toEqual([]);
  });

  it('decides every i_ case without a crash', () => {
    const crashed = named('i_').filter(([, found]) => found.startsWith('crashed'));
    expect(crashed).toEqual([]);
    const accepted = named('i_').filter(([, found]) => found === 'accepted').length;
    const counts = `y ${named('y_').length} (${STRICTER.length} refused as duplicate keys), n ${named('n_').length} refused`;
    console.log(`JSON: ${counts}, i ${named('i_').length} (${accepted} accepted), ${verdicts.size} in all`);
    expect(verdicts.size).toBeGreaterThan(300);
  });
});
