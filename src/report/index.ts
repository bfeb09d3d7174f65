export { auditDocument, verifyDocument, type DocumentInput } from './documents.ts';
export type { AuditDocument, Tool, VerifyDocument } from './document-types.ts';
export { reportJson } from './json.ts';
export { reportModel } from './model.ts';
export type { ReportInput, ReportModel } from './model-types.ts';
export type { ReportFonts } from './pdf/fonts.ts';
