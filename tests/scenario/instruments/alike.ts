import { asks, tiny } from './tiny.ts';

/** One crosswise question. */
export const alike = tiny('alike', [
	asks({
		id: 'birthday_or_use',
		kind: 'crosswise',
		innocuous: { en: 'My birthday is in January' },
		sensitive: { en: 'I did it' },
		alikeLabel: { en: 'Both or neither' },
		differentLabel: { en: 'One of them' },
		probability: 0.25,
		probabilitySource: 'three months of twelve',
	}),
]);
