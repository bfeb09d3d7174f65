import { basename } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { Problem } from '../files/problem.ts';
import { readTrustFile, trustText } from '../files/trust-store.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { verifiedOf, type Services } from './services.ts';

/** Answers the calls on trust anchors. An anchor file is parsed in an inspector, and added only by a fingerprint that was shown. */
export function trustCalls(services: Services): Handlers<Contract>['trust'] {
  const shown = new Map<string, TrustAnchor>();
  const listed = (): Promise<readonly TrustAnchor[]> => anchorsInUse(services);
  /** What was shown before is no longer on the screen, so nobody can have compared it. */
  const show = (anchors: readonly TrustAnchor[]): readonly TrustAnchor[] => {
    shown.clear();
    for (const anchor of anchors) shown.set(anchor.fingerprint, anchor);
    return anchors;
  };
  return {
    list: listed,
    choose: async () => {
      const path = await services.dialogs.chooseAnchorFile();
      if (path === null) return null;
      return show(await readAnchorFile(path, services));
    },
    offered: async ({ session, path }) => {
      const open = services.sessions.get(session);
      verifiedOf(open);
      if (open.inspector === null) throw new Problem('NOT_VERIFIED');
      const at = new Date(services.now()).toISOString();
      return show(await open.inspector.ask({ kind: 'offered', path, by: services.author, at }));
    },
    add: async ({ fingerprint, channel, words }) => {
      const anchor = shown.get(fingerprint);
      if (anchor === undefined) throw new Problem('CALL_REFUSED');
      const addedAt = new Date(services.now()).toISOString();
      await services.trust.add({ ...anchor, ...words, addedBy: services.author, addedAt, channel });
      return listed();
    },
    change: async ({ fingerprint, words }) => {
      await services.trust.change(fingerprint, words);
      return listed();
    },
    export: async () => {
      const path = await services.dialogs.chooseTrustFile('save');
      if (path === null) return null;
      const anchors = await services.trust.list();
      await writeAtomically(path, trustText(anchors));
      return { name: basename(path), count: anchors.length };
    },
    import: async () => {
      const path = await services.dialogs.chooseTrustFile('open');
      if (path === null) return null;
      const added = await services.trust.merge(await readTrustFile(path));
      return { anchors: await listed(), added };
    },
    remove: async ({ fingerprint }) => {
      await services.trust.remove(fingerprint);
      return listed();
    },
  };
}

/** Returns the stored anchors and those of the command line; a stored one says more about its origin and comes first. */
export async function anchorsInUse(services: Services): Promise<readonly TrustAnchor[]> {
  const stored = await services.trust.list();
  const known = new Set(stored.map((anchor) => anchor.fingerprint));
  return [...stored, ...(await services.givenAnchors()).filter((anchor) => !known.has(anchor.fingerprint))];
}

/** Returns the trust anchors of the file at `path`, read in a process of its own. Throws `ANCHOR_NOT_READABLE`. */
async function readAnchorFile(
  path: string,
  services: Pick<Services, 'startInspector' | 'author' | 'now'>,
): Promise<readonly TrustAnchor[]> {
  const inspector = services.startInspector();
  try {
    const at = new Date(services.now()).toISOString();
    return await inspector.ask({ kind: 'anchors', path, by: services.author, at });
  } finally {
    inspector.cancel();
  }
}

/** Returns a function that reads the anchor `files` of the command line when they are first needed. `channel` says where they came from. */
export function givenAnchors(
  files: readonly string[],
  channel: string,
  services: Pick<Services, 'startInspector' | 'author' | 'now'>,
): () => Promise<readonly TrustAnchor[]> {
  let read: readonly TrustAnchor[] | null = null;
  return async () => {
    if (read !== null) return read;
    const lists: TrustAnchor[][] = [];
    for (const file of files) {
      lists.push((await readAnchorFile(file, services)).map((anchor) => ({ ...anchor, channel })));
    }
    read = [...new Map(lists.flat().map((anchor) => [anchor.fingerprint, anchor])).values()];
    return read;
  };
}
