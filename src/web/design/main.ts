// The page of the design system, /design.html of `npm run dev`; no part of what is built. ?lang=uk|en, ?theme=light|dark; ?part= shows one part open, alone.
import { mount } from 'svelte';
import '../ui/tokens.css';
import '../ui/base.css';
import { locale, setLocale } from '../i18n/locale.svelte.ts';
import { setTheme } from '../theme.svelte.ts';
import Design from './Design.svelte';
import { forceStates } from './force-states.ts';
import { fillStudio } from './sample-studio.ts';
import OpenPart from './OpenPart.svelte';

const target = document.getElementById('app') as HTMLElement; // in design.html
const query = new URLSearchParams(location.search);
const language = query.get('lang');
const theme = query.get('theme');
const part = query.get('part');

await setLocale(language === 'uk' || language === 'en' ? language : locale());
if (theme === 'light' || theme === 'dark') setTheme(theme);
fillStudio();
if (part) mount(OpenPart, { target, props: { part } });
else mount(Design, { target });
forceStates(document);
