// What has a name of its own in the history of a lesson; anything else reads «Змінено».
const OF_LESSON = ['lesson.create', 'lesson.move', 'lesson.resize', 'lesson.update', 'lesson.hold', 'lesson.cancel', 'lesson.restore', 'change.undo'] as const;
/** Of other nouns and of jobs, which change lessons as they go. */
const OF_OTHERS = ['series.create', 'series.addAtEnd', 'subscription.renew', 'job.fillSeries', 'series.update', 'series.end', 'absence.create', 'absence.extend', 'absence.resolve', 'absence.end', 'closure.create', 'closure.resolve', 'group.addMember', 'group.addMembers', 'group.removeMember', 'client.update', 'group.changeTrainer', 'group.archive', 'room.update', 'lesson.addParticipant', 'lesson.removeParticipant', 'waitlist.accept', 'block.create', 'block.update', 'block.remove', 'timetable.import', 'demo.fill', 'attendance.mark', 'attendance.markAll', 'attendance.undo', 'attendance.forgive', 'attendance.answer', 'regularPlace.release', 'job.holdLessons'] as const;
/** These made the lesson: that every field was empty before says nothing. */
const MADE = ['lesson.create', 'series.create', 'series.addAtEnd', 'subscription.renew', 'job.fillSeries', 'block.create', 'timetable.import', 'demo.fill'];

type Key = `calendar.history.operation.${(typeof OF_LESSON)[number] | 'other'}` | `history.${(typeof OF_OTHERS)[number]}`;
export function historyKey(operation: string): Key {
  const own = OF_LESSON.find((o) => o === operation);
  const other = OF_OTHERS.find((o) => o === operation);
  return other ? `history.${other}` : `calendar.history.operation.${own ?? 'other'}`;
}
export const hasMade = (operation: string): boolean => MADE.includes(operation);
