import type { WireError } from '../../src/contract/define.ts';
import type { SectionId } from '../../src/domain/clause.ts';
import type { Finding, Question } from '../../src/domain/finding.ts';

/** Something that is written over a while and saved meanwhile. */
export type Writing =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'private-note'; readonly section: SectionId; readonly text: string };

/** `saved`: the journal holds exactly this. */
export interface Draft {
  readonly writing: Writing;
  readonly state: 'unsaved' | 'saving' | 'saved' | 'failed';
  readonly problem: WireError | null;
}

export type Drafts = Readonly<Record<string, Draft>>;
