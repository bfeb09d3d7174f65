import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { approvalRefs, gateApprovals } from './approvals.ts';
import { field, filesOf } from './files.ts';
import { roleName } from './gate.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { named, plainName, samePerson } from './people.ts';
import { capped, refAt, refValue } from './references.ts';
import { testRuns } from './tests.ts';

interface Conflict {
  readonly kind: 'roles' | 'author' | 'tester';
  readonly name: string;
  readonly of: string;
  readonly where: readonly EvidenceRef[];
}

/** CS-APR-04: duties are separated: nobody approves their own work, and nobody holds two roles of the gate. */
export function dutiesSeparated(context: Context): Outcome {
  const { release } = context;
  const approvals = gateApprovals(release).filter((approval) => approval.indication !== 'TOTAL_FAILED');
  if (approvals.length === 0) return undecidable([message('rules.missing.approvals')]);
  const conflicts = [...twoRoles(context), ...ownDocuments(context), ...ownTests(context)];
  const rule = forbidden(context);
  const [first] = conflicts;
  const evidence = capped([...conflicts.flatMap(({ where }) => where), ...(rule === null ? [] : [rule])]);
  if (first !== undefined) {
    const values = { kind: first.kind, name: first.name, of: first.of, k: conflicts.length };
    return rule === null
      ? judge(message('rules.APR-04.judge', values), evidence)
      : fail(message('rules.APR-04.fail', values), evidence);
  }
  const authored = documents(context).filter((file) => field(file, 'author', 'prepared_by', 'created_by') !== null);
  const refs = capped(approvalRefs(release, approvals));
  // Where no document says who wrote it, it cannot be told whether its approver did.
  if (authored.length === 0)
    return judge(
      message('rules.APR-04.judge-authors', { n: new Set(approvals.map(({ name }) => plainName(name))).size }),
      refs,
    );
  return pass(message('rules.APR-04.pass', { n: approvals.length, k: authored.length }), [], refs);
}

function twoRoles({ release }: Context): readonly Conflict[] {
  const byPerson = Map.groupBy(
    gateApprovals(release).filter((one) => one.name.trim() !== ''),
    (approval) => plainName(approval.name),
  );
  return [...byPerson.values()].flatMap((own): readonly Conflict[] => {
    const roles = [...new Set(own.map(({ role }) => roleName(role)))];
    return roles.length < 2
      ? []
      : [{ kind: 'roles', name: own[0]?.name ?? '', of: roles.join(', '), where: approvalRefs(release, own) }];
  });
}

function documents({ release }: Context): readonly EvidenceFile[] {
  return [
    ...filesOf(release, 'documents'),
    ...filesOf(release, 'release_record'),
    ...filesOf(release, 'verification_plan'),
  ];
}

function ownDocuments(context: Context): readonly Conflict[] {
  return documents(context).flatMap((file): readonly Conflict[] => {
    const author = field(file, 'author', 'prepared_by', 'created_by');
    const approver = field(file, 'approved_by');
    if (author === null || approver === null || plainName(author.value) !== plainName(approver.value)) return [];
    return [
      { kind: 'author', name: author.value, of: file.path, where: [refValue(file, author), refValue(file, approver)] },
    ];
  });
}

/** The quality role approves what testers did; who tested does not approve that alone. */
function ownTests(context: Context): readonly Conflict[] {
  const { release } = context;
  const quality = gateApprovals(release).filter(({ role }) => /^qa(?:_|$)/u.test(roleName(role)));
  return testRuns(release).flatMap(({ file, results }): readonly Conflict[] => {
    const tester = results.properties['tester'];
    if (tester === undefined) return [];
    const [name = ''] = tester.value.split(/[,;(]/u);
    const own = quality.filter((approval) => samePerson(named(approval.name), named(name)));
    return own.length === 0
      ? []
      : [
          {
            kind: 'tester',
            name: own[0]?.name ?? '',
            of: file.path,
            where: [refAt(file, tester.at, tester.value), ...approvalRefs(release, own)],
          },
        ];
  });
}

/** A statement of the manufacturer's own procedure, as a field, that duties are to be separated. */
function forbidden({ release }: Context): EvidenceRef | null {
  for (const file of [
    ...filesOf(release, 'documents'),
    ...filesOf(release, 'verification_plan'),
    ...filesOf(release, 'release_record'),
  ]) {
    const said = field(file, 'separation_of_duties', 'incompatible_roles', 'four_eyes');
    if (said !== null && !/^(?:false|no|none|nein|non|optional)$/iu.test(said.value.trim()))
      return refValue(file, said);
  }
  return null;
}
