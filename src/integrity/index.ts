export { checkIntegrity } from './check.ts';
export { decodeManifest } from './manifest-decode.ts';
export { findManifest } from './manifest-find.ts';
