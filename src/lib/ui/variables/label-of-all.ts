import type { SurveyColumn } from '#core/dataset/index.ts';

/** What the labels of a question’s columns begin with alike: its words. The name of the question where there are none. */
export function sharedLabel(columns: readonly SurveyColumn[]): string {
	const [first, ...others] = columns;
	if (first === undefined) return '';
	let length = first.label.length;
	for (const { label } of others) while (!label.startsWith(first.label.slice(0, length))) length--;
	const words = first.label.slice(0, length).replace(/[\s–-]+$/, '');
	return others.length === 0 || words.length > 3 ? words : first.question;
}

/** What is left of a column’s label without those words. */
export function ownLabel({ label }: SurveyColumn, shared: string): string {
	return label.startsWith(shared) ? label.slice(shared.length).replace(/^[\s–-]+/, '') || label : label;
}
