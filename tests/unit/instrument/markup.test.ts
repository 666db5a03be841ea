import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkup, plainText } from '#core/instrument/index.ts';
import type { Inline } from '#core/instrument/index.ts';
import { markupProblems, pipesIn } from '../../../src/lib/core/instrument/markup.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('the safe markup of instrument texts', () => {
	it('parts paragraphs at blank lines and joins the lines of one', () => {
		expect(parseMarkup('One\ntwo\n\n\nThree')).toEqual([
			{ kind: 'paragraph', inlines: [text('One two')] },
			{ kind: 'paragraph', inlines: [text('Three')] },
		]);
	});

	it('reads lines with a hyphen as a list, also straight after a paragraph', () => {
		expect(parseMarkup('Such as:\n- clothes\n- **shoes**\nand so on')).toEqual([
			{ kind: 'paragraph', inlines: [text('Such as:')] },
			{ kind: 'list', items: [[text('clothes')], [{ kind: 'strong', inlines: [text('shoes')] }]] },
			{ kind: 'paragraph', inlines: [text('and so on')] },
		]);
	});

	it('makes links of https addresses', () => {
		expect(parseMarkup('Call [**now**](https://example.org/a?b=c#d).')).toEqual([
			{
				kind: 'paragraph',
				inlines: [
					text('Call '),
					{
						kind: 'link',
						href: 'https://example.org/a?b=c#d',
						inlines: [{ kind: 'strong', inlines: [text('now')] }],
					},
					text('.'),
				],
			},
		]);
	});

	it.each([
		'[x](http://example.org)',
		'[x](javascript:alert(1))',
		'[x](https://)',
		'[x](https://example.org" onclick="y)',
		'[x]( https://example.org)',
		'[](https://example.org)',
	])('leaves %s as it was typed', (source) => {
		expect(parseMarkup(source)).toEqual([{ kind: 'paragraph', inlines: [text(source)] }]);
	});

	it.each(['**open', '** spaced **', '****', '* a *', '<b>bold</b>', '-not a list', '2 ** 3'])(
		'leaves %s as it was typed, since nothing closes or nothing else is markup',
		(source) => {
			expect(parseMarkup(source)).toEqual([{ kind: 'paragraph', inlines: [text(source)] }]);
		},
	);

	it('puts in the words of an earlier answer and never reads them as markup', () => {
		const hostile = '**x** [y](https://evil.example) {other}\n- z';
		expect(parseMarkup('You said **{bought}**, {unknown}.', (id) => (id === 'bought' ? hostile : undefined))).toEqual([
			{
				kind: 'paragraph',
				inlines: [text('You said '), { kind: 'strong', inlines: [text(hostile)] }, text(', {unknown}.')],
			},
		]);
	});

	it('lists the questions that a text takes answers from', () => {
		expect(pipesIn('{a} and {b_2}, {a} again, {Not} { no }')).toEqual(['a', 'b_2']);
	});

	it('tells authors what will be shown as typed', () => {
		expect(markupProblems('**fine** [fine](https://example.org) {fine}')).toEqual([]);
		expect(markupProblems('**open')).toHaveLength(1);
		expect(markupProblems('[x](http://example.org)')).toHaveLength(1);
		expect(markupProblems('<em>x</em>')).toHaveLength(1);
		expect(markupProblems('# Heading')).toHaveLength(1);
		expect(markupProblems('{Not an id}')).toHaveLength(1);
	});
});

describe('whatever is typed', () => {
	const fragments = fc.constantFrom(
		'**',
		'*',
		'- ',
		'[',
		'](https://a.example/',
		')',
		'{q}',
		'{',
		'}',
		'\n',
		' ',
		'<b>',
		'é',
		'\u0000',
	);
	const typed = fc
		.array(fc.oneof(fragments, fc.string({ maxLength: 6 })), { maxLength: 60 })
		.map((parts) => parts.join(''));
	const everyInline = (inlines: readonly Inline[]): Inline[] =>
		inlines.flatMap((inline) => (inline.kind === 'text' ? [inline] : [inline, ...everyInline(inline.inlines)]));
	const inlinesOf = (source: string) =>
		parseMarkup(source, () => undefined).flatMap((block) =>
			everyInline(block.kind === 'paragraph' ? block.inlines : block.items.flat()),
		);

	it('parses without throwing, and links lead to https only', () => {
		fc.assert(
			fc.property(typed, (source) => {
				for (const inline of inlinesOf(source)) {
					if (inline.kind === 'link') expect(inline.href).toMatch(/^https:\/\/[\w-]+\.[^\s"'<>]+$/);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('keeps every letter and digit, in order, but for the addresses of links', () => {
		const letters = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '');
		fc.assert(
			fc.property(typed, (source) => {
				const withAddresses = parseMarkup(source).flatMap((block) =>
					(block.kind === 'paragraph' ? [block.inlines] : block.items).map(wordsAndAddresses),
				);
				expect(letters(withAddresses.join(''))).toBe(letters(source));
			}),
			{ numRuns: 2000 },
		);
	});

	it('is its own plain text where there is no markup', () => {
		fc.assert(
			fc.property(
				fc.string().filter((words) => !/[*[\]{}-]/.test(words)),
				(source) => {
					const squeeze = (words: string) => words.replace(/\s+/g, ' ').trim();
					expect(squeeze(plainText(source))).toBe(squeeze(source));
				},
			),
		);
	});

	it('takes time in proportion to its length', () => {
		const started = process.cpuUsage().user;
		for (const hostile of [
			'**a '.repeat(1500),
			'['.repeat(6000),
			'[a'.repeat(3000),
			'*'.repeat(6000),
			'[a](https://a.'.repeat(430),
		]) {
			parseMarkup(hostile);
		}
		expect(process.cpuUsage().user - started).toBeLessThan(500_000);
	});
});

function wordsAndAddresses(inlines: readonly Inline[]): string {
	return inlines
		.map((inline) => {
			if (inline.kind === 'text') return inline.text;
			return wordsAndAddresses(inline.inlines) + (inline.kind === 'link' ? inline.href : '');
		})
		.join('');
}
