// English: of actions, what the first screen needs; the rest comes with its parts (later.en.ts).
import type { TextsLike } from './locale.svelte.ts';
import type { actions as uk } from './actions.uk.ts';

export const actions: TextsLike<typeof uk> = {
  'action.palette': 'Search and commands',
  'action.lesson.copy': 'Copy the lesson',
  'action.lesson.pick': 'Select several',
  'action.lesson.more': 'More actions on the lesson',
  'action.copied': 'Copied: {what}. Paste it where it belongs: Ctrl V or the menu of free time.',
  'action.undo.nothing': 'Nothing to undo. Older changes are taken back from a lesson’s history.',
  'action.menu.lesson': 'Actions on the lesson: {what}',
  'action.menu.slot': 'Actions at {when}',
  'palette.onlyNow': 'Showing only: {name}.',
  'palette.search': 'Search',
  'batch.picked': '{n} selected',
  'batch.toolbar': 'Actions on the selected lessons',
  'batch.pickedSay': { one: '{n} lesson selected', other: '{n} lessons selected' },
  'batch.move': 'Move',
  'batch.hold': 'Held',
  'batch.cancel': 'Cancel lessons',
  'batch.tell': 'Tell',
  'batch.clear': 'Clear the selection',
  'batch.lessons': { one: '{n} lesson', other: '{n} lessons' },
  'batch.moved': { one: '{n} lesson moved.', other: '{n} lessons moved.' },
  'batch.held': { one: '{n} lesson held.', other: '{n} lessons held.' },
  'batch.cancelled': { one: '{n} lesson cancelled.', other: '{n} lessons cancelled.' },
  'batch.copiedAll': '{n} created.',
  'batch.copied': { one: '{n} lesson created.', other: '{n} lessons created.' },
  'batch.refused': '{n} did not work:',
  'batch.andMore': 'and {n} more.',
  'batch.skipped': 'Left as they are, because of their status: {n}.',
  'batch.undonePart': 'Taken back: {n} of {of}.',
};
