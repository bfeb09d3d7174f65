import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { denial } from '../../src/audit/index.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { Problem } from '../files/problem.ts';
import type { Inspector } from '../inspector/host.ts';
import type { Answers, Inspected, Question } from '../inspector/protocol.ts';
import { inspectorOf, verifiedOf, type ArchiveSession, type Services } from './services.ts';
import { authorOf } from './workspace-sessions.ts';

type Ask = <Kind extends Question['kind']>(
  session: string,
  supplement: string | null,
  question: Extract<Question, { readonly kind: Kind }>,
) => Promise<Answers[Kind]>;

/** Answers the reading of evidence: only members that verification knows, only with the digest that verification saw. */
export function evidenceCalls(services: Services): Handlers<Contract>['evidence'] {
  const ask: Ask = (session, supplement, question) =>
    sourceOf(services.sessions.get(session), supplement).inspector.ask(question);
  return {
    read: async ({ session, path, supplement }) => {
      const open = services.sessions.get(session);
      const { inspected, inspector } = sourceOf(open, supplement);
      const member = inspected.verification.integrity.members.find((candidate) => candidate.path === path);
      if (member === undefined) throw new Problem('MEMBER_UNKNOWN', { path });
      const content = await inspector.ask({ kind: 'read', path });
      if (content.path !== path || content.sha256 !== member.sha256) throw new Refusal('ARCHIVE_CHANGED', path);
      await noteDocument(services, open, path, content.sha256);
      return content;
    },
    formatted: ({ session, path, supplement }) => ask(session, supplement, { kind: 'formatted', path }),
    image: ({ session, path, supplement }) => ask(session, supplement, { kind: 'image', path }),
    certificates: ({ session, path, supplement }) => ask(session, supplement, { kind: 'certificates', path }),
    table: ({ session, path, supplement, query }) => ask(session, supplement, { kind: 'file-table', path, query }),
    tree: ({ session, supplement, ...asked }) => ask(session, supplement, { kind: 'tree', ...asked }),
  };
}

/** Returns what is known of the audited archive or of one of its supplements. Throws `SUPPLEMENT_ABSENT` where its file is not at hand. */
export function sourceOf(
  session: ArchiveSession,
  supplement: string | null,
): { readonly inspected: Inspected; readonly inspector: Inspector } {
  const { inspected } = verifiedOf(session);
  if (supplement === null) return { inspected, inspector: inspectorOf(session) };
  const added = session.supplements.find(({ facts }) => facts.archiveSha256 === supplement);
  const { inspected: other, inspector } = added ?? { inspected: null, inspector: null };
  if (other === null || inspector === null) throw new Problem('SUPPLEMENT_ABSENT');
  return { inspected: other, inspector };
}

/** The list of documents reviewed keeps itself: each file once, when it is first looked at. What cannot be written down is still shown. */
async function noteDocument(services: Services, session: ArchiveSession, path: string, sha256: string): Promise<void> {
  const { workspace, readOnly, inspected } = verifiedOf(session);
  const state = workspace.state();
  const action = { kind: 'document-opened', path, sha256 } as const;
  const known = state.documents.some((document) => document.path === path && document.sha256 === sha256);
  const author = authorOf(services, session);
  if (known || readOnly !== null || state.fault?.kind === 'altered') return;
  if (denial(state, author, action, inspected.assessment) !== null) return;
  await workspace.append(action, author);
}
