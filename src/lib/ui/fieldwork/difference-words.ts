import type { WaveDifference } from '#core/fieldwork/index.ts';
import { languageName } from '#ui/studio/language-words.ts';
import { identityWords, modeLabels, sampleWords } from './wave-words.ts';

const labels = new Map<string, string>([
	...Object.entries(identityWords).map(([mode, { label }]) => [mode, label] as const),
	...Object.entries(sampleWords),
	...Object.entries(modeLabels),
]);

/** A difference with the words that the form of the plan has for its codes. */
export function differenceWords({ what, before, after }: WaveDifference): WaveDifference {
	const name = what === 'Languages' ? languageName : (code: string) => labels.get(code) ?? code;
	const said = (codes: string) => codes.split(', ').map(name).join(', ');
	return { what, before: said(before), after: said(after) };
}
