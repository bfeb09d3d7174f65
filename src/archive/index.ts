export { tolerateDamage, type TolerantArchive } from './damage.ts';
export { checkMemberName } from './names.ts';
export { openArchive } from './open.ts';
export { compareCodePoints } from './order.ts';
export type { Archive, ArchiveSource, FolderAccess, OpenOptions, RandomAccess } from './ports.ts';
