import { expect, test } from 'vitest';
import { isOpenStatus } from '../../../src/domain/anomaly-status.ts';

test.each([null, 'open', "Won't do, closed", 'In Progress', 'done_later', 'Closing', 'offen', 'ouvert'])(
  'an anomaly of the status %j is open: the word is no known closed one',
  (status) => expect(isOpenStatus(status)).toBe(true),
);

test.each([
  'Closed',
  'done',
  'Resolved (fixed)',
  'Geschlossen',
  'erledigt',
  'Behoben in 2.4',
  'gelöst',
  'Fermé',
  'fermée',
  'Résolu',
  'CLOSED, COMPLETED',
])('an anomaly of the status %j is closed', (status) => expect(isOpenStatus(status)).toBe(false));
