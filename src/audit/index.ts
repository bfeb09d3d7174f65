export { checkJudgement, overrules } from './judgement.ts';
export { foldWorkspace, type JournalStanding } from './fold.ts';
export { JOURNAL_START, journalLine, readJournal, type JournalReading } from './journal.ts';
