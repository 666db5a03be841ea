import { expect } from 'vitest';
import type { Wave } from '../../src/lib/core/fieldwork/index.ts';
import type { Instrument, Posted } from '../../src/lib/core/instrument/index.ts';
import { questionsOf } from '../../src/lib/core/instrument/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import { insertVersions } from '../../src/lib/server/storage/index.ts';
import { changeLanguage } from '../../src/lib/server/workflows/change-language.ts';
import { closeWave } from '../../src/lib/server/workflows/close-wave.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import { findInterview } from '../../src/lib/server/workflows/find-interview.ts';
import type { Place } from '../../src/lib/server/workflows/interview/place.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { readResponses } from '../../src/lib/server/workflows/read-responses.ts';
import { reviewAnswers } from '../../src/lib/server/workflows/review-answers.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { showPage } from '../../src/lib/server/workflows/show-page.ts';
import { showThanks } from '../../src/lib/server/workflows/show-thanks.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { sweepInterviews } from '../../src/lib/server/workflows/sweep-interviews.ts';
import type { TestSite } from './site.ts';
import { openTestSite } from './site.ts';

/** What a respondent enters: an option's code, several, words, rows of a grid, or a way to decline. */
type Entered = number | string | readonly number[] | Readonly<Record<string, number | string>>;

/**
 * One respondent's interview told step by step against the real workflows and a real database. Each call adds a step; the
 * story is told when it is awaited: `await story(routed).start().answer('use', 2).toBeOn('next_year')`. A step that
 * expects something fails the test by itself.
 */
export interface Story extends PromiseLike<Told> {
	start(language?: string): Story;
	/** Posts the page of a question, wherever the respondent is; `form` makes it another form than the page's own. */
	answer(question: string, entered: Entered, form?: { version?: number; returnTo?: 'check' }): Story;
	/** The same again, as an impatient finger does. */
	again(): Story;
	/** From the check page: changes one answer and returns. */
	change(question: string, entered: Entered): Story;
	changeLanguage(language: string): Story;
	complete(): Story;
	/** Comes back with a code written down, in small letters and with spaces. */
	comeBack(written?: (code: string) => string): Story;
	closeWave(): Story;
	goTo(day: string): Story;
	sweep(): Story;

	/** The last post led there, and the interview stands so that the page opens. */
	toBeOn(place: string): Story;
	/** The last step was answered with this kind of outcome. */
	toBeAnswered(kind: string): Story;
	/** The last post was sent back with these problems, what was typed kept. */
	toBeSentBack(...problems: string[]): Story;
	/** The page of a question opens and has this answer, or none. */
	toShow(question: string, answer: unknown): Story;
	/** The page of a question does not open; the respondent is sent to where the interview stands. */
	notToOpen(question: string): Story;
	/** The check page lists these questions. */
	toCheck(...questions: string[]): Story;
}

/** How the story ended: the wave and all that was stored of it. */
export interface Told extends TestSite {
	readonly wave: Wave;
	readonly code: string;
	readonly responses: readonly StoredResponse[];
}

