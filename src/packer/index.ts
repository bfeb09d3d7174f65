export * from './authority.ts';
export {
  distinguishedName,
  keyIdentifier,
  makeCertificate,
  pem,
  type CertificateFields,
  type Extension,
  type KeyUsage,
  type NameFields,
} from './certificate.ts';
export { signCms, type CmsOptions, type ContentDigest } from './cms-sign.ts';
export { digestOf, schemeOf, type KeyPair, type Scheme, type SigningDigest } from './keys.ts';
export { openPkcs12, Pkcs12Problem, type Pkcs12ProblemCode } from './pkcs12.ts';
export { approvalStatement, sha256Hex, signFile, writeApproval, type ApprovalStatement } from './approval.ts';
export {
  gitBlobId,
  makeGitBundle,
  type GitBundle,
  type GitCommit,
  type GitIdentity,
  type GitTag,
} from './git-bundle.ts';
export {
  completeRelease,
  makeChecksums,
  packRelease,
  PACK_PROBLEMS,
  PackProblem,
  type PackOptions,
  type PackProblemCode,
} from './pack.ts';
export { writeZip, type PackFile } from './zip-writer.ts';
