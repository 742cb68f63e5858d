// Pictures of windows: read with fewer colours, written small, and compared pixel by pixel or roughly.
import { crc32, deflateSync } from 'node:zlib';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Picture { width: number; height: number; data: Buffer }
/** What differs, in words and, where both are of one size, as a picture. */
export interface Difference { words: string; marked?: Picture }

/** Colours are kept in steps of eight: a picture then takes a third of the room, and every two tokens still differ. */
const STEPS = 0xf8;
/** For the rough comparison: side of a block, how far its mean colour may be off, and how large a part of the blocks may be further. */
const BLOCKS = { px: 8, most: 20, mostPart: 0.02 } as const;
/** Elsewhere a line may wrap sooner and make a whole page a little higher. */
const MOST_TALLER = 0.02;

export function decode(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : (data[i] ?? 0) & STEPS;
  return { width, height, data };
}
export function encode(picture: Picture): Buffer {
  const png = new PNG({ width: picture.width, height: picture.height });
  png.data = picture.data;
  return indexed(picture) ?? PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

/** A rounded corner may fall on either side of a step of colour; the shortest line is longer. */
const FEW_PIXELS = 12;
/** For machines that draw alike: pixels of another colour are a difference, but for a few. */
export function differByPixels(actual: Picture, expected: Picture): Difference | null {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return { words: sizes(actual, expected) };
  const marked = { width, height, data: Buffer.alloc(width * height * 4) };
  const count = pixelmatch(actual.data, expected.data, marked.data, width, height, { threshold: 0, includeAA: true });
  return count > FEW_PIXELS ? { words: `${count} pixels differ`, marked } : null;
}
/** For machines that draw letters in ways of their own: what is missing, has moved or is of another colour shows, a thin line does not. */
export function differByBlocks(actual: Picture, expected: Picture): Difference | null {
  if (actual.width !== expected.width || Math.abs(actual.height - expected.height) > expected.height * MOST_TALLER) return { words: sizes(actual, expected) };
  const [a, b] = [blocksOf(actual), blocksOf(expected)];
  const count = Math.min(a.length, b.length);
  let wrong = 0;
  for (let i = 0; i < count; i++) if (a[i]?.some((mean, channel) => Math.abs(mean - (b[i]?.[channel] ?? 0)) > BLOCKS.most)) wrong++;
  return wrong > count * BLOCKS.mostPart ? { words: `${((wrong / count) * 100).toFixed(1)} % of it differ` } : null;
}
const sizes = (actual: Picture, expected: Picture) => `it is ${actual.width} × ${actual.height} instead of ${expected.width} × ${expected.height}`;

/** Mean colour of each block, row by row. */
function blocksOf({ width, height, data }: Picture): number[][] {
  const columns = Math.floor(width / BLOCKS.px);
  return Array.from({ length: columns * Math.floor(height / BLOCKS.px) }, (_, i) => {
    const sum = [0, 0, 0];
    const left = (i % columns) * BLOCKS.px;
    const top = Math.floor(i / columns) * BLOCKS.px;
    for (let y = top; y < top + BLOCKS.px; y++) {
      for (let at = (y * width + left) * 4; at < (y * width + left + BLOCKS.px) * 4; at += 4) {
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (data[at + c] ?? 0);
      }
    }
    return sum.map((s) => s / BLOCKS.px ** 2);
  });
}

/** A PNG with a palette, which pngjs reads but does not write; null where the colours are too many for one. */
function indexed({ width, height, data }: Picture): Buffer | null {
  const colours = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < width * height; i++) {
    const colour = data.readUIntBE(i * 4, 3);
    const index = colours.get(colour) ?? colours.size;
    colours.set(colour, index);
    rows[i + Math.floor(i / width) + 1] = index;
  }
  if (colours.size > 256) return null;
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const palette = Buffer.from([...colours.keys()].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  const chunk = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(body.length, 0);
    around.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
  };
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
