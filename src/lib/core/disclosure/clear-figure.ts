import { type Cleared, cleared } from './cleared.ts';
import { differences } from './differencing.ts';
import { type ClearedFigure, type Figure, figureReasons, shownFigure } from './figure.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Refusal } from './refusal.ts';
import { type Released } from './release.ts';

/**
 * Clears one share or mean: hidden, flagged or shown by its base and the counts behind it, and rounded. Refused where
 * its base differs from one released before, for the same measure, by a group that is too small.
 *
 * The shares of one question add up: clear them together, as a table with figures, so that a hidden one is not had from
 * the others.
 */
export function clearEstimate(
	figure: Figure,
	policy: DisclosurePolicy,
	releasedBefore: readonly Released[],
): Cleared<ClearedFigure> | Refusal {
	const found = judged(figure, policy, releasedBefore);
	return found.kind === 'shown' || found.kind === 'hidden' ? cleared(found, policy) : found;
}

/** Points of a line, or of several lines of one measure. */
export interface ClearedTrend {
	readonly kind: 'trend';
	readonly points: readonly ClearedFigure[];
}

/**
 * Clears a list of figures, each also against those before it in the list. A point that conflicts with another, or with
 * an earlier release, is hidden like one on a small base, so that the rest of the line can be shown.
 */
export function clearTrend(
	figures: readonly Figure[],
	policy: DisclosurePolicy,
	releasedBefore: readonly Released[],
): Cleared<ClearedTrend> | Refusal {
	const soFar: Released[] = [...releasedBefore];
	const points: ClearedFigure[] = [];
	for (const figure of figures) {
		const found = judged(figure, policy, soFar);
		switch (found.kind) {
			case 'shown':
				soFar.push(...releasedAs(`“${figure.label}” of the same list`, figure));
				points.push(found);
				break;
			case 'hidden':
				points.push(found);
				break;
			case 'differencing':
				points.push(hiddenFigure(figure));
				break;
			case 'members-unknown':
				return found;
		}
	}
	return cleared({ kind: 'trend', points }, policy);
}

/**
 * What a figure that was cleared adds to the releases that later ones are held against; nothing where it was hidden or
 * its members are unknown.
 */
export function releasedFigure(label: string, figure: Figure, { value }: Cleared<ClearedFigure>): Released[] {
	return value.kind === 'shown' ? releasedAs(label, figure) : [];
}

function releasedAs(label: string, { label: of, wave, about, members }: Figure): Released[] {
	return members === null ? [] : [{ label, wave, about, cells: [{ label: of, members, shown: true }], relations: [] }];
}

function judged(
	figure: Figure,
	policy: DisclosurePolicy,
	releasedBefore: readonly Released[],
): ClearedFigure | Extract<Refusal, { kind: 'differencing' | 'members-unknown' }> {
	const { label, wave, about, members } = figure;
	if (figureReasons(figure, policy).length > 0) return hiddenFigure(figure);
	const earlier = releasedBefore.filter((released) => released.wave === wave && released.about === about);
	if (earlier.length > 0) {
		if (members === null || members.size !== figure.estimate.base.n) return { kind: 'members-unknown', cells: [label] };
		const found = releasedAs(label, figure).flatMap((fresh) => differences(fresh, earlier, policy));
		if (found.length > 0) return { kind: 'differencing', differences: found };
	}
	return { kind: 'shown', label, wave, about, ...shownFigure(figure.estimate, policy) };
}

function hiddenFigure({ label, wave, about }: Figure): ClearedFigure {
	return { kind: 'hidden', label, wave, about };
}
