import type { TranslationProgress, TranslationState } from '#core/authoring/index.ts';

export const stateWords: Readonly<Record<TranslationState, string>> = {
	missing: 'missing',
	stale: 'stale: the source has changed since',
	unreviewed: 'not reviewed',
	reviewed: 'reviewed',
};

/** How far a translation is: “112 of 180 translated, 3 stale, 20 not reviewed”. */
export function progressWords({ texts, missing, stale, unreviewed }: TranslationProgress): string {
	const parts = [`${texts - missing} of ${texts} translated`];
	if (stale > 0) parts.push(`${stale} stale`);
	if (unreviewed > 0) parts.push(`${unreviewed} not reviewed`);
	return parts.join(', ');
}

/** What is left to do: “68 missing, 3 stale”. */
export function leftWords({ missing, stale, unreviewed }: TranslationProgress): string {
	const left = [
		[missing, 'missing'],
		[stale, 'stale'],
		[unreviewed, 'not reviewed'],
	] as const;
	return left
		.filter(([count]) => count > 0)
		.map(([count, words]) => `${count} ${words}`)
		.join(', ');
}
