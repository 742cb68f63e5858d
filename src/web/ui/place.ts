// Puts a floating element beside its anchor, inside the window; the element is in the top layer (popover), so nothing clips it.
/** Below the anchor where there is room, else above. `align` says which edges line up. */
export function placeNear(anchor: Element, floating: HTMLElement, { align = 'start', isSameWidth = false } = {}) {
  const gap = 4;
  const margin = 8;
  const a = anchor.getBoundingClientRect();
  floating.style.position = 'fixed';
  floating.style.margin = '0';
  floating.style.inset = 'auto';
  floating.style.minWidth = isSameWidth ? `${a.width}px` : '';
  const viewHeight = window.visualViewport?.height ?? innerHeight;
  const below = viewHeight - a.bottom - gap - margin;
  const above = a.top - gap - margin;
  const goesUp = below < Math.min(floating.scrollHeight, 240) && above > below;
  floating.style.maxHeight = `${Math.max(120, goesUp ? above : below)}px`;
  const f = floating.getBoundingClientRect();
  const left = align === 'end' ? a.right - f.width : a.left;
  floating.style.left = `${Math.max(margin, Math.min(left, innerWidth - f.width - margin))}px`;
  floating.style.top = `${goesUp ? a.top - gap - f.height : a.bottom + gap}px`;
}
