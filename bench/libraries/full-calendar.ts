// FullCalendar with its week and month views (the MIT parts), asked through its public interface.
import { Calendar } from 'fullcalendar';
import dayGrid from 'fullcalendar/daygrid';
import classicTheme from 'fullcalendar/themes/classic';
import timeGrid from 'fullcalendar/timegrid';
import 'fullcalendar/skeleton.css';
import 'fullcalendar/themes/classic/theme.css';
import 'fullcalendar/themes/classic/palette.css';
import { offer, type Contestant } from '../browser/contestants.ts';
import { SCENES } from '../browser/studio.ts';
import { boxOf, boxesIn, eventOf } from './events.ts';

const target = document.getElementById('app') as HTMLElement; // in every page of the bench
let calendar: Calendar | null = null;

const contestant: Contestant = {
  show({ firstDay, lessons, isMonth = false }) {
    calendar = new Calendar(target, {
      plugins: [dayGrid, timeGrid, classicTheme], initialView: isMonth ? 'dayGridMonth' : 'timeGridWeek', initialDate: firstDay, firstDay: 1, allDaySlot: false, headerToolbar: false, height: innerHeight,
      slotEventOverlap: false, scrollTime: '07:30', locale: 'uk', dayMaxEvents: true, fixedWeekCount: false, events: lessons.map((l) => eventOf(l, 'className')),
    });
    calendar.render();
  },
  clear() {
    calendar?.destroy();
    calendar = null;
    target.replaceChildren();
  },
  news: (lesson) => {
    const { id, start, end } = eventOf(lesson, 'className');
    return () => calendar?.getEventById(id)?.setDates(start, end);
  },
  count: () => boxesIn(target),
  boxOf: (id) => boxOf(target, id),
};
offer({ library: contestant }, SCENES);
