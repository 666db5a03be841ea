import { WaveId } from '#core/fieldwork/index.ts';
import type { ReportedWave } from '#core/trends/index.ts';

/** A wave of the spring of 2020 + its number, as a report tells of it. */
export function reportedWave(number: number, changes: Partial<ReportedWave> = {}): ReportedWave {
	return {
		id: WaveId.parse(`w${number}`),
		number,
		label: `Wave ${number}`,
		state: 'closed',
		origin: 'fielded',
		modes: ['web'],
		sampleType: 'probability',
		instrumentVersion: 1,
		opensOn: `202${number}-03-01`,
		closesOn: `202${number}-03-28`,
		date: `202${number}-03-01`,
		completed: 1000,
		indicative: false,
		weighting: { kind: 'unweighted' },
		published: null,
		...changes,
	};
}
