import type { Definition } from '#core/dataset/index.ts';

/** The kinds of derived variable as the screen names them. */
export const kindWords: Readonly<Record<Definition['kind'], { readonly label: string; readonly hint: string }>> = {
	recode: { label: 'Recode', hint: 'Answers become fewer answers, such as five points in two' },
	net: { label: 'Net', hint: 'Whether any of some answers was given, over one question or all of its columns' },
	band: { label: 'Bands', hint: 'Numbers become groups, such as ages' },
	index: { label: 'Index', hint: 'The mean of several items, from 0 to 1' },
	knowledge: { label: 'Knowledge score', hint: 'The share of right answers to several questions, from 0 to 1' },
};
