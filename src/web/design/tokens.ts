// The tokens as the style sheet itself declares them, so that a new one shows up here by itself.

export interface Token { readonly name: string; readonly value: string }
export type TokenKind = 'colour' | 'space' | 'text' | 'radius' | 'other';

/** Custom properties of :root outside of any condition, in the order of their declaration. */
export function readTokens(page: Document): Token[] {
  const rules = [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSStyleRule);
  return rules.filter((rule) => rule.selectorText === ':root').flatMap(({ style }) =>
    [...style].filter((name) => name.startsWith('--')).map((name) => ({ name, value: style.getPropertyValue(name).trim() })));
}
export function kindOf({ name, value }: Token): TokenKind {
  if (/^light-dark\(/.test(value)) return 'colour';
  if (/^--space-/.test(name)) return 'space';
  if (/^--text-\w+$/.test(name)) return 'text';
  return /^--radius/.test(name) ? 'radius' : 'other';
}
