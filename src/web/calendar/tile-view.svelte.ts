// Everything a tile shows, as plain text made once for a column: the tile itself only puts it on the screen.
import { untrack } from 'svelte';
import type { Packed } from '../../domain/layout.ts';
import { currencySign, locale, t } from '../i18n/index.svelte.ts';
import type { Me } from '../sync/client.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import type { Column, Piece } from './grid-model.ts';
import { countOf, hueOf, labelOf, marksUnpaid, substituteText, titleOf, trainerText, unconfirmedText, unpaidIn } from './lesson-words.svelte.ts';
import { canDrag, isBusy } from './permissions.ts';
import { rangeText, timeText } from './time-text.ts';

export interface TileView {
  readonly key: string; readonly id: number; readonly status: string; readonly className: string; readonly style: string;
  readonly label: string; readonly tooltip: string | undefined;
  /** The time; how many people as well, where the name leaves them no room of their own. */
  readonly lead: string;
  /** «₴!» where somebody has not paid, with how many when several. */
  readonly unpaid: string;
  readonly title: string; readonly count: string; readonly detail: string; readonly note: string; /** Whom somebody else stands in for. */ readonly substitute: string;
  /** How many have not said yet that they come. */
  readonly unconfirmed: string;
  readonly canDrag: boolean; readonly isContinuation: boolean;
  /** Nothing but time and title. */
  readonly isPlain: boolean;
}
/** Of the column the tiles stand in. `shortest`: minutes the shortest is drawn with. `asks`: people of that day are being asked whether they come. */
export interface TileSpace { readonly column: Column; readonly widthPx: number; readonly hourPx: number; readonly shortest: number; readonly me: Me | null; readonly asks: boolean }

/** Too narrow for time and name in one line. */
const NARROW_PX = 84;
/** Too narrow for a name: it lies under those that begin later, so that its first line is seen whole. */
const CROWDED_PX = 60;
const ONE_LINE_PX = 37;
/** Low for two lines, which narrow ones need all the same. */
const TWO_LINES_PX = 28;
const THREE_LINES_PX = 46;
const DETAIL_PX = 50;
/** What a narrow tile needs beside its time, and what a sign takes there, as far as can be known without measuring. */
const TIME_PX = 38;
const SIGN_PX = 6;
const LETTER_PX = 6.6;
/** What words that are not broken leave empty at the ends of lines. */
const BROKEN = 1.3;
const PIN_PX = 14;

/** The views of a column's tiles, each made anew only when something of it has changed: so news of one lesson touch one tile. */
export function tileViews(): (placed: readonly Packed<Piece>[], space: TileSpace) => TileView[] {
  let made = new Map<string, { placed: Packed<Piece>; view: TileView }>();
  let lastSpace: TileSpace | null = null;
  let lastNames = '';
  return (placed, space) => {
    const names = `${locale()} ${store.names} ${marksUnpaid()}`;
    const isOther = names !== lastNames || !lastSpace || SPACE.some((key) => lastSpace?.[key] !== space[key]);
    const before = isOther ? new Map<string, { placed: Packed<Piece>; view: TileView }>() : made;
    made = new Map();
    lastSpace = space;
    lastNames = names;
    return placed.map((p) => {
      const known = before.get(keyOf(p.item));
      const view = known && isSamePlace(known.placed, p) ? known.view : untrack(() => tileView(p, space));
      made.set(view.key, { placed: p, view });
      return view;
    });
  };
}
const SPACE = ['column', 'widthPx', 'hourPx', 'shortest', 'me', 'asks'] as const;
const keyOf = (piece: Piece) => `${piece.isContinuation ? 'c' : ''}${piece.lesson.id}`;
const isSamePlace = (a: Packed<Piece>, b: Packed<Piece>) =>
  a.item.lesson === b.item.lesson && a.item.from === b.item.from && a.item.to === b.item.to && a.lane === b.lane && a.lanes === b.lanes && a.span === b.span && a.reach === b.reach;

