import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Signer } from './authority.ts';
import { signCms } from './cms-sign.ts';
import type { PackFile } from './zip-writer.ts';

/** What an approval says. Of a gate approval the subject is the manifest, of an anomaly's sign-off its entry as exported. */
export interface ApprovalStatement {
  readonly role: string;
  readonly name: string;
  /** ISO 8601 with an offset. */
  readonly date: string;
  readonly meaning: string;
  readonly anomaly?: string;
  readonly subject: { readonly path: string; readonly sha256: string };
}

/** Returns the statement as YAML, in the form of `docs/release-format.md`. */
export function approvalStatement(statement: ApprovalStatement): Uint8Array {
  const { role, name, date, meaning, anomaly, subject } = statement;
  const document = { role, name, date, meaning, ...(anomaly === undefined ? {} : { anomaly }), subject };
  return new TextEncoder().encode(stringify(document, { lineWidth: 0 }));
}

/** Returns the statement at `path` and beside it its detached CMS signature, `<path>.p7s`. The signing time is the statement's date. */
export function writeApproval(
  path: string,
  statement: ApprovalStatement,
  signer: Signer,
): readonly [PackFile, PackFile] {
  const bytes = approvalStatement(statement);
  return [{ path, bytes }, signFile({ path, bytes }, signer, statement.date)];
}

/** Returns the detached CMS signature over `file`, to lie beside it as `<path>.p7s`. `at` is the claimed time, ISO 8601. */
export function signFile(file: PackFile, signer: Signer, at: string): PackFile {
  return { path: `${file.path}.p7s`, bytes: signCms(file.bytes, signer, { signingTime: at }) };
}

/** Returns the SHA-256 of `bytes` as 64 hexadecimal characters, as subjects and checksums hold it. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
