export { windowOver } from './access.ts';
export { tolerateDamage, type TolerantArchive } from './damage.ts';
export { hashStretch } from './hash.ts';
export { checkMemberName, foldedName } from './names.ts';
export { mediumFailure } from './medium.ts';
export { openArchive } from './open.ts';
export { compareCodePoints } from './order.ts';
export type {
  Archive,
  ArchiveSource,
  Digests,
  FolderAccess,
  Hashed,
  Hashers,
  OpenOptions,
  RandomAccess,
  Stretch,
} from './ports.ts';
