import { parseJson } from './json.ts';
import type { TreeNode } from './node.ts';
import { parseYaml } from './yaml.ts';

/**
 * Returns the one document that `text` is, by RFC 8259 or by YAML 1.2 with the core schema. Throws `ParseError`: for keys that
 * occur twice, for more than 100 levels, for numbers that a double cannot hold without losing digits (written as strings they
 * are fine), for anything behind the document; in YAML also for custom tags, merge keys, keys that are no scalars, a second
 * document, and aliases beyond a small budget.
 */
export function parseTree(text: string, format: 'json' | 'yaml'): TreeNode {
  return format === 'json' ? parseJson(text) : parseYaml(text);
}
