export type { Digest, SignatureAlgorithm } from './algorithms.ts';
export { AnchorProblem, readAnchors, type AnchorProblemCode } from './anchors.ts';
export type { SignedContent } from './content.ts';
export { joinRevocation, readRevocation, type RevocationData } from './revocation/read.ts';
export type { MemberLookup } from './members.ts';
export { verifyPrimitive, type PrimitiveAnswer } from './primitives.ts';
export { runSelftest, selftestVectors, type SelftestVector } from './selftest.ts';
export type { DetachedInput } from './result.ts';
export { verifyDetached } from './verify.ts';
