import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instrumentFile } from '#exchange/instrument-file.ts';
import {
	draftUnderReview,
	editByForm,
	editDraft,
	handOver,
	readDraft,
	startDraft,
} from '#server/workflows/authoring/index.ts';
import { printedSections } from '#ui/print/printed.ts';
import { sourceOf } from '../../src/routes/(staff)/author/source.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { openTestSite } from './site.ts';

const actor = { id: 'u1', name: 'Somebody' };

/** What becomes of a file that is sent to start a survey from. */
async function sent(file: string | Uint8Array<ArrayBuffer>): Promise<{ kind: string; why?: string }> {
	const body = new FormData();
	body.set('survey', 'from-a-file');
	body.set('file', new File([file], 'v1.json', { type: 'application/json' }));
	const { survey, source } = await sourceOf(new Request('http://localhost/author', { method: 'POST', body }));
	if (source.kind === 'too-large' || source.kind === 'not-json') return source;
	const { site } = await openTestSite();
	return startDraft(site, { actor, survey, source });
}

/** The smallest instrument with `words` in every text of every language. */
function saying(words: string): string {
	const instrument = tiny('from-a-file', [choice('one'), choice('two', 2, { askIf: { question: 'one', is: 1 } })]);
	return JSON.stringify(instrument).replaceAll(/"(en|gd)":"[^"]*"/g, (_, code) => `"${code}":${JSON.stringify(words)}`);
}

describe('a file that is sent to start a survey from', () => {
	it.each([
		['is huge', `"${'x'.repeat(600_000)}"`, { kind: 'too-large' }],
		['is an archive that unpacks to more', new Uint8Array([80, 75, 3, 4, ...Array(200).fill(0)]), { kind: 'not-json' }],
		['is cut off', '{"survey":', { kind: 'not-json' }],
		['nests deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, { kind: 'unfit-file', why: 'too-deep' }],
		['nests deep in names', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, { kind: 'unfit-file', why: 'too-deep' }],
		['is a list', '[1]', { kind: 'unfit-file', why: 'no-object' }],
		['is a number', '1e999', { kind: 'unfit-file' }],
		['has a list of very many', `{"sections":[${'1,'.repeat(9000)}1]}`, { kind: 'unfit-file', why: 'not-plain' }],
		[
			'has a text of very many characters',
			`{"title":"${'x'.repeat(30_000)}"}`,
			{ kind: 'unfit-file', why: 'not-plain' },
		],
		[
			'has two questions of one name',
			'{"sections":[{"id":"a","questions":[{"id":"q"}]},{"id":"b","questions":[{"id":"q"}]}]}',
			{ kind: 'unfit-file', why: 'not-distinct' },
		],
		['has options without codes', '{"options":[{},{}]}', { kind: 'unfit-file', why: 'not-distinct' }],
		['names what every object answers to', '{"a":{"constructor":1}}', { kind: 'unfit-file', why: 'not-plain' }],
		['says who everything descends from', '{"__proto__":{"polluted":true}}', { kind: 'unfit-file', why: 'not-plain' }],
	])('and %s is refused with the reason', async (_, file, refusal) => {
		expect(await sent(file)).toMatchObject(refusal);
	});

	it.each(['counterfeit-goods/v2', 'diversion-pre-post/v1', 'drugs-and-organised-crime/v1', 'sector-awareness/v1'])(
		'and is %s makes a draft',
		async (name) => {
			const file = readFileSync(new URL(`../../surveys/${name}.json`, import.meta.url), 'utf8');
			expect(await sent(file)).toMatchObject({ kind: 'started' });
		},
	);

	it.each([
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'=HYPERLINK("https://x","y")',
		'{one}{two}{x}',
	])('keeps %s in its texts as words and nothing else', async (words) => {
		const { site } = await openTestSite();
		const source = { kind: 'file', json: JSON.parse(saying(words)) } as const;
		const started = await startDraft(site, { actor, survey: 'from-a-file', source });
		if (started.kind !== 'started') throw new Error(started.kind);
		const { id, document } = started.draft;
		expect(JSON.parse(instrumentFile(document))).toMatchObject({ title: { en: words, gd: words } });
		const [section] = printedSections(document, 'en');
		const numbers = new Map([
			['one', 1],
			['two', 2],
		]);
		const printed = words.replaceAll(/\{(one|two|x)\}/g, (_, of: string) => `[answer to Q${numbers.get(of) ?? '?'}]`);
		expect(section?.questions.map(({ text }) => text)).toEqual([printed, printed]);
		const { warnings, errors } = await draftUnderReview(site, { draft: started.draft });
		expect([...warnings, ...errors].length).toBeGreaterThan(0);
		await handOver(site, { actor, id, revision: 0 });
	});

	it.each(['__proto__', 'title/__proto__', 'title/constructor/prototype', 'questions/#one/prototype'])(
		'cannot be given a field at %s by an edit or a form',
		async (place) => {
			const { site } = await openTestSite();
			const source = { kind: 'file', json: JSON.parse(saying('Words')) } as const;
			const started = await startDraft(site, { actor, survey: 'from-a-file', source });
			if (started.kind !== 'started') throw new Error(started.kind);
			const { id, document } = started.draft;
			const edits = [{ kind: 'set' as const, place, value: { polluted: true } }];
			expect(await editDraft(site, { actor, id, revision: 0, edits })).toMatchObject({ kind: 'no-such-place' });
			const form = { actor, id, revision: 0, fields: [[`text:${place}`, 'words'] as const], more: [] };
			expect(await editByForm(site, form)).toMatchObject({ kind: 'no-such-place' });
			expect((await readDraft(site, { id }))?.document).toEqual(document);
		},
	);

	it(
		'of hundreds of questions that hang on each other is looked over in a few seconds',
		{ timeout: 30_000 },
		async () => {
			const { site } = await openTestSite();
			const many = Array.from({ length: 400 }, (_, at) =>
				choice(`q${at}`, 2, at === 0 ? {} : { askIf: { question: `q${at - 1}`, is: 1 } }),
			);
			const json: unknown = JSON.parse(JSON.stringify(tiny('from-a-file', many)));
			const started = await startDraft(site, { actor, survey: 'from-a-file', source: { kind: 'file', json } });
			if (started.kind !== 'started') throw new Error(started.kind);
			const before = performance.now();
			await draftUnderReview(site, { draft: started.draft });
			expect(performance.now() - before).toBeLessThan(10_000);
		},
	);
});
