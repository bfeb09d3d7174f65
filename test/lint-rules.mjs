/**
 * What this project forbids in code, each with what to write instead. `eslint.config.mjs` applies them; a test seeds a violation of
 * each and proves that it is found.
 */

export const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'A default export has no name to search for. Export the thing by its own name.',
};

export const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'An enum is code that types cannot erase. Write a const array or object, and a union type of its values.',
};

export const NO_OPEN_EXTERNAL = [
  {
    selector: 'MemberExpression[property.name=/^(openExternal|openPath|showItemInFolder)$/]',
    message: 'Nothing from an archive may reach another program. Show the text and let the person copy it.',
  },
  {
    selector: 'MemberExpression[computed=true][property.value=/^(openExternal|openPath|showItemInFolder)$/]',
    message: 'Nothing from an archive may reach another program. Show the text and let the person copy it.',
  },
  {
    selector: 'ObjectPattern > Property[key.name=/^(openExternal|openPath|showItemInFolder)$/]',
    message: 'Nothing from an archive may reach another program. Show the text and let the person copy it.',
  },
  {
    selector: "ImportSpecifier[imported.name='shell']",
    message:
      "Electron's shell opens other programs with what it is given. The product has no use for it; show text instead.",
  },
];

export const NO_HTML = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
    message: 'Text from an archive must stay text. Render it as React children, or set textContent.',
  },
  {
    selector: 'MemberExpression[computed=true][property.value=/^(innerHTML|outerHTML)$/]',
    message: 'Text from an archive must stay text. Render it as React children, or set textContent.',
  },
  {
    selector: 'MemberExpression[property.name=/^(setHTMLUnsafe|setHTML|createContextualFragment|parseFromString)$/]',
    message: 'Text from an archive must stay text. Render it as React children, or set textContent.',
  },
  {
    selector: "CallExpression[callee.property.name='write'][callee.object.name='document']",
    message: 'Text from an archive must stay text. Render it as React children, or set textContent.',
  },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: 'Text from an archive must stay text. Render it as React children.',
  },
];

export const NO_CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.',
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.',
  },
];

const CLOCK = 'src reads no clock: two audits of one archive must agree. Take the instant as an argument.';
const RANDOM = 'src draws no random numbers: a sample must be repeatable. Take a seed or the bytes as an argument.';

/** Ways around the rules above: by computed name, by destructuring, by another name for the same thing. */
export const NO_WAY_AROUND = [
  { selector: "MemberExpression[computed=true][object.name='Date'][property.value='now']", message: CLOCK },
  { selector: "VariableDeclarator[init.name='Date']", message: CLOCK },
  { selector: "NewExpression[callee.object.name='Intl'][callee.property.name='DateTimeFormat']", message: CLOCK },
  { selector: "MemberExpression[computed=true][object.name='Math'][property.value='random']", message: RANDOM },
  { selector: "VariableDeclarator[init.name='Math']", message: RANDOM },
];

export const NO_RANDOM = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'src draws no random numbers: a sample must be repeatable. Take a seed or the bytes as an argument.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(randomBytes|randomUUID|randomInt|randomFillSync|randomFill|generateKeyPairSync|generateKeyPair|generateKeySync)$/]',
    message: 'src draws no random numbers: a sample must be repeatable. Take the bytes or the keys as an argument.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(randomBytes|randomUUID|getRandomValues|randomInt|generateKeyPairSync)$/]',
    message: 'src draws no random numbers: a sample must be repeatable. Take the bytes or the keys as an argument.',
  },
];

const RAW_IPC =
  'Raw IPC has no schema and no sender check. Add the call to src/contract/contract.ts; main/ipc/bind.ts and main/preload bind it.';

export const RAW_IPC_IN_MAIN = [
  { name: 'electron', importNames: ['ipcMain', 'ipcRenderer', 'MessageChannelMain'], message: RAW_IPC },
];

export const NO_RAW_SEND = [
  {
    selector: "CallExpression[callee.property.name='send'][callee.object.property.name='webContents']",
    message: RAW_IPC,
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(handle|handleOnce|on|once|invoke|send|sendSync)$/][callee.object.name=/^ipc(Main|Renderer)$/]',
    message: RAW_IPC,
  },
];

const NETWORK = 'Countersign never talks to a network. Take the bytes from a file that the person chose.';
export const NETWORK_MODULES = [
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'inspector',
].flatMap((name) => [
  { name, message: NETWORK },
  { name: `node:${name}`, message: NETWORK },
]);

const NETWORK_NAME = '(http|https|http2|net|tls|dgram|dns|inspector)';

export const NO_LATE_IMPORT = [
  { selector: `ImportExpression[source.value=/^(node:)?${NETWORK_NAME}(\\u002f|$)/]`, message: NETWORK },
  { selector: "ImportExpression[source.value='electron']", message: RAW_IPC },
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
  'performance',
  'setImmediate',
  'queueMicrotask',
  'clearTimeout',
  'clearInterval',
].map((name) => ({
  name,
  message: `src is pure: it takes values and returns values. "${name}" belongs to main or renderer; take what you need as an argument.`,
}));
