import { allocationsOf } from '../instrument/index.ts';
import type { Arms, Instrument } from '../instrument/index.ts';

/** A questionnaire as it is printed for one combination of arms, which its letter names on every page. */
export interface PaperLayout {
	readonly letter: string;
	readonly arms: Arms;
}

/**
 * One layout for each combination of the arms of every random allocation, so that none is mixed up with another: A for the
 * first arm of each. A questionnaire without any has the layout A alone.
 */
export function paperLayouts(instrument: Instrument): readonly PaperLayout[] {
	const combined = allocationsOf(instrument).reduce<readonly Arms[]>(
		(sofar, { id, arms }) => sofar.flatMap((chosen) => arms.map((arm) => ({ ...chosen, [id]: arm }))),
		[{}],
	);
	return combined.map((arms, at) => ({ letter: letterOf(at), arms }));
}

/** The arms of the layout with this letter, whatever its case; undefined for a letter that none has. */
export function armsOf(instrument: Instrument, letter: string): Arms | undefined {
	return paperLayouts(instrument).find((layout) => layout.letter === letter.trim().toUpperCase())?.arms;
}

/** A to Z, then AA to AZ, BA and so on. */
function letterOf(at: number): string {
	const before = Math.floor(at / 26);
	return `${before === 0 ? '' : letterOf(before - 1)}${String.fromCharCode(65 + (at % 26))}`;
}
