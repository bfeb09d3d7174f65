import { openWorkspace } from '../../main/files/workspace-file.ts';

// Writes notes one after the other and says of each that it is saved, as the window does. Killed by whoever started it.
const [path = '', passphrase = ''] = process.argv.slice(2);
const file = await openWorkspace(path, passphrase === '' ? null : passphrase, {
  author: 'auditor',
  now: () => new Date().toISOString(),
  holder: { host: 'laptop', process: process.pid, program: path },
});
process.stdout.write(`open ${String(file.state().events)} ${file.state().fault?.kind ?? 'whole'}\n`);
for (let turn = file.state().events + 1; ; turn += 1) {
  const state = await file.append({
    kind: 'noted',
    section: '5.8.1',
    text: `${String(turn)} ${'x'.repeat(turn % 400)}`,
  });
  process.stdout.write(`saved ${String(state.events)}\n`);
}
