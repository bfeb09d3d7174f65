import { message } from '../../src/domain/message.ts';
import { runSelftest } from '../../src/signature/index.ts';
import { cryptoLibrary } from '../files/product.ts';
import type { CommandContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

/** Runs `selftest`: the built-in vectors, judged by this program with the crypto library that it runs on. 1 where one is judged otherwise. */
export async function runSelftestCommand(
  given: { readonly json: boolean },
  { io, say }: CommandContext,
): Promise<number> {
  const result = await runSelftest(cryptoLibrary());
  const { failed, unsupported } = result;
  if (given.json) io.data(JSON.stringify({ schema: 'countersign/selftest@1', ...result }, null, 2));
  else {
    io.data(
      say(
        message(failed.length === 0 ? 'cli.selftest.good' : 'cli.selftest.bad', {
          ...result,
          failed: failed.length,
          unsupported: unsupported.length,
        }),
      ),
    );
    for (const name of failed) io.data(`  ✗ ${name}`);
    for (const name of unsupported) io.data(`  ? ${say(message('cli.selftest.unsupported', { algorithm: name }))}`);
  }
  return failed.length === 0 ? EXIT.passed : EXIT.failed;
}