/** Begins a story in an open wave of `instrument`, on a site of its own or one that goes on from another story. */
export function story(instrument: Instrument, on?: TestSite): Story {
	const survey: string = instrument.survey;
	let at: TestSite;
	let wave: Wave;
	let code: string | undefined;
	let last: { kind: string; next?: Place; at?: Place; problems?: readonly { kind: string }[]; posted?: Posted };
	let lastPost: (() => Promise<typeof last>) | undefined;
	const steps: (() => Promise<void>)[] = [open];

	async function open(): Promise<void> {
		at = on ?? (await openTestSite());
		await insertVersions(at.site.storage.writer, { versions: [storedVersionOf(instrument)] });
		const opened = await openWave(at.site, { actor: commandLine, survey });
		if (opened.kind !== 'opened' && opened.kind !== 'already-open') throw new Error(opened.kind);
		wave = opened.wave;
	}
	const pageOf = (id: string): number => {
		const index = questionsOf(instrument).findIndex((question) => question.id === id);
		if (index === -1) throw new Error(`the instrument has no question ${id}`);
		return index + 1;
	};
	const named = (place: Place | undefined): string | undefined =>
		place?.kind === 'page' ? questionsOf(instrument)[place.page - 1]?.id : place?.kind;
	const step = (run: () => Promise<void>): Story => {
		steps.push(run);
		return telling;
	};
	const post = (question: string, entered: Entered, form: { version?: number; returnTo?: 'check' | undefined } = {}) =>
		step(async () => {
			lastPost = () =>
				savePage(at.site, {
					survey,
					code,
					page: pageOf(question),
					version: form.version ?? instrument.version,
					posted: fieldsOf(question, entered),
					returnTo: form.returnTo,
				});
			last = await lastPost();
		});

	const telling: Story = {
		start: (language = 'en') =>
			step(async () => {
				const started = await startInterview(at.site, { survey, language });
				if (started.kind === 'started') code = started.code;
				last = started.kind === 'started' ? { kind: 'started', next: { kind: 'page', page: started.page } } : started;
			}),
		answer: post,
		again: () =>
			step(async () => {
				if (lastPost !== undefined) last = await lastPost();
			}),
		change: (question, entered) => post(question, entered, { returnTo: 'check' }),
		changeLanguage: (language) =>
			step(async () => {
				last = await changeLanguage(at.site, { survey, code, language });
			}),
		complete: () =>
			step(async () => {
				last = await completeInterview(at.site, { survey, code });
			}),
		comeBack: (written = (known) => known.toLowerCase().replace(/(.{4})/g, '$1 ')) =>
			step(async () => {
				const found = await findInterview(at.site, { survey, code: written(code ?? '') });
				last = found.kind === 'found' ? { kind: 'found', next: found.at } : found;
			}),
		closeWave: () => step(async () => void (await closeWave(at.site, { actor: commandLine, survey }))),
		goTo: (day) => step(async () => at.goTo(day)),
		sweep: () => step(async () => void (await sweepInterviews(at.site))),

		toBeOn: (place) =>
			step(async () => {
				expect(named(last.next ?? last.at)).toBe(place);
				const { kind } = await arrive(place);
				expect(kind).toBe(place === 'check' ? 'review' : place === 'thanks' ? 'thanks' : 'page');
			}),
		toBeAnswered: (kind) => step(async () => expect(last.kind).toBe(kind)),
		toBeSentBack: (...problems) =>
			step(async () => {
				expect(last.kind).toBe('rejected');
				expect(last.problems?.map((problem) => problem.kind)).toEqual(problems);
			}),
		toShow: (question, answer) =>
			step(async () => {
				const shown = await showPage(at.site, { survey, code, page: pageOf(question) });
				expect(shown.kind).toBe('page');
				if (shown.kind === 'page') expect(shown.view.answer).toEqual(answer);
			}),
		notToOpen: (question) =>
			step(async () => {
				expect((await showPage(at.site, { survey, code, page: pageOf(question) })).kind).toBe('elsewhere');
			}),
		toCheck: (...questions) =>
			step(async () => {
				const review = await reviewAnswers(at.site, { survey, code });
				expect(review.kind).toBe('review');
				if (review.kind === 'review') {
					expect(review.walked.steps.map(({ question }) => question.id)).toEqual(questions);
				}
			}),
		then: (fulfilled, rejected) => tell().then(fulfilled, rejected),
	};

	function arrive(place: string): Promise<{ kind: string }> {
		if (place === 'check') return reviewAnswers(at.site, { survey, code });
		if (place === 'thanks') return showThanks(at.site, { survey, code });
		return showPage(at.site, { survey, code, page: pageOf(place) });
	}

	async function tell(): Promise<Told> {
		for (const run of steps.splice(0)) await run();
		const responses: StoredResponse[] = [];
		await readResponses(at.site, { wave: wave.id, each: (response) => void responses.push(response) });
		return { ...at, wave, code: code ?? '', responses };
	}
	return telling;
}

function fieldsOf(question: string, entered: Entered): Posted {
	if (typeof entered !== 'object') return new Map([[question, [String(entered)]]]);
	if (Array.isArray(entered)) return new Map([[question, entered.map(String)]]);
	return new Map(Object.entries(entered).map(([item, value]) => [`${question}.${item}`, [String(value)]]));
}
