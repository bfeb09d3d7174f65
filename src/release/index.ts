export { readRelease } from './read.ts';
export { verifyArchive } from './verify.ts';
export type { ReadOptions, VerifyOptions } from './options.ts';
