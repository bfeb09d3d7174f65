import type { Bundle } from '@sigstore/bundle';
import { toSignedEntity, VerificationError, Verifier, type Signer, type TrustMaterial } from '@sigstore/verify';
import { failed, indeterminate, type Finding, type Question } from '../checks.ts';
import type { SigstoreRoot } from './root.ts';

/** What of a bundle does not fit a trusted root. */
type What = 'tlog' | 'certificate' | 'time' | 'key' | 'signature' | 'body' | 'other';

/** Returns who signed and since when that is proven, or what does not fit the trusted root. Never throws. */
export function verifyWith(
  bundle: Bundle,
  artifact: Uint8Array,
  material: TrustMaterial,
): What | { readonly signer: Signer; readonly time: number | null; readonly certificate: Uint8Array } {
  try {
    const entity = toSignedEntity(bundle, Buffer.from(artifact));
    const signer = new Verifier(material).verify(entity);
    const times = entity.timestamps.flatMap((one) => {
      if (one.$case === 'timestamp-authority') return [one.timestamp.signingTime.getTime()];
      // A log's time without its promise is signed by nobody.
      return one.tlogEntry.inclusionPromise === undefined ? [] : [Number(one.tlogEntry.integratedTime) * 1000];
    });
    const { content } = bundle.verificationMaterial;
    const raw =
      content.$case === 'certificate'
        ? content.certificate.rawBytes
        : content.$case === 'x509CertificateChain'
          ? content.x509CertificateChain.certificates[0]?.rawBytes
          : undefined;
    return { signer, time: times.length === 0 ? null : Math.min(...times), certificate: new Uint8Array(raw ?? []) };
  } catch (error) {
    return error instanceof VerificationError ? whatOf(error.code) : 'other';
  }
}

function whatOf(code: VerificationError['code']): What {
  switch (code) {
    case 'TLOG_BODY_ERROR':
      return 'body';
    case 'TLOG_ERROR':
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return 'tlog';
    case 'CERTIFICATE_ERROR':
      return 'certificate';
    case 'TIMESTAMP_ERROR':
      return 'time';
    case 'PUBLIC_KEY_ERROR':
      return 'key';
    case 'SIGNATURE_ERROR':
      return 'signature';
    default:
      return 'other';
  }
}

/** Returns the finding of what does not fit. Only what the signature itself contradicts fails; everything else may be right under another root. */
export function notVerified(
  root: SigstoreRoot | undefined,
  what: What,
  content: string,
  answers: Map<Question, 'yes' | 'no'>,
): Finding {
  const values = { root: root?.name ?? '', what: what === 'body' ? 'tlog' : what };
  switch (what) {
    case 'signature':
      answers.set('signature-intact', 'no');
      return failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_NOT_OVER_CONTENT', { content, signer: root?.name ?? '' });
    case 'body':
      answers.set('log-proven', 'no');
      return failed('SIG_CRYPTO_FAILURE', 'SIGSTORE_NOT_VERIFIED', values);
    case 'tlog':
      answers.set('log-proven', 'no');
      return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'SIGSTORE_NOT_VERIFIED', values);
    case 'time':
      answers.set('timestamp-proven', 'no');
      return indeterminate('NO_POE', 'SIGSTORE_NOT_VERIFIED', values);
    case 'certificate':
    case 'key':
    case 'other':
      answers.set('anchor-reached', 'no');
      return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'SIGSTORE_NOT_VERIFIED', values);
  }
}
