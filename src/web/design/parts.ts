// Parts that are shown open, and how much room each wants.
export const PARTS = [
  { name: 'Combobox', widthPx: 380, heightPx: 270 },
  { name: 'Combobox-empty', widthPx: 380, heightPx: 270 },
  { name: 'Menu', widthPx: 380, heightPx: 270 },
  { name: 'DateField', widthPx: 620, heightPx: 450 },
  { name: 'Toasts', widthPx: 540, heightPx: 270 },
  { name: 'Dialog', widthPx: 620, heightPx: 320 },
] as const;
