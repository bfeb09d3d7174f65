import { describe, expect, it } from 'vitest';
import { CONTENT, judge } from './support.ts';

const text = (lines: string): Uint8Array => new TextEncoder().encode(lines);

describe('formats that are recognised and not verified', () => {
  it.each([
    ['release.yaml.sig', text('{"base64Signature":"MEU=","cert":""}'), 'sigstore', 'the bundle of older cosign'],
    ['release.yaml.p7s', text('MIME-Version: 1.0\nContent-Type: multipart/signed\n'), 'cms', 'S/MIME message'],
    ['release.yaml.sig', text('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'), 'unknown', 'XML signature'],
  ] as const)('%s as %#', async (path, bytes, format, name) => {
    const [result, ...more] = await judge(bytes, { anchors: [], path });
    expect(more).toEqual([]);
    expect(result).toMatchObject({
      path,
      format,
      indication: 'INDETERMINATE',
      subIndication: null,
      signer: null,
      reason: { code: 'SIGNATURE_FORMAT_UNSUPPORTED', values: { format: name, path } },
    });
    expect(result!.checks.filter(({ answer }) => answer !== 'not-checked')).toEqual([
      { question: 'format-supported', answer: 'no' },
    ]);
  });
});

describe('bytes that are nothing', () => {
  it.each([
    ['text', text('hello')],
    ['the content itself', CONTENT],
    ['JSON of something else', text('{"version":"1.3.0"}')],
    ['JSON that is none', text('{"version"')],
    ['a JSON array', text('[{"payloadType":1}]')],
    ['nothing', new Uint8Array(0)],
  ])('under the name of a CMS signature are refused: %s', async (_name, bytes) => {
    const [result] = await judge(bytes, { anchors: [], path: 'release.yaml.p7s' });
    expect(result).toMatchObject({ format: 'unknown', indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' });
  });
});