export function tileView({ item: piece, lane, lanes, span, reach }: Packed<Piece>, space: TileSpace): TileView {
  const { lesson } = piece;
  const shownMin = Math.max(space.shortest, piece.to - piece.from);
  const heightPx = (shownMin / 60) * space.hourPx;
  const seenPx = (space.widthPx * span) / lanes;
  const isNarrow = seenPx < NARROW_PX;
  const isUnder = reach > span && seenPx < CROWDED_PX;
  const isOneLine = heightPx < (isNarrow ? TWO_LINES_PX : ONE_LINE_PX);
  const hue = hueOf(lesson);
  const substitute = substituteText(lesson);
  const title = titleOf(lesson);
  const people = countOf(lesson);
  const note = noteOf(lesson);
  // What began the day before says until when it goes on.
  const time = piece.isContinuation ? t('calendar.form.until', { time: timeText(piece.to) }) : timeText(piece.from);
  const label = labelOf(lesson);
  const debtors = unpaidIn(lesson);
  const unpaid = debtors ? `${currencySign(store.studio?.currency)}!${debtors > 1 ? debtors : ''}` : '';
  const unconfirmed = space.asks ? unconfirmedText(lesson) : '';
  // A narrow tile begins with time and name: what else there is stands beside the time where it fits, or lies on the end of the last line.
  const peoplePx = people ? people.length * SIGN_PX + 3 : 0;
  const unpaidPx = unpaid ? unpaid.length * SIGN_PX + 8 : 0;
  const isBeside = isNarrow && !isUnder && !isOneLine;
  const hasCountBeside = isBeside && peoplePx > 0 && peoplePx <= seenPx - TIME_PX;
  const lines = isOneLine ? 1 : Math.max(1, Math.floor((heightPx - 4) / 15.6));
  // Beside the time the count stands whole or not at all.
  const isWholeBeside = (time.length + 1 + people.length) * SIGN_PX + (note || substitute || unconfirmed ? PIN_PX : 0) <= seenPx - 12;
  const isLong = !isNarrow && people !== '' && isWholeBeside && (title.length + people.length + unpaid.length + 8) * BROKEN > (lines * (seenPx - 22)) / LETTER_PX;
  const isOver = unpaidPx > 0 && (isNarrow || (isLong && isOneLine)) && !(isBeside && unpaidPx + (hasCountBeside ? peoplePx : 0) <= seenPx - TIME_PX);
  const hasCountBelow = isNarrow && peoplePx > 0 && !hasCountBeside && heightPx >= THREE_LINES_PX && peoplePx + (isOver && !isUnder ? 2 * SIGN_PX + 8 : 0) <= seenPx + 6;
  const count = isNarrow ? (hasCountBelow ? people : '') : isLong ? '' : people;
  const detail = isNarrow || isLong || heightPx < DETAIL_PX ? '' : detailOf(lesson, space.column, title);
  const hasPins = !(isOver && !isUnder) && !hasCountBelow;
  const told = [unconfirmed, note].filter(Boolean);
  const marks = [
    'tile', lesson.status ?? 'busy', lesson.block && (lesson.block === 'hold' ? 'block isTentative' : 'block'), hue === undefined && 'hueless', heightPx < ONE_LINE_PX && (isNarrow && heightPx >= TWO_LINES_PX ? 'isLow' : 'isSmall'), isNarrow && 'isNarrow', isUnder && 'isUnder', isOver && 'isOver', hasCountBelow && 'hasCount', isLong && 'isLong', lesson.isPending && 'isPending', lesson.isUndecided && 'undecided',
    piece.isContinuation && 'isContinuation', !piece.isContinuation && lesson.startMin + lesson.durationMin > 1440 && 'goesOn',
  ];
  return {
    key: keyOf(piece), id: lesson.id, status: lesson.status ?? 'busy', className: marks.filter(Boolean).join(' '),
    style: `${hue === undefined ? '' : `--hue:${hue};`}top:${(Math.min(piece.from, 1440 - shownMin) / 60) * space.hourPx}px;height:${heightPx - 2}px;left:${(lane / lanes) * 100}%;width:calc(${((isUnder ? reach : span) / lanes) * 100}% - 2px)${isLong ? `;--lines:${lines}` : ''}`,
    label: [label, ...told].join(', '), tooltip: isNarrow || told.length || substitute ? [`${rangeText(lesson.startMin, lesson.durationMin)} ${title}`, ...told, substitute].filter(Boolean).join('\n') : undefined,
    lead: hasCountBeside || isLong ? `${time} ${people}` : time, unpaid: hasCountBelow && isOver && !isUnder ? unpaid.slice(0, unpaid.indexOf('!') + 1) : unpaid, title, count, detail, ...(hasPins ? { note, substitute, unconfirmed } : NO_PINS), isPlain: !(unpaid || count || detail || (hasPins && (note || substitute || unconfirmed))),
    canDrag: !piece.isContinuation && canDrag(space.me, lesson), isContinuation: piece.isContinuation,
  };
}
const NO_PINS = { note: '', substitute: '', unconfirmed: '' };
/** Pinned notes of the people who come. */
function noteOf(lesson: LessonView): string {
  const notes = lesson.bookings?.flatMap((b) => store.client.get(b.clientId)?.note ?? []) ?? [];
  return notes.length ? t('calendar.clientNote', { note: notes.join('; ') }) : '';
}
/** Place, or the room where no place is given; what the column itself tells is left out. */
function detailOf(lesson: LessonView, column: Column, title: string): string {
  const room = lesson.roomId ? store.room.get(lesson.roomId) : undefined;
  const placed = lesson.bookings?.flatMap((b) => room?.places.find((p) => p.slot === b.slot)?.name ?? []) ?? [];
  const kind = lesson.kindId ? store.lessonKind.get(lesson.kindId)?.name : undefined;
  return [
    isBusy(lesson) || column.roomId !== undefined ? trainerText(lesson.trainerId) : '',
    placed.length && placed.length < 3 ? placed.join(', ') : column.roomId === undefined ? room?.name : '',
    kind === title ? '' : kind,
  ].filter(Boolean).join(' · ');
}
