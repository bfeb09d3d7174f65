import { DECIDED_RULES, RULE_SET, ruleSetDigest } from '../../src/clauses/index.ts';
import { message } from '../../src/domain/message.ts';
import type { CommandContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

/** Runs `rules`: the whole catalogue, each rule with its section, basis, grades and whether this version decides it. */
export function runRules(given: { readonly json: boolean }, { io, say, settings }: CommandContext): number {
  const decided = new Set(DECIDED_RULES);
  const sha256 = ruleSetDigest(RULE_SET, settings.thresholds);
  if (given.json) {
    const rules = RULE_SET.rules.map((rule) => ({ ...rule, decidedByThisVersion: decided.has(rule.id) }));
    io.data(JSON.stringify({ schema: 'countersign/rules@1', version: RULE_SET.version, sha256, rules }, null, 2));
    return EXIT.passed;
  }
  io.data(
    say(
      message('cli.rules.title', {
        version: RULE_SET.version,
        rules: RULE_SET.rules.length,
        decided: decided.size,
        sha256,
      }),
    ),
  );
  let section = '';
  for (const rule of RULE_SET.rules) {
    if (rule.section !== section) io.data(`\n${say(message(`section.${rule.section}`))}`);
    section = rule.section;
    const grades = `A ${rule.grades.A}  B ${rule.grades.B}  C ${rule.grades.C}`;
    const state = say(message(decided.has(rule.id) ? 'cli.rules.decided' : 'cli.rules.not-decided'));
    io.data(`  ${rule.id}  ${grades}  ${state}  ${rule.title}`);
  }
  return EXIT.passed;
}
