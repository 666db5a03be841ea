import type { LoadedWave } from './loaded-waves.ts';

/** What readers of figures must know of responses that are left out of them; nothing where all of them count. */
export function readingNotes(waves: readonly Pick<LoadedWave, 'wave' | 'answers' | 'reading' | 'leftOut'>[]): string[] {
	const reading = waves[0]?.reading ?? 'none';
	if (reading === 'none') return [];
	const counts = waves
		.filter(({ answers, leftOut }) => answers.dataset.rows + leftOut > 0)
		.map(({ wave, answers, leftOut }) => `${wave.label} ${leftOut} of ${answers.dataset.rows + leftOut}`);
	return [`Left out by the ${reading} reading of the survey’s quality rules: ${counts.join(', ')}`];
}
