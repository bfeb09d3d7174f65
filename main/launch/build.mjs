import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './setup.mjs';

// Builds everything that runs into dist/. Nothing is minified, so that an auditor can read what runs.

const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.inputs');
const SOURCES = ['src', 'main', 'renderer', 'assets'];
const SINGLE_FILES = ['package.json', 'package-lock.json'];

const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const MEDIA_TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ttf', 'font/ttf'],
  ['.woff2', 'font/woff2'],
]);

const wanted = digestOfInputs();
const have = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
if (have !== wanted) {
  rmSync(STAMP, { force: true });
  await build();
  writeFileSync(STAMP, wanted);
}

async function build() {
  for (const folder of ['main', 'cli']) rmSync(path.join(DIST, folder), { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  copyAssets();
  await Promise.all([
    bundle('main/index.ts', 'main/index.js', 'esm'),
    bundle('main/preload/index.ts', 'main/preload.cjs', 'cjs'),
    bundle('main/inspector/entry.ts', 'main/inspector.js', 'esm'),
    bundle('main/cli/index.ts', 'cli/index.js', 'esm'),
    ...['main', 'cli'].map((folder) => bundle('main/files/hash-thread.ts', `${folder}/hash-thread.js`, 'esm')),
  ]);
  await buildRenderer();
  writeServedTable();
}

/** @param {string} entry @param {string} output @param {'esm' | 'cjs'} format */
async function bundle(entry, output, format) {
  const { build: rolldown } = await import('rolldown');
  await rolldown({
    input: path.join(ROOT, entry),
    cwd: ROOT,
    // Electron's preload is a page's world; everything else is Node.
    platform: entry.includes('preload') ? 'browser' : 'node',
    external: ['electron', /^node:/u],
    tsconfig: false,
    output: {
      dir: path.dirname(path.join(DIST, output)),
      entryFileNames: path.basename(output),
      // What is loaded later only lies beside the bundle, under its name.
      chunkFileNames: `${path.parse(output).name}-[name].js`,
      format,
      minify: false,
      sourcemap: false,
      // Packages in CommonJS call require; an ES module has none unless it makes one.
      ...(format === 'esm' ? { banner: REQUIRE } : {}),
    },
    logLevel: 'warn',
  });
}

async function buildRenderer() {
  const vite = await import('vite');
  await vite.build({
    configFile: path.join(ROOT, 'renderer', 'vite.config.ts'),
    logLevel: 'warn',
    build: { minify: false, cssMinify: false, sourcemap: false },
  });
}

/** Writes the table of the window's files: the main process serves these addresses and no others. */
function writeServedTable() {
  const folder = path.join(DIST, 'renderer');
  const table = filesBelow(folder)
    .map((file) => path.relative(folder, file).split(path.sep).join('/'))
    .filter((file) => file !== 'served.json')
    .map((file) => ({
      address: `/${file}`,
      file,
      type: MEDIA_TYPES.get(path.extname(file)) ?? 'application/octet-stream',
    }));
  writeFileSync(path.join(folder, 'served.json'), `${JSON.stringify(table, null, 2)}\n`);
}

/** Copies what is read at run time: texts, the report's fonts, and the product's own name and version. */
function copyAssets() {
  const assets = path.join(DIST, 'assets');
  rmSync(assets, { recursive: true, force: true });
  cpSync(path.join(ROOT, 'assets', 'messages'), path.join(assets, 'messages'), { recursive: true });
  mkdirSync(path.join(assets, 'fonts'), { recursive: true });
  const require = createRequire(import.meta.url);
  const fonts = JSON.parse(readFileSync(path.join(ROOT, 'assets', 'fonts', 'files.json'), 'utf8'));
  for (const [name, file] of Object.entries(fonts))
    cpSync(require.resolve(file), path.join(assets, 'fonts', `${name}.ttf`));
  // pdfkit looks for its colour profile beside the bundle that it became part of.
  const profile = path.join(path.dirname(require.resolve('pdfkit')), 'data', 'sRGB_IEC61966_2_1.icc');
  for (const bundle of ['main', 'cli']) cpSync(profile, path.join(DIST, bundle, 'data', path.basename(profile)));
  const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(path.join(DIST, 'package.json'), `${JSON.stringify({ name, version, type: 'module' }, null, 2)}\n`);
}

/** @returns {string} SHA-256 over names and bytes of everything that goes into the build */
function digestOfInputs() {
  const hash = createHash('sha256');
  const files = [
    ...SOURCES.flatMap((folder) => filesBelow(path.join(ROOT, folder))),
    ...SINGLE_FILES.map((file) => path.join(ROOT, file)),
  ];
  for (const file of files)
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
