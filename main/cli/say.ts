import type { Message } from '../../src/domain/message.ts';

/** Renders a message in the language of the command line. */
export type Say = (said: Message) => string;
