export { readApprovalStatement, type ApprovalStatement, type StatementReading } from './approval-statement.ts';
export { readEvidence, type EvidenceInput } from './read-evidence.ts';
export { columnsReadAs, KNOWN_COLUMNS } from './lists/known-columns.ts';
export { resultOfWord } from './lists/test-table.ts';
