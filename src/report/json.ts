import type { ReportModel } from './model-types.ts';

/** Returns the machine copy of a report: everything that the PDF says, as JSON indented by two, ending in a line feed. */
export function reportJson(model: ReportModel): string {
  const { words, ...facts } = model;
  return `${JSON.stringify({ ...facts, language: words.language }, null, 2)}\n`;
}
