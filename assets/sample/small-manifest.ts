import { utf8 } from './text.ts';

/** The small manifest as it stands in the release-management skill, with the placeholder of its checksum. */
const MANIFEST = `version: 1.3.0
git_tag: v1.3.0
artifacts:
  - fw.bin
  - fw.bin.sig
  - sbom.json
checksums:
  fw.bin: sha256:...
approvals:
  qa: alice
  ra: bob
tests: [unit.xml, integ.xml, hil.xml]
`;

/**
 * Returns the files of a small firmware release with that manifest: what it lists is there and can be read, and what it leaves out
 * (most checksums, signed approvals, a signature over the manifest) is left out.
 */
export function smallManifestFiles(): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ['manifest.yaml', utf8(MANIFEST)],
    ['fw.bin', Uint8Array.from({ length: 2048 }, (_, index) => (index * 73 + (index >> 3)) % 256)],
    ['fw.bin.sig', Uint8Array.from({ length: 64 }, (_, index) => (index * 151 + 17) % 256)],
    ['sbom.json', utf8(SBOM)],
    ['unit.xml', utf8(report('unit', ['crc16 of an empty frame', 'ring buffer wraps', 'watchdog is fed']))],
    ['integ.xml', utf8(report('integration', ['sensor to filter', 'filter to alarm']))],
    ['hil.xml', utf8(report('hil', ['power loss during update', 'alarm within two seconds']))],
  ]);
}

const SBOM = `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.5",
  "version": 1,
  "metadata": { "component": { "type": "firmware", "name": "fw", "version": "1.3.0" } },
  "components": [
    { "type": "library", "name": "freertos-kernel", "version": "10.6.2", "purl": "pkg:github/FreeRTOS/FreeRTOS-Kernel@V10.6.2" },
    { "type": "library", "name": "lwip", "version": "2.2.0", "purl": "pkg:github/lwip-tcpip/lwip@STABLE-2_2_0_RELEASE" }
  ]
}
`;

function report(level: string, names: readonly string[]): string {
  const cases = names.map((name) => `  <testcase classname="${level}" name="${name}" time="0.012"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="${level}" tests="${names.length}" failures="0" errors="0" skipped="0">\n${cases.join('\n')}\n</testsuite>\n`;
}
