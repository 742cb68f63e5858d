// Shows hover and focus without a mouse: every rule with :hover or :focus is repeated for what stands within data-state="hover" or "focus".
// A button inside of a field is left out: the field has the focus.

const STATES = [
  [/:hover/g, ':is([data-state="hover"] *)'],
  [/:focus(-visible)?(?![\w-])/g, ':is([data-state="focus"] :is(a, button:not(.control *), input, select, textarea))'],
] as const;

export function forceStates(page: Document): void {
  const sheet = new CSSStyleSheet();
  const texts = [...page.styleSheets].flatMap((s) => [...s.cssRules].flatMap(forced));
  sheet.replaceSync(texts.join('\n'));
  page.adoptedStyleSheets = [sheet];
}
/** The rule once more for each state it speaks of; rules inside a condition keep it. */
function forced(rule: CSSRule): string[] {
  if (rule instanceof CSSMediaRule) {
    const inside = [...rule.cssRules].flatMap(forced);
    return inside.length ? [`@media ${rule.conditionText} { ${inside.join('\n')} }`] : [];
  }
  if (!(rule instanceof CSSStyleRule)) return [];
  return STATES.flatMap(([state, within]) => (rule.selectorText.search(state) >= 0 ? [`${rule.selectorText.replace(state, within)} { ${rule.style.cssText} }`] : []));
}
