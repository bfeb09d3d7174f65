export { denial, isAuthor, type Denial } from './permitted.ts';
export { drawRandom, drawStratified, populationDigest } from './sampling.ts';
export { foldWorkspace, type JournalStanding } from './fold.ts';
export { extendReading, JOURNAL_START, journalLine, readJournal, type JournalReading } from './journal.ts';
export { deskTable } from './tables/desk-table.ts';
export { fileTable, isTabular } from './tables/file-table.ts';
export { queryable } from './tables/query.ts';
export type { Table } from './tables/table.ts';
export { withoutPrivateNotes } from './copies.ts';
