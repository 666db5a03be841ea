import { asks, choice, tiny } from './tiny.ts';

/**
 * A survey in which much depends on an answer: how many pages there are, how long the words, what the last page shows, which
 * half of an experiment somebody is in.
 */
export const telling = tiny(
	'telling',
	[
		choice('use', 2),
		...['why', 'when', 'how', 'often', 'more'].map((id) => choice(id, 3, { askIf: { question: 'use', is: 1 } })),
		choice('harmed', 2),
		asks({ id: 'words', kind: 'text', most: 500 }),
	],
	{
		experiments: [{ id: 'wording', label: 'Two wordings', arms: ['plain', 'long'] }],
		guidance: [
			{
				id: 'report',
				kind: 'route',
				title: { en: 'Report it', gd: 'Innis' },
				text: { en: 'Here', gd: 'An seo' },
				when: { question: 'harmed', is: 1 },
			},
		],
	},
);
