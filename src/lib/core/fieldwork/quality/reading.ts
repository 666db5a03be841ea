import type { FlagSeverity, QualityReading } from './rules.ts';

/** What a person decided about a flagged response. */
export type QualityDecision = 'keep' | 'leave-out';

/** What stands in the column `quality`: 0 nothing speaks against it, 1 left out in the strict reading, 2 in both. */
export type Quality = 0 | 1 | 2;

/** A response's quality by its flags and, above them, by what a person decided. */
export function qualityOf(flags: readonly FlagSeverity[], decision: QualityDecision | undefined): Quality {
	if (decision === 'keep') return 0;
	if (decision === 'leave-out' || flags.includes('standard')) return 2;
	return flags.length > 0 ? 1 : 0;
}

/** Whether a response of this quality counts in a reading. */
export function countsIn(reading: QualityReading, quality: number): boolean {
	switch (reading) {
		case 'none':
			return true;
		case 'standard':
			return quality < 2;
		case 'strict':
			return quality < 1;
	}
}
