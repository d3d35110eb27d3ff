// Draws media/icon.png from media/icon.svg, in Chromium. To be run again when the drawing changes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { program } from './processes.mjs';
import { root } from './setup.mjs';

/** Pixels of each side. */
const SIZE = 256;

const drawing = await readFile(join(root, 'media/icon.svg'), 'utf8');
const executablePath = program('chromium', 'chromium-browser', 'google-chrome');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
