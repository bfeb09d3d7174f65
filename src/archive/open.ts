import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import { openFolder } from './folder.ts';
import type { Archive, ArchiveSource, OpenOptions } from './ports.ts';
import { openFile } from './zip.ts';

/**
 * Opens an archive: checks its whole structure, then takes its SHA-256 (progress phase `opening`, in bytes). Throws a
 * `Refusal` with the code of what is wrong, or `Cancelled`; errors of the source itself pass through.
 */
export function openArchive(source: ArchiveSource, options: OpenOptions = {}): Promise<Archive> {
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  if (source.kind === 'folder') return openFolder(source.name, source.folder, budgets, options);
  return openFile(source.name, source.access, budgets, options);
}
