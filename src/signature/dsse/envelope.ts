import { listOf, objectOf, strictJson, textOf } from '../strict-json.ts';

/** A DSSE envelope as read (Dead Simple Signing Envelope, version 1.0). */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

const MOST_SIGNATURES = 32;
const MOST_ENVELOPES = 256;
const LINE_FEED = 0x0a;

/** Returns the envelopes that `bytes` are: one JSON object, or one a line. `null` for everything else. */
export function readEnvelopes(bytes: Uint8Array): readonly Envelope[] | null {
  const whole = readEnvelope(bytes);
  if (whole !== null) return [whole];
  const envelopes = linesOf(bytes).map(readEnvelope);
  if (envelopes.length === 0 || envelopes.length > MOST_ENVELOPES) return null;
  const read = envelopes.filter((envelope) => envelope !== null);
  return read.length === envelopes.length ? read : null;
}

/** Returns the envelope that `bytes` are, or `null` for everything else. */
export function readEnvelope(bytes: Uint8Array): Envelope | null {
  const object = objectOf(strictJson(bytes));
  const payloadType = textOf(object?.['payloadType']);
  const payload = base64Of(object?.['payload']);
  const signatures = listOf(object?.['signatures'])?.map((one) => base64Of(objectOf(one)?.['sig'])) ?? [];
  if (payloadType === null || payload === null || signatures.length === 0 || signatures.length > MOST_SIGNATURES) {
    return null;
  }
  const read = signatures.filter((signature) => signature !== null);
  return read.length === signatures.length ? { payloadType, payload, signatures: read } : null;
}

/** Returns what is signed of an envelope: its type and its content, each with its length (PAE). */
export function signedBytes({ payloadType, payload }: Envelope): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

/** Either alphabet of RFC 4648, with its padding. */
function base64Of(value: unknown): Uint8Array | null {
  const text = textOf(value);
  if (text === null || text === '') return null;
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Buffer.from(standard, 'base64');
  return bytes.toString('base64') === standard ? new Uint8Array(bytes) : null;
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length && lines.length <= MOST_ENVELOPES;) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (line.some((byte) => byte > 0x20)) lines.push(line);
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}
