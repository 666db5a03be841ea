import { rmSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../browser/chromium.mjs';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';
import { longSurvey } from './long-survey.ts';
import { short } from './report.ts';
import type { BenchLine } from './report.ts';

const questions = 200;
const words = 16;
const letters = 8;
/** Milliseconds between the keys of a word, as of somebody who types 100 words a minute. */
const between = 120;

/**
 * From a key going down to the frame in which the preview shows what it typed, with 200 questions in the draft, beside the
 * same of a bare text field whose words are copied into a bare frame. Between words there are pauses of many lengths, so
 * that keys fall while a save, a check or its answer is under way.
 */
export async function studio(): Promise<BenchLine[]> {
	const { folder, survey } = longSurvey(questions);
	const server = await startServer({ surveys: folder });
	const executablePath = findChromium();
	const browser = await chromium.launch({
		args: chromiumFlags,
		...(executablePath !== undefined && { executablePath }),
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
		const [ours, bare] = [await typedInStudio(context, server, survey), await typedInBare(context)];
		return ([50, 95] as const).map((percent) => lineOf(percent, ours, bare));
	} finally {
		await browser.close();
		await server.stop();
		rmSync(folder, { recursive: true });
	}
}

function lineOf(percent: 50 | 95, ours: readonly number[], bare: readonly number[]): BenchLine {
	const [mine, theirs] = [percentile(ours, percent), percentile(bare, percent)];
	return {
		name: `Studio, ${questions} questions: key to painted preview, ${percent === 50 ? 'median' : '95th percentile'}`,
		unit: 'ms',
		ours: mine,
		rival: 'a bare text field copied into a bare frame',
		rivals: theirs,
		ratio: mine / theirs,
		...(percent === 95 && {
			goal: '≤ 100 ms',
			notes: [`${ours.length} keys; the slowest ${short(Math.max(...ours))} ms, bare ${short(Math.max(...bare))} ms`],
		}),
	};
}

async function typedInStudio(context: BrowserContext, server: RunningServer, survey: string): Promise<number[]> {
	const page = await context.newPage();
	await becomeAdministrator(context, server);
	const started = await context.request.post(`${server.origin}/author?/start`, {
		form: { survey, version: '1' },
		headers: { origin: server.origin, accept: 'text/html' },
		maxRedirects: 0,
	});
	await page.goto(`${server.origin}${started.headers()['location'] ?? ''}/question/intention_3`);
	await page.frameLocator('iframe').getByRole('group').first().waitFor();
	return typing(page, page.getByLabel('Question', { exact: true }));
}

async function typedInBare(context: BrowserContext): Promise<number[]> {
	const page = await context.newPage();
	await page.setContent('<textarea></textarea><iframe></iframe>');
	await page.evaluate(() => {
		const [field, frame] = [document.querySelector('textarea'), document.querySelector('iframe')];
		field?.addEventListener('input', () => {
			const body = frame?.contentDocument?.body;
			if (body !== undefined) body.textContent = field.value;
		});
	});
	return typing(page, page.locator('textarea'));
}

/** Milliseconds from each key to the paint that shows it in the page's frame. */
async function typing(page: Page, field: Locator): Promise<number[]> {
	await field.click();
	await field.press('Control+End');
	await page.evaluate(() =>
		document.addEventListener('keydown', ({ timeStamp }) => (document.title = String(timeStamp)), true),
	);
	const times: number[] = [];
	let typed = '';
	for (let word = 0; word < words; word++) {
		for (let letter = 0; letter < letters; letter++) {
			const key = letter === 0 ? '-' : String.fromCharCode(97 + ((word + letter) % 26));
			typed += key;
			const painted = whenPainted(page, typed);
			await page.waitForTimeout(between);
			await page.keyboard.press(key);
			times.push(await painted);
		}
		await page.waitForTimeout(((word * 137) % 900) + 100);
	}
	return times;
}

/** Milliseconds from the key that goes down next until the frame with the words has been painted. */
function whenPainted(page: Page, typed: string): Promise<number> {
	return page.evaluate(
		(wanted) =>
			new Promise<number>((resolve) => {
				const frame = document.querySelector('iframe')?.contentWindow;
				if (frame === null || frame === undefined) return;
				new MutationObserver((_, observer) => {
					if (frame.document.body.textContent.includes(wanted) !== true) return;
					observer.disconnect();
					frame.requestAnimationFrame(() => {
						const after = new MessageChannel();
						after.port1.onmessage = () => resolve(performance.now() - Number(document.title));
						after.port2.postMessage('painted');
					});
				}).observe(frame.document.body, { subtree: true, childList: true, characterData: true });
			}),
		typed,
	);
}

async function becomeAdministrator(context: BrowserContext, server: RunningServer): Promise<void> {
	const form = { name: 'Bench', email: 'bench@example.org', password: 'marigold tractor eleven quay' };
	const headers = { origin: server.origin, accept: 'text/html' };
	await context.request.post(/\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? '', { form, headers, maxRedirects: 0 });
}

function percentile(values: readonly number[], percent: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}
