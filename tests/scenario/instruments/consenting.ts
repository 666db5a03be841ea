import { asks, choice, tiny } from './tiny.ts';

/** Consent first; a phone line for everyone, and another and a piece of guidance for those who answered 1. */
export const consenting = tiny(
	'consenting',
	[
		asks({ id: 'consent', kind: 'consent', agreeLabel: { en: 'Yes' }, declineLabel: { en: 'No' } }),
		choice('affected', 2, { preferNotToSay: { offered: true, inBase: false } }),
	],
	{
		support: [
			{ id: 'anyone', name: 'A line for anyone', text: { en: 'Call' }, checkedOn: null },
			{
				id: 'affected',
				name: 'A line for those affected',
				text: { en: 'Call' },
				checkedOn: null,
				when: { question: 'affected', is: 1 },
			},
		],
		guidance: [
			{
				id: 'report',
				kind: 'route',
				title: { en: 'Report it' },
				text: { en: 'Here' },
				when: { question: 'affected', is: 1 },
			},
		],
	},
);
