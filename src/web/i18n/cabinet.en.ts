// English: a client's own place.
import type { cabinet as uk } from './cabinet.uk.ts';
import type { TextsLike } from './locale.svelte.ts';

export const cabinet: TextsLike<typeof uk> = {
  'cabinet.hello': 'Hello, {name}',
  'cabinet.next': 'Next lessons',
  'cabinet.comes': 'I’ll be there',
  'cabinet.said': 'You have confirmed that you will be there',
  'cabinet.noNext': 'Nothing is booked for the coming weeks. Call the studio, or choose a free place in the calendar.',
  'cabinet.allNext': { one: 'Show {n} lesson', other: 'Show all {n} lessons' },
  'cabinet.subscriptions': 'Subscriptions',
  'cabinet.noSubscriptions': 'No valid subscriptions.',
  'cabinet.over': 'Past: {n}',
  'cabinet.soldOn': 'bought on {date}',
  'cabinet.balance': 'Balance',
  'cabinet.debt': 'You owe {sum}',
  'cabinet.expected': 'On its way: {sum}',
  'cabinet.movements': 'Movements',
  'cabinet.noMovements': 'No movements yet.',
  'cabinet.earlier': 'Show earlier',
  'cabinet.visits': 'Visits',
  'cabinet.noVisits': 'No lessons in the last months.',
  'cabinet.data': 'My data',
  'cabinet.dataHint': 'Phone and email are changed here, the rest by the studio',
  'cabinet.password': 'Password and look',
  'cabinet.noCard': 'There is no client card yet',
  'cabinet.noCardText': 'Please ask the studio.',
};
