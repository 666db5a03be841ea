import { type Calibration } from '#core/weighting/index.ts';

/** More groups than this would not fit the processor's memory, and hardly be fewer than the rows. */
export const mostGroups = 1 << 20;

/** Numbers groups further: group × step + what each row has of it. */
export function addInStepsOf(groups: Int32Array, step: number, further: Int32Array): void {
	for (let i = 0; i < groups.length; i++) groups[i] = (groups[i] ?? 0) * step + (further[i] ?? 0);
}

/** The calibration as it looks to groups: their base weights, and the combination that each lies in. */
export function ofGroups(calibration: Calibration, groupOfRow: Int32Array, size: number): Calibration {
	const baseWeights = new Float64Array(size);
	for (let i = 0; i < groupOfRow.length; i++) {
		const g = groupOfRow[i] ?? 0;
		baseWeights[g] = (baseWeights[g] ?? 0) + (calibration.baseWeights[i] ?? 0);
	}
	const { cells } = calibration;
	const ofRow = Int32Array.from({ length: size }, (_, g) => g % cells.count);
	return { ...calibration, baseWeights, cells: { ...cells, ofRow } };
}
