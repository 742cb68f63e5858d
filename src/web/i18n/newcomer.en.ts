// English: the first steps with a new client.
import type { newcomer as uk } from './newcomer.uk.ts';
import type { TextsLike } from './locale.svelte.ts';

export const newcomer: TextsLike<typeof uk> = {
  'newcomer.steps': 'Steps with a new client',
  'newcomer.done': 'done',
  'newcomer.step.data': 'Details',
  'newcomer.step.people': 'Trainer and group',
  'newcomer.step.subscription': 'Subscription',
  'newcomer.step.schedule': 'Regular schedule',
  'newcomer.on': 'Next',
  'newcomer.skip': 'Skip',
  'newcomer.goOn': 'Go on',
  'newcomer.notAll': 'Still to do: {what}',
  'newcomer.allDone': '{name}: all set',
  'newcomer.group': 'Group',
  'newcomer.groupHint': 'The client joins all planned lessons of the group at once.',
  'newcomer.noGroup': 'No group',
  'newcomer.full': 'The group has no place left.',
  'newcomer.when': 'Days and times',
  'newcomer.noDays': 'Add at least one day.',
  'newcomer.from': 'Starting on',
  'newcomer.endPaid': { one: '{n} lesson of the subscription', other: '{n} lessons of the subscription' },
  'newcomer.endPaidTerm': 'with the subscription',
  'newcomer.otherTrainer': 'The card has another trainer: {name}',
  'newcomer.look': 'See the dates',
};
