import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFaultySample, buildSample, signers } from '../../../assets/sample/index.ts';
import { sampleKeys } from '../../../main/cli/sample-keys.ts';

// Writes the sample release into the folder given as argument; run by Node itself, which the test driver is not.

const folder = process.argv[2] ?? '.';
const options = { seed: 240, keys: await sampleKeys(signers()) };
const sample = buildSample(options);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'release.zip'), sample.archive);
writeFileSync(join(folder, 'previous.zip'), sample.previous);
writeFileSync(join(folder, 'anchor.pem'), sample.anchorPem);
writeFileSync(join(folder, 'faulty.zip'), buildFaultySample(options).archive);
