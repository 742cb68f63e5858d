// English: the page of the day, notices, renewals.
import type { desk as uk } from './desk.uk.ts';
import type { TextsLike } from './locale.svelte.ts';

export const desk: TextsLike<typeof uk> = {
  'today.title': 'Today, {date}',
  'today.now': 'Now',
  'today.next': 'Next',
  'today.later': 'Later today',
  'today.unmarked': 'Not marked yet',
  'today.done': { one: 'Over and marked: {n} lesson', other: 'Over and marked: {n} lessons' },
  'today.none': 'No lessons today',
  'today.noneText': 'Lessons booked for today show up here by themselves.',
  'today.allDone': 'That is all for today',
  'today.allDoneText': 'All lessons are over, everybody is marked.',
  'today.places': '{n} of {of}',
  'today.problems': 'Worth a look',
  'today.unpaid': 'Not paid today',
  'today.undecided': 'Waiting for a decision',
  'today.renewals': { one: 'To renew: {n} subscription', other: 'To renew: {n} subscriptions' },
  'today.tomorrow': 'Tomorrow, {date}',
  'today.tomorrowHint': 'Whom to call and ask whether they come',
  'today.tomorrowNone': 'Nobody is booked for tomorrow.',
};
