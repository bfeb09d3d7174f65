/**
 * What this project forbids in code, each with what to write instead. `eslint.config.mjs` applies them; a test seeds a violation of
 * each and proves that it is found. The test takes a list of names, `/^(one|other)$/`, apart, so write alternatives in no other way.
 */

/**
 * Returns a ban of each of `names` as a property, whatever the object is called and however the property is reached.
 *
 * @param {readonly string[]} names
 * @param {string} message
 */
const banProperties = (names, message) =>
  [
    'MemberExpression[property.name=',
    'MemberExpression[property.value=',
    'MemberExpression[property.quasis.0.value.cooked=',
    'ObjectPattern > Property[key.name=',
    'ObjectPattern > Property[key.value=',
  ].map((start) => ({ selector: `${start}/^(${names.join('|')})$/]`, message }));

const DEFAULT_EXPORT = 'A default export has no name to search for. Export the thing by its own name.';

export const NO_DEFAULT_EXPORT = [
  { selector: 'ExportDefaultDeclaration', message: DEFAULT_EXPORT },
  { selector: "ExportSpecifier[exported.name='default']", message: DEFAULT_EXPORT },
];

export const NO_ENUM = [
  {
    selector: 'TSEnumDeclaration',
    message: 'An enum is code that types cannot erase. Write a const array or object, and a union type of its values.',
  },
];

export const NO_OPEN_EXTERNAL = [
  ...banProperties(
    ['openExternal', 'openPath', 'showItemInFolder'],
    'Nothing from an archive may reach another program. Show the text and let the person copy it.',
  ),
  {
    selector: "ImportSpecifier[imported.name='shell']",
    message:
      "Electron's shell opens other programs with what it is given. The product has no use for it; show text instead.",
  },
];

const HTML = 'Text from an archive must stay text. Render it as React children, or set textContent.';

export const NO_HTML = [
  ...banProperties(
    [
      'innerHTML',
      'outerHTML',
      'insertAdjacentHTML',
      'setHTMLUnsafe',
      'setHTML',
      'createContextualFragment',
      'parseFromString',
    ],
    HTML,
  ),
  { selector: "MemberExpression[object.name='document'][property.name=/^(write|writeln)$/]", message: HTML },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: HTML },
];

const CLOCK = 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.';
const RANDOM = 'src draws no random numbers: a sample must be repeatable. Take a seed or the bytes as an argument.';

/** All that src may do with `Date`: make one of a given instant, reckon without one, and name the type. */
const USES_OF_DATE = [
  "NewExpression[arguments.length>0][arguments.0.type!='SpreadElement'] > Identifier.callee",
  "MemberExpression[computed=false][property.name='UTC'] > Identifier.object",
  "MemberExpression[computed=false][property.name='parse'] > Identifier.object",
  'TSTypeReference > Identifier',
];

export const NO_CLOCK = [
  { selector: `Identifier[name='Date']${USES_OF_DATE.map((use) => `:not(${use})`).join('')}`, message: CLOCK },
  ...banProperties(['DateTimeFormat'], CLOCK),
];

/** `Math` stands in no place but `Math.name`, so that its `random` is reached by no other way. */
export const NO_RANDOM = [
  {
    selector:
      "Identifier[name='Math']:not(MemberExpression[computed=false][property.name!='random'] > Identifier.object)",
    message: RANDOM,
  },
];

/** All that src may import of node:crypto: what gives the same for the same bytes and keys. */
const REPEATABLE_CRYPTO = [
  'Hash',
  'KeyObject',
  'X509Certificate',
  'constants',
  'createHash',
  'createPrivateKey',
  'createPublicKey',
  'createVerify',
  'getCurves',
  'getHashes',
  'hash',
  'sign',
  'verify',
];

export const NO_RANDOM_IMPORTS = ['crypto', 'node:crypto'].map((name) => ({
  name,
  allowImportNames: REPEATABLE_CRYPTO,
  message: `${RANDOM} What gives the same for the same bytes joins REPEATABLE_CRYPTO in test/lint-rules.mjs.`,
}));

/** Ways to a clock, to random numbers or to the world that need no name which is forbidden here. */
export const NO_WAY_AROUND = [
  {
    selector: 'ImportExpression',
    message: 'src knows at the start all that it needs. Import by name at the top of the file.',
  },
  ...banProperties(['constructor'], 'A class by way of its instance passes every other rule. Name the class itself.'),
];

const RAW_IPC =
  'Raw IPC has no schema and no sender check. Add the call to src/contract/contract.ts; main/ipc/bind.ts and main/preload bind it.';

const IPC_NAMES = '/^(ipcMain|ipcRenderer|MessageChannelMain)$/';

/** Electron's IPC under its own names, by which every other name for it begins. */
export const NO_RAW_IPC = [
  { selector: `Identifier[name=${IPC_NAMES}]`, message: RAW_IPC },
  { selector: `Literal[value=${IPC_NAMES}]`, message: RAW_IPC },
  { selector: `TemplateElement[value.cooked=${IPC_NAMES}]`, message: RAW_IPC },
  ...banProperties(['ipc'], RAW_IPC),
];

/** Messages into a window by any object; a thread or process of our own, which has no contract, sends by the same names. */
export const NO_RAW_SEND = banProperties(['send', 'sendToFrame', 'postMessage'], RAW_IPC);

const PARTS =
  "What is used of Electron must be seen. Import each part by its own name: import { app } from 'electron'.";
const ELECTRON_BY_OTHER_NAMES = ['electron/main', 'electron/renderer', 'electron/common', 'electron/utility'];
const NETWORK = 'Countersign never talks to a network. Take the bytes from a file that the person chose.';

export const WHOLE_ELECTRON = [
  { name: 'electron', importNames: ['default'], message: PARTS },
  { name: 'electron', importNames: ['net'], message: NETWORK },
  ...ELECTRON_BY_OTHER_NAMES.map((name) => ({ name, message: PARTS })),
];

const NETWORK_NAMES = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector'].flatMap(
  (name) => [name, `node:${name}`],
);

export const NETWORK_MODULES = NETWORK_NAMES.map((name) => ({ name, message: NETWORK }));

/**
 * Returns a pattern of `names`. It ends at its first slash, so one in a name is written by its number.
 *
 * @param {readonly string[]} names
 */
const oneOf = (names) => `/^(${names.join('|').replaceAll('/', '\\u002f')})$/`;

export const NO_LATE_IMPORT = [
  { selector: `ImportExpression[source.value=${oneOf(NETWORK_NAMES)}]`, message: NETWORK },
  { selector: `ImportExpression[source.value=${oneOf(['electron', ...ELECTRON_BY_OTHER_NAMES])}]`, message: RAW_IPC },
];

export const NO_NETWORK_GLOBALS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: NETWORK,
}));

export const NO_WORLD_GLOBALS = [
  'process',
  'setTimeout',
  'setInterval',
  'console',
  'document',
  'window',
  'navigator',
  'localStorage',
  'globalThis',
  'global',
  'self',
  'performance',
  'Temporal',
  'crypto',
  'setImmediate',
  'queueMicrotask',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
].map((name) => ({
  name,
  message: `src is pure: it takes values and returns values. "${name}" belongs to main or renderer; take what you need as an argument.`,
}));
