// Every row that travels in snapshots and pushes. One schema a table; a role's projection leaves fields out.
// Optional here means "absent, or not for you".
import { balanceMinor, bool, date, durationMin, email, fold, halves, hours, hue, id, longText, MOST_MEMBERS, name, persons, phone, priceMinor, rev, roles, seriesSlots, shortText, span, spans, startMin, termDays } from './limits.ts';
import { instant, list, object, oneOf, optional, tagged, uint, type Of } from './schema.ts';

const opt = optional;

/** What became of one person's place in a lesson. Absent: booked, not known yet. */
export const OUTCOMES = ['attended', 'noShow', 'cancelledInTime', 'cancelledLate', 'excused', 'cancelledByStudio'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** What somebody said when asked whether they come. Absent: not asked yet. */
export const ANSWERS = ['confirmed', 'noAnswer'] as const;
export type Answer = (typeof ANSWERS)[number];
/** How much of a lesson, or of its price, an outcome takes. */
export const TAKES = ['one', 'half', 'none'] as const;
export type Takes = (typeof TAKES)[number];
const takes = oneOf(...TAKES);
/** What the studio has decided about visits, cancelling and notices. Absent: domain/policy.ts has the usual answers. */
export const policy = object({
  /** A place called off later than so many hours before the lesson is called off late. */
  cancelHours: uint(168),
  takes: object({ attended: takes, noShow: takes, cancelledInTime: takes, cancelledLate: takes, excused: takes, cancelledByStudio: takes }),
  /** So long after the end of a lesson those still booked count as attended, or wait for a person. */
  graceMin: uint(10_080), afterGrace: oneOf('attended', 'ask'),
  /** The first notice comes when so many lessons are left, and so many days before the term ends. */
  noticeAtLessons: uint(20), noticeDays: uint(60),
  /** A regular place is held so many days after the last lesson that is paid for. Absent: the usual ones. */
  holdDays: optional(uint(90)),
  /** What an administrator may give back without the owner. */
  refundLimitMinor: optional(priceMinor),
});
export type Policy = Of<typeof policy>;

export const studio = object({
  id, rev, name, zone: shortText, currency: shortText, hours,
  closedDays: list(object({ onDate: date, reason: shortText }), 400),
  language: oneOf('uk', 'en'), policy: opt(policy),
  /** The last day of the last closed month: lessons and money up to there stay as they are. */
  closedTo: opt(date),
});
export const user = object({
  id, rev, login: opt(shortText), name, roles, trainerId: opt(id), clientId: opt(id), isDisabled: bool,
  /** Invited and has not set a password yet. */
  isInvited: opt(bool),
});
export const trainer = object({
  id, rev, firstName: name, lastName: opt(name), position: opt(shortText), about: opt(longText), phone: opt(phone), email: opt(email),
  hue, hours, isArchived: bool,
  /** Dates on which other hours hold than in the week; no spans: a day off. */
  dayHours: opt(list(object({ onDate: date, spans }), 400)),
});
export const room = object({
  id, rev, name, isArchived: bool,
  /** `slot` numbers a place within its room, from 1; it never changes its meaning. */
  places: list(object({ slot: uint(200, 1), name, isOutOfOrder: opt(bool), isArchived: opt(bool) }), 200),
});
export const FORMATS = ['individual', 'pair', 'trio', 'group'] as const;
export const lessonKind = object({
  id, rev, name, format: oneOf(...FORMATS), durationMin, priceMinor, capacity: persons,
  /** Takes the whole room; otherwise as many places as its capacity. */
  takesWholeRoom: bool, isArchived: bool,
  /** What the trainer gets for one. */
  payMinor: opt(priceMinor),
});
export const group = object({
  id, rev, name, trainerId: opt(id), kindId: opt(id), capacity: persons, hue, isArchived: bool,
  /** Past members keep their row with an end date, the last day inclusive. */
  members: opt(list(object({ clientId: id, fromOn: date, toOn: opt(date) }), 500)),
});
/** For staff the slim index; description only for the client and the client's trainers. */
export const client = object({
  id, rev, firstName: name, lastName: opt(name), phone: opt(phone), email: opt(email), sex: opt(oneOf('female', 'male')), birthOn: opt(date),
  description: opt(longText), note: opt(shortText), registeredOn: opt(date), trainerId: opt(id), isArchived: bool,
  /** Below zero a debt. Absent while there was no money. */
  balanceMinor: opt(balanceMinor),
  /** The card of which this one was a duplicate. */
  mergedIntoId: opt(id),
});
export const LESSON_STATUSES = ['planned', 'held', 'cancelled'] as const;
export const ASKED_BY = ['studio', 'trainer', 'client'] as const;
/** What keeps time busy without being a lesson; `hold` is tentative and goes by itself. */
export const BLOCKS = ['break', 'rent', 'repair', 'hold', 'other'] as const;
export const lesson = object({
  id, rev, onDate: date, startMin, fold, durationMin, trainerId: opt(id), roomId: opt(id),
  /** Absent where only busy time is shown. */
  status: opt(oneOf(...LESSON_STATUSES)),
  kindId: opt(id), groupId: opt(id), title: opt(shortText), priceMinor: opt(priceMinor), note: opt(longText),
  capacity: opt(persons), headCount: opt(uint(500)),
  /** Who has a place; a client sees only the own entry. `slot` is the place in the room, pinned ones are not reshuffled. */
  bookings: opt(list(object({
    clientId: id, slot: opt(uint(200, 1)), isPinned: opt(bool), state: opt(oneOf('attended', 'noShow')),
    /** Somebody pays for it, or has paid: a subscription or the account. */
    isPaid: opt(bool), subscriptionId: opt(id), takenHalves: opt(halves), chargedMinor: opt(priceMinor), isForgiven: opt(bool), answer: opt(oneOf(...ANSWERS)),
  }), 200)),
  /** Who had a place and has not any more. */
  calledOff: opt(list(object({ clientId: id, state: oneOf('cancelledInTime', 'cancelledLate', 'excused', 'cancelledByStudio'), subscriptionId: opt(id), takenHalves: opt(halves), chargedMinor: opt(priceMinor), isForgiven: opt(bool) }), 200)),
  /** What the trainer gets for it: the rate of the moment when it was held. */
  payMinor: opt(priceMinor),
  takesWholeRoom: opt(bool),
  /** Who was meant to teach, where a substitute does. */
  meantTrainerId: opt(id),
  cancelReason: opt(shortText), cancelAskedBy: opt(oneOf(...ASKED_BY)),
  /** The regular schedule it was made from, and the date and minute it was meant for. */
  seriesId: opt(id), seriesOn: opt(date), seriesMin: opt(startMin),
  /** Changed by hand: a change of the series passes it by. */
  isChanged: opt(bool),
  /** It stands where its trainer is away or its room is closed, and nobody has decided yet what becomes of it. */
  isUndecided: opt(bool),
  /** The absence and the closure that have hit it. */
  absenceId: opt(id), closureId: opt(id),
  /** No lesson but a block of time: it has no kind and nobody in it; `title` says in words what it is. */
  block: opt(oneOf(...BLOCKS)),
  /** Of a tentative hold: when it goes. */
  expiresAt: opt(instant),
});
/** How far a change of one lesson goes in its regular schedule: to those after it, or to all that are still ahead. */
export const SCOPES = ['following', 'all'] as const;
/** Why a date of a regular schedule has no lesson. */
export const LEFT_OUT = ['noSuchTime', 'closedDay', 'absence', 'closure', 'trainer', 'client', 'room', 'full', 'archived', 'frozen'] as const;
/** A regular schedule: when its lessons are, and what each of them is. */
export const series = object({
  id, rev, kindId: id, trainerId: opt(id), roomId: opt(id), groupId: opt(id), clientIds: list(id, 200), title: opt(shortText), note: opt(longText),
  priceMinor: opt(priceMinor), capacity: persons, takesWholeRoom: opt(bool), slots: seriesSlots, fromOn: date,
  /** The last day; absent while it has no end. */
  untilOn: opt(date),
  /** Up to there the dates of the rule have been looked at; absent where all were made at once. */
  filledTo: opt(date),
  /** Dates of the rule without a lesson; without `why` a person left them out. */
  leftOut: opt(list(object({ onDate: date, startMin, why: opt(oneOf(...LEFT_OUT)) }), MOST_MEMBERS)),
});
/** A person knows of a lesson up to a change. */
export const telling = object({ id, rev, lessonId: id, clientId: opt(id), trainerId: opt(id), toldRev: rev });
export const ABSENCE_KINDS = ['illness', 'vacation', 'other'] as const;
/** A trainer is away. Others than staff and the trainer see the time alone. */
export const absence = object({ id, rev, trainerId: id, ...span, kind: opt(oneOf(...ABSENCE_KINDS)), note: opt(shortText), isEndedEarly: opt(bool), byUserId: opt(id) });
export const UNDER_WAY = ['held', 'half', 'returned'] as const;
/** The studio, or one room of it, is closed; without an end until somebody says that it is over. */
export const closure = object({
  id, rev, roomId: opt(id), fromOn: span.fromOn, fromMin: span.fromMin, toOn: opt(span.toOn), toMin: opt(span.toMin), reason: shortText, isOver: bool,
  /** What was decided for lessons that had begun: held, half of it given back, or all. */
  underWay: opt(oneOf(...UNDER_WAY)), byUserId: opt(id),
});

/** Somebody in line for a place in a lesson or a group (one of the two); the row goes when the wait is over. */
export const waiting = object({
  id, rev, lessonId: opt(id), groupId: opt(id), clientId: id, position: uint(500, 1), joinedAt: instant,
  /** A place is kept for this person until then. */
  offeredUntil: opt(instant),
  /** Let an offer run out: the next one is made by a person only. */
  hasLapsed: opt(bool),
});

export const STARTS = ['sale', 'firstVisit', 'afterDays'] as const;
/** What a subscription is made of; copied at the sale. Without `lessonCount` as many as one likes; a term is of days or of months. */
const terms = {
  name, priceMinor, lessonCount: opt(uint(500, 1)), termDays: opt(termDays), termMonths: opt(uint(60, 1)), starts: oneOf(...STARTS), startsAfterDays: opt(uint(366)),
  /** Which lessons it pays for; none named: all. */
  kindIds: list(id, 50), groupIds: list(id, 50),
  /** 2: one lesson is for the pair. */
  persons: uint(2, 1), freezeDays: uint(366), isTrial: opt(bool), slots: opt(seriesSlots),
};
export const subscriptionType = object({ id, rev, ...terms, isArchived: bool });
export const CLOSED_AS = ['refunded', 'transferred', 'merged'] as const;
export const subscription = object({
  id, rev, clientId: id, typeId: opt(id), ...terms,
  /** Taken off the price of the type; `priceMinor` is what is to be paid. */
  discountMinor: opt(priceMinor), discountReason: opt(shortText),
  /** Others who may use it. */
  otherClientIds: opt(list(id, 20)),
  soldOn: date,
  /** It starts at the first visit, on this day at the latest. */
  startByOn: opt(date),
  /** The days it is valid on, the last inclusive; absent until it has started. */
  startOn: opt(date), endOn: opt(date),
  /** Days added to the term: by freezing and by a person. */
  extraDays: opt(uint(5000)),
  /** `isReleased`: the regular place was given up for those days. */
  freezes: opt(list(object({ fromOn: date, toOn: opt(date), isReleased: opt(bool) }), 50)),
  /** Two halves a lesson; absent where there is no count. Booked: of lessons ahead. */
  leftHalves: opt(halves), usedHalves: halves, bookedHalves: halves,
  closedAs: opt(oneOf(...CLOSED_AS)), debtDueOn: opt(date), renewsId: opt(id),
});
/** Money that somebody says is on its way. The row goes when it has come or will not. */
export const expectedPayment = object({ id, rev, clientId: id, amountMinor: priceMinor, method: oneOf('card', 'transfer'), onDate: date, note: opt(shortText) });
/** From opening the drawer to counting it. */
export const shift = object({
  id, rev, openedAt: instant, openedBy: name, openedById: opt(id), floatMinor: priceMinor,
  closedAt: opt(instant), closedBy: opt(name), countedMinor: opt(priceMinor), expectedMinor: opt(balanceMinor), handedOverMinor: opt(priceMinor), note: opt(shortText),
});
export const NOTICES = ['lessonsLeft', 'lastLesson', 'noLessons', 'endsSoon', 'placeOffered'] as const;
/** What the system tells a person by itself, once. */
export const notice = object({ id, rev, kind: oneOf(...NOTICES), clientId: id, subscriptionId: opt(id), lessonId: opt(id), groupId: opt(id), at: instant, readAt: opt(instant), clientReadAt: opt(instant) });

/** Tables in the order of their codes on the wire and in the change log: append only. */
export const tables = { studio, user, trainer, room, lessonKind, group, client, lesson, series, telling, absence, closure, waiting, subscriptionType, subscription, expectedPayment, shift, notice } as const;
export type Table = keyof typeof tables;
export const TABLES = Object.keys(tables) as Table[]; // keys of a const object
export type Row<T extends Table> = Of<(typeof tables)[T]>;
export type Studio = Row<'studio'>;
export type User = Row<'user'>;
export type Trainer = Row<'trainer'>;
export type Room = Row<'room'>;
export type LessonKind = Row<'lessonKind'>;
export type Group = Row<'group'>;
export type Client = Row<'client'>;
export type Lesson = Row<'lesson'>;
export type Series = Row<'series'>;
export type Telling = Row<'telling'>;
export type Absence = Row<'absence'>;
export type Closure = Row<'closure'>;
export type Waiting = Row<'waiting'>;
export type SubscriptionType = Row<'subscriptionType'>;
export type Subscription = Row<'subscription'>;
export type ExpectedPayment = Row<'expectedPayment'>;
export type Shift = Row<'shift'>;
export type Notice = Row<'notice'>;
export type LessonStatus = (typeof LESSON_STATUSES)[number];
export const anyRow = tagged(tables);
export type AnyRow = Of<typeof anyRow>;
