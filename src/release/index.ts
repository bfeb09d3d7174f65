export { readRelease } from './read.ts';
export { verifyArchive } from './verify.ts';
export type { VerifyOptions } from './options.ts';
