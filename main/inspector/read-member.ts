import type { EvidenceContent } from '../../src/contract/contract.ts';
import type { Inspection } from '../inspection/index.ts';
import { memberBytes, textOf } from './member-bytes.ts';
import { viewsOf } from './views/views.ts';

const MOST_TEXT = 8 * 1024 * 1024;
const MOST_HEX = 1024 * 1024;

/** Returns the beginning of the member `path` for showing. Text is what decodes as UTF-8 and holds no NUL; anything else is given as base64. */
export async function readMember(inspection: Inspection, path: string): Promise<EvidenceContent> {
  const member = await memberBytes(inspection, path, MOST_TEXT);
  const { bytes, size, sha256 } = member;
  const text = textOf(member);
  const content = text ?? bytes.subarray(0, MOST_HEX).toString('base64');
  const shown = text === null ? Math.min(bytes.byteLength, MOST_HEX) : bytes.byteLength;
  const form = text === null ? 'hex' : 'text';
  const views = [...viewsOf(inspection, path, member, text)];
  return { path, size, sha256, form, content, truncated: shown < size, views };
}
